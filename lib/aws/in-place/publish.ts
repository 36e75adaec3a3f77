import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  type Candidate,
  candidateKey,
  type Plan,
  ProbeNotCreated,
  type Round,
  TargetChanged,
  TargetLocked,
  TargetNotRestored,
  type Work,
} from '../../contract/index.ts';
import { pause } from '../clients/connected.ts';
import { configurationHash } from '../configuration-hash.ts';
import { errorName, errorText } from '../error-text.ts';
import { assertAny, isRefusal, refusal } from '../refused.ts';
import { untilUpdated } from '../wait.ts';
import { executionHash, latestMark, readLatestMark, readVersionMark, versionMark } from './marks.ts';
import { putBack } from './put-back.ts';
import { type InPlaceRecord, recordOf } from './record.ts';
import { type LockClients, takeLock } from './take-lock.ts';
import { ownVersions } from './versions.ts';

const UPDATE_WAIT_SECONDS = 60;
/** One more candidate, and putting the function back. */
const NEEDED_MS = 90_000;

export interface InPlaceStage {
  /** @throws ExecutionStopped */
  readonly assertRunning: () => Promise<void>;
  /** How long the Publisher may still run, in ms. */
  readonly remainingMs: () => number;
  readonly now: () => Date;
}

/**
 * Publishes a version of the target for each candidate, one after another, and gives `$LATEST` back what it
 * had, whatever happens. Meanwhile `$LATEST` has each size in turn; versions and aliases of the user don't
 * change. It can run again after an attempt that failed half way: what that one published is kept.
 *
 * @returns the round, each candidate with its version, or why Lambda refused it
 * @throws TargetLocked, TargetChanged, TargetNotRestored, ProbeNotCreated, ExecutionStopped
 */
export async function publishInPlace(
  clients: LockClients,
  plan: Plan,
  round: Round,
  stage: InPlaceStage,
): Promise<Round> {
  const record = recordOf(plan);
  try {
    await takeLock(clients, plan.stagingBucket ?? '', record, stage.now());
    return assertAny(await publishLocked(clients.lambda, plan, round, stage));
  } catch (error) {
    throw described(error, plan);
  }
}

async function publishLocked(
  lambda: LambdaClient,
  plan: Plan,
  round: Round,
  stage: InPlaceStage,
): Promise<Round> {
  const record = recordOf(plan);
  try {
    const versions = new Versions(lambda, plan, record);
    await versions.begin();
    const work: Work[] = [];
    for (const item of round.work) {
      await stage.assertRunning();
      assertTime(stage, item);
      work.push(await versions.publish(item));
    }
    return { ...round, work };
  } finally {
    await putBack(lambda, record);
  }
}

/** The versions of one execution, as they are made. */
class Versions {
  readonly #lambda: LambdaClient;
  readonly #plan: Plan;
  readonly #record: InPlaceRecord;
  #own = new Map<string, string>();
  /** What guards the next change: nobody else has touched the function since. */
  #revisionId = '';

  constructor(lambda: LambdaClient, plan: Plan, record: InPlaceRecord) {
    this.#lambda = lambda;
    this.#plan = plan;
    this.#record = record;
  }

  /** @throws TargetChanged where the function is not what the plan was made with. */
  async begin(): Promise<void> {
    this.#own = await this.#published();
    const now = await this.#read();
    this.#assertOurs(now);
    this.#revisionId = now.RevisionId ?? '';
  }

  async publish(work: Work): Promise<Work> {
    const known = this.#own.get(candidateKey(work));
    if (known !== undefined) return { ...work, version: known };
    try {
      await this.#configure(work);
    } catch (error) {
      if (isRefusal(error)) return { ...work, refused: refusal('give it this size', error) };
      throw error;
    }
    return { ...work, version: await this.#publishConfigured(work) };
  }

  /** Gives `$LATEST` the candidate's size, and the mark. */
  async #configure(candidate: Candidate): Promise<void> {
    const { executionArn, target } = this.#plan;
    const Description = latestMark(executionArn, candidate);
    const { memoryMB: MemorySize } = candidate;
    try {
      await onceFree(this.#lambda, () =>
        this.#lambda.send(
          new UpdateFunctionConfigurationCommand({
            FunctionName: target.functionArn,
            MemorySize,
            Description,
            RevisionId: this.#revisionId,
          }),
        ),
      );
    } catch (error) {
      // An answer may be lost after Lambda has acted: the next attempt then meets another revision.
      const now = await this.#read();
      if (now.Description !== Description) throw error;
    }
    await untilUpdated(this.#lambda, target.functionArn, { maxWaitSeconds: UPDATE_WAIT_SECONDS });
    await this.#readOwn(candidate);
  }

  /**
   * Waiting for an update and publishing give `$LATEST` another revision, so it is read again after each.
   * @throws TargetChanged where it is not as we have left it
   */
  async #readOwn(candidate: Candidate): Promise<void> {
    const now = await this.#read();
    this.#assertCode(now);
    const description = latestMark(this.#plan.executionArn, candidate);
    if (now.Description !== description || now.MemorySize !== candidate.memoryMB) throw this.#changed(now);
    this.#revisionId = now.RevisionId ?? '';
  }

  async #publishConfigured(candidate: Candidate): Promise<string> {
    const { executionArn, target } = this.#plan;
    const Description = versionMark(executionArn, candidate);
    let version: string | undefined;
    try {
      const published = await onceFree(this.#lambda, () =>
        this.#lambda.send(
          new PublishVersionCommand({
            FunctionName: target.functionArn,
            CodeSha256: target.codeSha256,
            RevisionId: this.#revisionId,
            Description,
          }),
        ),
      );
      // Where somebody else has just published the same, Lambda answers with that version: it isn't ours.
      if (readVersionMark(published.Description)?.hash !== executionHash(executionArn)) {
        throw new TargetChanged(
          `version ${published.Version} of ${target.functionArn} was published by somebody else while the function was being measured in place. It is left as it is. Start the execution again`,
        );
      }
      version = published.Version;
    } catch (error) {
      if (error instanceof TargetChanged) throw error;
      version = (await this.#published()).get(candidateKey(candidate));
      if (version === undefined) throw error;
    }
    await this.#readOwn(candidate);
    return version ?? '';
  }

  /** What this execution has published so far, by the candidate's key. */
  async #published(): Promise<Map<string, string>> {
    const own = await ownVersions(this.#lambda, this.#record);
    return new Map(own.map(({ key, version }) => [key, version]));
  }

  #read(): Promise<FunctionConfiguration> {
    return this.#lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: this.#plan.target.functionArn }),
    );
  }

  /** As the plan has it, or with the mark of an attempt before this one. */
  #assertOurs(now: FunctionConfiguration): void {
    this.#assertCode(now);
    const { executionArn, target } = this.#plan;
    if (readLatestMark(now.Description)?.hash === executionHash(executionArn)) return;
    const untouched = now.RevisionId === target.revisionId;
    // Where we have been here before, our own changes gave it another revision.
    const asBefore = this.#own.size > 0 && configurationHash(now) === target.configurationSha256;
    if (!untouched && !asBefore) throw this.#changed(now);
  }

  #assertCode({ CodeSha256 }: FunctionConfiguration): void {
    const { codeSha256 } = this.#plan.target;
    if (CodeSha256 !== codeSha256) {
      throw new TargetChanged(
        `the target's code has the hash ${CodeSha256}; planned with ${codeSha256}: it was deployed meanwhile. The deployment is left as it is. Start the execution again`,
      );
    }
  }

  #changed({ MemorySize, RevisionId }: FunctionConfiguration): TargetChanged {
    const { functionArn } = this.#plan.target;
    return new TargetChanged(
      `${functionArn} has ${MemorySize} MB and the revision ${RevisionId}: somebody else changed it meanwhile, which is left as it is. Start the execution again`,
    );
  }
}

const FREE_ATTEMPTS = 30;
const FREE_PAUSE_MS = 1000;

/**
 * While something else about the function is in progress (a snapshot for the version before, or somebody's
 * deployment), Lambda refuses: tried again. The RevisionId of the call tells afterwards whether it was ours.
 */
async function onceFree<T>(lambda: LambdaClient, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (errorName(error) !== 'ResourceConflictException' || attempt === FREE_ATTEMPTS) throw error;
      await pause(lambda, FREE_PAUSE_MS);
    }
  }
}

/** @throws ProbeNotCreated rather than being ended by Lambda in the middle of a change */
function assertTime({ remainingMs }: InPlaceStage, { memoryMB }: Work): void {
  if (remainingMs() < NEEDED_MS) {
    throw new ProbeNotCreated(
      `no time was left to publish ${memoryMB} MB in place and to put the function back. Use fewer powerValues`,
    );
  }
}

const NAMED = [TargetChanged, TargetLocked, TargetNotRestored, ProbeNotCreated];

function described(error: unknown, { target }: Plan): unknown {
  if (NAMED.some((kind) => error instanceof kind) || errorName(error) === 'ExecutionStopped') return error;
  if (errorName(error) === 'PreconditionFailedException') {
    return new TargetChanged(
      `${target.functionArn} was changed by somebody else while it was being measured in place, which is left as it is. Start the execution again`,
      { cause: error },
    );
  }
  return new ProbeNotCreated(
    `no version of ${target.functionArn} could be published in place: ${errorText(error)}. ${remedyFor(error)}`,
    { cause: error },
  );
}

function remedyFor(error: unknown): string {
  switch (errorName(error)) {
    case 'AccessDeniedException':
      return "The Publisher needs lambda:UpdateFunctionConfiguration, PublishVersion and ListVersionsByFunction on it (inPlaceTargets in the construct's props)";
    case 'CodeStorageExceededException':
      return 'The region has no room left for code: delete versions that nobody uses';
    default:
      return 'Start the execution again; if it stays, see the error above';
  }
}
