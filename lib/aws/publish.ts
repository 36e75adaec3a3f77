import type { LambdaClient } from '@aws-sdk/client-lambda';
import { type Plan, ProbeNotCreated, type Round, TargetChanged, type Work } from '../contract/index.ts';
import { downloadCode } from './code.ts';
import { errorMessage, errorName } from './error-name.ts';
import { createProbe, probeInput } from './probe.ts';
import { controlPlaneQueue } from './rate-limit.ts';
import { readTarget } from './target.ts';

/**
 * Creates the probes of a round, all at once within the control plane's rate limit. It can run again after
 * an attempt that failed half way.
 * @returns the round, with the candidates marked that Lambda refused.
 * @throws ProbeNotCreated, TargetChanged, ExecutionStopped
 */
export async function publishRound(
  lambda: LambdaClient,
  plan: Plan,
  round: Round,
  assertRunning: () => Promise<void>,
): Promise<Round> {
  const { functionArn, qualifier, codeSha256 } = plan.target;
  const target = await readTarget(lambda, functionArn, qualifier);
  assertUnchanged(plan, target.configuration.CodeSha256);
  const code = await downloadCode(target.codeLocation ?? '', codeSha256);
  const queue = controlPlaneQueue();
  const stop = new AbortController();
  const create = async (work: Work): Promise<Work> => {
    stop.signal.throwIfAborted();
    await assertRunning();
    try {
      const creation = await createProbe(lambda, probeInput(plan, target, code, work));
      return creation.status === 'created' ? work : { ...work, refused: creation.reason };
    } catch (error) {
      throw new ProbeNotCreated(
        `CreateFunction failed for ${work.memoryMB} MB on ${work.architecture}: ${errorName(error)}: ${errorMessage(error)}. ${remedyFor(error)}`,
        { cause: error },
      );
    }
  };
  try {
    const work = await queue.addAll(round.work.map((item) => () => create(item)));
    return assertAny({ ...round, work });
  } catch (error) {
    // Those still in the queue would only have to be deleted again.
    stop.abort(error);
    queue.clear();
    await queue.onIdle();
    throw error;
  }
}

function assertUnchanged(plan: Plan, codeSha256: string | undefined): void {
  if (codeSha256 !== plan.target.codeSha256) {
    throw new TargetChanged(
      `the target's code has the hash ${codeSha256}; planned with ${plan.target.codeSha256}: it was deployed meanwhile. Start the execution again`,
    );
  }
}

/** @throws ProbeNotCreated where Lambda refused every single one. */
function assertAny(round: Round): Round {
  const [first] = round.work;
  if (first?.refused !== undefined && round.work.every(({ refused }) => refused !== undefined)) {
    throw new ProbeNotCreated(`no probe could be created: ${first.refused}`);
  }
  return round;
}

function remedyFor(error: unknown): string {
  switch (errorName(error)) {
    case 'AccessDeniedException':
      return "The Publisher needs lambda:CreateFunction and lambda:TagResource on its probes, lambda:GetLayerVersion on the target's layers, and iam:PassRole on the target's role (probeRoles in the construct's props)";
    case 'CodeStorageExceededException':
      return 'The region has no room left for code: delete versions that nobody uses';
    case 'TooManyRequestsException':
      return 'Other deployments take the whole rate of the control plane: start the execution again later';
    default:
      return 'Start the execution again; if it stays, see the error above';
  }
}
