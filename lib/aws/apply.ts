import type { LambdaClient } from '@aws-sdk/client-lambda';
import {
  type Candidate,
  type Decision,
  NotApplied,
  type OptimizerResult,
  type Plan,
} from '../contract/index.ts';
import { publishTo } from './apply-alias.ts';
import { type ArchitectureChange, prepareArchitecture, whyOnlyProposed } from './apply-architecture.ts';
import { beginCanary, type CanaryMachine, readyCanary } from './canary/begin.ts';
import { errorName, errorText } from './error-text.ts';
import { type Latest, readLatest, setMemory } from './latest.ts';

/** The recommendation, as far as it is applied. */
export type Chosen = Candidate & Pick<Decision['recommendation'], 'limits' | 'saving'>;

/**
 * Gives the target the chosen memory size and architecture, and with an alias also a version that the
 * alias points to. Applies only to the code that was measured, and only if nobody has touched the function
 * since the plan. An architecture takes a call of its own, before the memory size: where that fails, it is
 * put back. What breaks a limit of the input is only the nearest answer, and isn't applied.
 * @param machine where an alias is moved by degrees, if the plan asks for it
 * @throws NotApplied, which says what the function has now
 */
export async function applyRecommendation(
  lambda: LambdaClient,
  plan: Plan,
  chosen: Chosen,
  machine?: CanaryMachine,
): Promise<OptimizerResult> {
  if (chosen.limits?.met === false) {
    const message = `${nameOf(chosen)} is only the nearest to the limits of the input and breaks ${chosen.limits.worst.limit}: nothing was applied`;
    return { warnings: [{ code: 'limits-not-met', message }] };
  }
  const done: Done = {};
  try {
    return await apply(lambda, plan, chosen, { done, machine });
  } catch (error) {
    if (error instanceof NotApplied && done.before === undefined) throw error;
    throw new NotApplied(
      `${what(plan, chosen, done)}: ${described(error)}. ${await whatIsLeft(lambda, plan, done)}${remedyFor(error)}`,
      { cause: error },
    );
  }
}

/** What failed. */
function what({ target, applyAlias }: Plan, chosen: Candidate, { given, version }: Done): string {
  if (given !== true) return `${nameOf(chosen)} could not be applied to ${target.functionArn}`;
  const has = `${target.functionArn} has ${nameOf(chosen)} now`;
  return version === undefined
    ? `${has}, but no version of it for the alias ${applyAlias}`
    : `${has} and was published as version ${version}, but the alias ${applyAlias} could not be pointed to it`;
}

/** What was done before something failed. */
interface Done {
  /** `$LATEST` before anything was changed; absent while nothing is. */
  before?: Latest;
  /** Present as long as it has to be put back on a failure. */
  change?: ArchitectureChange;
  /** What Lambda has taken, whether or not it could be read afterwards. */
  accepted?: Candidate;
  /** The function has what was recommended; what failed is its version or alias. */
  given?: true;
  /** What it was published as. */
  version?: string;
}

async function apply(
  lambda: LambdaClient,
  plan: Plan,
  chosen: Chosen,
  { done, machine }: { readonly done: Done; readonly machine: CanaryMachine | undefined },
): Promise<OptimizerResult> {
  const { functionArn } = plan.target;
  const before = await readLatest(lambda, functionArn);
  assertMeasuredCode(plan, before);
  const canary = plan.afterwards.canary === undefined ? undefined : await readyCanary(lambda, plan, machine);
  const moves = before.architecture !== chosen.architecture;
  const proposed = moves ? whyOnlyProposed(plan, before, chosen.architecture) : undefined;
  if (proposed !== undefined) {
    const message = `the recommendation is ${nameOf(chosen)}; the function runs on ${before.architecture}, and another architecture is proposed, not applied: ${proposed}. Nothing was changed`;
    const notApplied = `another architecture is proposed, not applied: ${proposed}`;
    return { warnings: [{ code: 'architecture-proposed', message }], notApplied };
  }
  // The plan's revision guards the first change; after that it is the one that the change left.
  const planned = { ...before, revisionId: plannedRevision(plan, before) };
  let latest = before;
  if (moves) {
    const change = await prepareArchitecture(lambda, plan, planned);
    Object.assign(done, { before, change });
    const moved = { memoryMB: before.memoryMB, architecture: chosen.architecture };
    latest = await change.apply(chosen.architecture, () => {
      done.accepted = moved;
    });
    assertAsLeft(plan, latest, moved);
  }
  if (before.memoryMB !== chosen.memoryMB) {
    done.before = before;
    latest = await applyMemory(lambda, plan, moves ? latest : planned, chosen, () => {
      done.accepted = chosen;
    });
    assertAsLeft(plan, latest, chosen);
  }
  // What was recommended is there: a version that can't be published takes nothing of it back.
  delete done.change;
  done.given = true;
  const applied = { memoryMB: chosen.memoryMB, ...(moves ? { architecture: chosen.architecture } : {}) };
  if (plan.applyAlias === undefined) return { applied, warnings: [] };
  const onPublished = (published: string) => {
    done.version = published;
  };
  if (canary !== undefined) {
    const begun = await beginCanary(lambda, plan, canary, { latest, before, chosen }, onPublished);
    return { applied: { ...applied, ...begun }, warnings: [] };
  }
  const version = await publishTo(lambda, {
    functionArn,
    alias: plan.applyAlias,
    latest,
    onPublished,
  });
  return { applied: { ...applied, alias: plan.applyAlias, version }, warnings: [] };
}

/**
 * What nobody may have changed since. In place we have: then it is the rest of the configuration that tells
 * whether somebody else has too.
 */
function plannedRevision({ isolation, target }: Plan, before: Latest): string {
  if (isolation === 'probe') return target.latest.revisionId;
  if (before.configurationSha256 === target.configurationSha256) return before.revisionId;
  throw new NotApplied(
    `${target.functionArn} has another configuration than when the run began: somebody else changed it, and nothing was applied. Start the execution again`,
  );
}

function applyMemory(
  lambda: LambdaClient,
  plan: Plan,
  latest: Latest,
  { memoryMB, architecture }: Candidate,
  onAccepted: () => void,
): Promise<Latest> {
  const { functionArn, codeSha256 } = plan.target;
  return setMemory(lambda, functionArn, latest, memoryMB, {
    isMade: (now) =>
      now.memoryMB === memoryMB && now.architecture === architecture && now.codeSha256 === codeSha256,
    onAccepted,
  });
}

/**
 * `$LATEST` of a target that was named by version or alias may be newer, unreleased code: it is never
 * changed or published on the strength of another code's measurements.
 */
function assertMeasuredCode(plan: Plan, latest: Latest): void {
  if (latest.codeSha256 !== plan.target.codeSha256) {
    throw new NotApplied(
      `$LATEST of ${plan.target.functionArn} has the code ${latest.codeSha256}; measured was ${plan.target.codeSha256} (version ${plan.target.version}): nothing was applied. Tune the code that is in $LATEST, or apply the recommendation by hand`,
    );
  }
}

/** After a change of ours the function has what we gave it, unless somebody else was there. */
function assertAsLeft(plan: Plan, latest: Latest, expected: Candidate): void {
  assertMeasuredCode(plan, latest);
  if (latest.memoryMB !== expected.memoryMB || latest.architecture !== expected.architecture) {
    throw new NotApplied(
      `${plan.target.functionArn} has ${nameOf(latest)} after ${nameOf(expected)} was applied: somebody else changed it`,
    );
  }
}

/** What the function has after a failure, put back as far as that goes. A sentence and a space, or nothing. */
async function whatIsLeft(lambda: LambdaClient, plan: Plan, done: Done): Promise<string> {
  const { before, change, given, accepted } = done;
  if (given === true) return '';
  if (before === undefined) return 'Nothing was changed. ';
  const putBack = change === undefined ? '' : await change.putBack();
  const now = await readLatest(lambda, plan.target.functionArn).catch(() => undefined);
  if (now === undefined) {
    const taken = accepted === undefined ? 'What' : `Lambda has accepted ${nameOf(accepted)}, but what`;
    return `${putBack}${taken} the function has now could not be read; before, it had ${nameOf(before)}. `;
  }
  const asBefore = now.memoryMB === before.memoryMB && now.architecture === before.architecture;
  return `${putBack}The function has ${nameOf(now)} now${asBefore ? ', as before' : `; before, it had ${nameOf(before)}`}. `;
}

function nameOf({ memoryMB, architecture }: Pick<Candidate, 'memoryMB' | 'architecture'>): string {
  return `${memoryMB} MB on ${architecture}`;
}

function described(error: unknown): string {
  return error instanceof NotApplied ? error.message : errorText(error);
}

function remedyFor(error: unknown): string {
  switch (errorName(error)) {
    case 'PreconditionFailedException':
      return 'It was changed by somebody else since the run began: start the execution again';
    case 'AccessDeniedException':
      return "The function has to be in the stack's list of functions that may be changed (optimizable in the construct's props)";
    default:
      return 'Apply it by hand, or start the execution again';
  }
}
