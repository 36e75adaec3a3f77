import type { LambdaClient } from '@aws-sdk/client-lambda';
import { type Plan, ProbeNotCreated, type Round, TargetChanged, type Work } from '../contract/index.ts';
import type { LaterS3 } from './clients/later.ts';
import { ProbeCodes } from './code/probe-code.ts';
import { errorMessage, errorName } from './error-text.ts';
import { createProbe, probeInput } from './probe.ts';
import { controlPlaneQueue } from './rate-limit.ts';
import { assertAny } from './refused.ts';
import { readTarget, type TargetFunction } from './target.ts';
import { withoutEnvironment } from './without-environment.ts';

export interface PublisherClients {
  /** In the target's region. */
  readonly lambda: LambdaClient;
  readonly s3: LaterS3;
}

/**
 * Creates the probes of a round, all at once within the control plane's rate limit. It can run again after
 * an attempt that failed half way.
 * @returns the round, its architectures taking turns, with the candidates marked that Lambda refused, and the
 * version of SnapStart probes.
 * @throws ProbeNotCreated, TargetChanged, ExecutionStopped
 */
export async function publishRound(
  clients: PublisherClients,
  plan: Plan,
  round: Round,
  assertRunning: () => Promise<void>,
): Promise<Round> {
  const { functionArn, qualifier } = plan.target;
  const target = await readTarget(clients.lambda, functionArn, qualifier);
  assertUnchanged(plan, target.configuration.CodeSha256);
  assertDecrypted(target);
  const codes = new ProbeCodes(clients, plan, target);
  const queue = controlPlaneQueue();
  const stop = new AbortController();
  const create = async (work: Work): Promise<Work> => {
    const code = await codes.for(work.architecture);
    stop.signal.throwIfAborted();
    await assertRunning();
    try {
      const input = probeInput(plan, target, code, work);
      const creation = await createProbe(clients.lambda, input);
      if (creation.status === 'refused') return { ...work, refused: creation.reason };
      return input.Publish === true ? { ...work, version: FIRST_VERSION } : work;
    } catch (error) {
      if (error instanceof ProbeNotCreated) throw error;
      const { Variables } = target.configuration.Environment ?? {};
      const said = withoutEnvironment(errorMessage(error), Variables);
      // The error itself is no cause here: it may quote the environment.
      throw new ProbeNotCreated(
        `CreateFunction failed for ${work.memoryMB} MB on ${work.architecture}: ${errorName(error)}: ${said}. ${remedyFor(error)}`,
      );
    }
  };
  try {
    const work = await queue.addAll(takingTurns(round.work).map((item) => () => create(item)));
    return assertAny({ ...round, work }, REFUSED_REMEDY);
  } catch (error) {
    // Those still in the queue would only have to be deleted again.
    stop.abort(error);
    queue.clear();
    await queue.onIdle();
    throw error;
  }
}

/**
 * The order in which probes are created is that in which they are measured: their architectures take turns,
 * so that a slow minute hits both alike. Within one, the order stays.
 */
function takingTurns(work: readonly Work[]): Work[] {
  const byArchitecture = [...Map.groupBy(work, ({ architecture }) => architecture).values()];
  const longest = Math.max(0, ...byArchitecture.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) =>
    byArchitecture.flatMap((own) => own[turn] ?? []),
  ).flat();
}

/** What CreateFunction publishes. */
const FIRST_VERSION = '1';

const REFUSED_REMEDY =
  '. Where Lambda no longer creates functions with this runtime, move the function to a newer one, or measure it in place (isolation "in-place"), for as long as it may be updated';

function assertUnchanged(plan: Plan, codeSha256: string | undefined): void {
  if (codeSha256 !== plan.target.codeSha256) {
    throw new TargetChanged(
      `the target's code has the hash ${codeSha256}; planned with ${plan.target.codeSha256}: it was deployed meanwhile. Start the execution again`,
    );
  }
}

/** A copy made from an environment that can't be read would silently have none. */
function assertDecrypted({ configuration: { Environment } }: TargetFunction): void {
  if (Environment?.Error === undefined) return;
  throw new ProbeNotCreated(
    `the target's environment can't be decrypted (${Environment.Error.ErrorCode}), and a copy without it would not be the same function: give the Publisher's role kms:Decrypt on its key (environmentKeys in the construct's props)`,
  );
}

function remedyFor(error: unknown): string {
  switch (errorName(error)) {
    case 'AccessDeniedException':
      return "The Publisher needs lambda:CreateFunction and lambda:TagResource on its probes, lambda:GetLayerVersion on the target's layers, iam:PassRole on the target's role (probeRoles in the construct's props), and for an encrypted environment, an image or a package in S3 the rights on those too (environmentKeys, imageRepositories, codeObjects)";
    case 'CodeStorageExceededException':
      return 'The region has no room left for code: delete versions that nobody uses';
    case 'TooManyRequestsException':
      return 'Other deployments take the whole rate of the control plane: start the execution again later';
    default:
      return 'Start the execution again; if it stays, see the error above';
  }
}
