import type { LambdaClient } from '@aws-sdk/client-lambda';
import {
  askedCandidates,
  type FunctionReference,
  type InitializerEvent,
  type InitializerResult,
  InvalidInput,
  type PayloadSource,
  parseFunctionReference,
  parseInput,
  type SearchPlan,
  type Target,
  TargetLocked,
  type TuningInput,
  type Warning,
} from '../contract/index.ts';
import { ownerOf } from '../core/applying/owner.ts';
import { largestState } from '../core/budget/largest-state.ts';
import { assertAffordable } from '../core/budget/least-cost.ts';
import { digestBudget } from '../core/digest/state-budget.ts';
import { startFrom } from '../core/history/start-from.ts';
import { invocationCost } from '../core/pricing/cost.ts';
import { priceOf } from '../core/pricing/price-of.ts';
import { firstRound, mainRound } from '../core/search/first-round.ts';
import { gridWork } from '../core/search/grid.ts';
import { searchPlan } from '../core/search/search-plan.ts';
import { firstCandidates } from '../core/search/search-work.ts';
import { withFirstWhy } from '../core/search/why.ts';
import { isAllowed } from './allowed.ts';
import { checkArchitectures } from './architectures.ts';
import type { LaterS3 } from './clients/later.ts';
import { type FoundCodes, findGivenCode } from './code/given.ts';
import { concurrencyCap } from './concurrency.ts';
import { type Earlier, findEarlier } from './earlier-result.ts';
import { readLatestMark } from './in-place/marks.ts';
import { readLatest } from './latest.ts';
import { baselineOf, type Draft, type InitializerSettings, makePlan, mayApply } from './make-plan.ts';
import { readPayload, toPayloads } from './payload.ts';
import { runtimeManagement } from './runtime-management.ts';
import { describeTarget, notReadable, readTarget, type TargetFunction } from './target.ts';
import { assertTunable, needsStaging } from './tunable.ts';

export type { InitializerSettings } from './make-plan.ts';

export interface InitializerClients {
  readonly controlPlane: (region: string | undefined) => LambdaClient;
  readonly s3: LaterS3;
}

/**
 * Parses the input, reads the target and plans the run. Creates, changes and invokes nothing.
 * @throws InvalidInput, TargetNotTunable, TargetChanged, TargetLocked, PriceMissing, PayloadNotReadable,
 * CostLimitExceeded
 */
export async function initialize(
  event: InitializerEvent,
  settings: InitializerSettings,
  clients: InitializerClients,
): Promise<InitializerResult> {
  const input = parseInput(event.input);
  const reference = parseFunctionReference(input.lambdaARN) as FunctionReference;
  const lambda = clients.controlPlane(reference.region);
  const found = await readTarget(lambda, functionName(reference), reference.qualifier);
  const { isolation } = input;
  assertTunable(found, { ...settings, isolation, qualifier: reference.qualifier });
  assertNotMarked(found);
  assertRoleAllowed(input, settings);
  const target = describeTarget(found, reference, await latestOf(lambda, reference, input, found));
  const codes = await findGivenCode(clients.controlPlane, input.code, target, settings.allowed);
  const payload = payloadSource(input);
  const payloadWeights = weightsOf(await readPayload(payload, clients.s3), input);
  const earlier = await earlierOf(clients.s3, settings, target, input);
  const { search, warnings } = startedFrom(
    searchPlan(input, {
      own: target.architecture,
      defaults: settings.defaultPowerValues,
      payloads: payloadWeights.length,
    }),
    earlier,
    { target, input },
  );
  const candidates =
    search === undefined
      ? askedCandidates(input, target.architecture, settings.defaultPowerValues)
      : firstCandidates(search, {
          ...input,
          target,
          baseline: input.baseline ? baselineOf(target) : undefined,
        });
  const architectures = await checkArchitectures(lambda, { found, codes, isolation }, target, candidates);
  const reserved = isolation === 'in-place' ? found.reservedConcurrency : undefined;
  const cap = await concurrencyCap(lambda, input.maxConcurrency, reserved);
  const measured = [...new Set(candidates.map(({ architecture }) => architecture))];
  const plan = makePlan({
    event,
    input,
    settings,
    target,
    payloadWeights,
    candidates,
    search,
    architectures,
    cap,
    codes,
    earlier: { ...earlier, warnings: [...earlier.warnings, ...warnings] },
    runtimeName: found.configuration.Runtime,
    staged: [found, ...functionsOf(codes)].some(needsStaging),
    owner: ownerOf(found.tags),
    runtime:
      isolation === 'in-place' ? { warnings: [] } : await runtimeManagement(lambda, found, target, measured),
  });
  assertPriced(plan);
  assertFewInPlace(plan);
  if (!plan.dryRun) assertAffordable(plan, mainRound(plan));
  const digestBytes = digestBudget({ ...largestState(asDecided(plan)), payload });
  return { plan: { ...withFirstWhy(plan), digestBytes }, payload, round: firstRound(plan), digests: [] };
}

/** What the run before has found is where a search starts, unless the input says `fresh`. */
function startedFrom(
  search: SearchPlan | undefined,
  { found }: Earlier,
  { target, input }: { readonly target: Target; readonly input: TuningInput },
): { readonly search?: SearchPlan | undefined; readonly warnings: readonly Warning[] } {
  if (search === undefined || input.fresh) return { search, warnings: [] };
  return startFrom(search, found?.result, { target, onlyColdStarts: input.onlyColdStarts });
}

/** A dry run is compared with nothing, and without a results bucket there is nothing to compare with. */
async function earlierOf(
  s3: LaterS3,
  { resultsBucket }: InitializerSettings,
  { functionArn }: Target,
  { dryRun }: TuningInput,
): Promise<Earlier> {
  if (resultsBucket === undefined || dryRun) return { warnings: [] };
  return await findEarlier(s3, resultsBucket, functionArn);
}

function functionsOf(codes: FoundCodes): TargetFunction[] {
  return Object.values(codes).flatMap((code) => code.function ?? []);
}

/** Its memory size is ours then, and a plan made from it would take that for the target's own. */
function assertNotMarked({ configuration: { Description, FunctionArn } }: TargetFunction): void {
  if (readLatestMark(Description) === undefined) return;
  throw new TargetLocked(
    `${FunctionArn} is being measured in place by another execution, or was left so by one that was killed: it is put back within the hour. Start again then`,
  );
}

function assertRoleAllowed({ probeRole }: TuningInput, { allowed }: InitializerSettings): void {
  if (probeRole === undefined || isAllowed(probeRole, allowed.otherProbeRoles)) return;
  throw new InvalidInput(
    `probeRole: got ${probeRole}; allowed: ${allowed.otherProbeRoles.join(', ') || 'none'} (otherProbeRoles in the construct's props), or leave it out for the target's own`,
  );
}

/** Each takes seconds, one after another, inside one Publisher; and as long has $LATEST other sizes. */
const MOST_IN_PLACE = 40;

function assertFewInPlace(plan: Draft): void {
  const { length } = gridWork(plan);
  if (plan.isolation !== 'in-place' || length <= MOST_IN_PLACE) return;
  throw new InvalidInput(
    `powerValues: got ${length} candidates; allowed: at most ${MOST_IN_PLACE} with isolation "in-place", which publishes them one after another`,
  );
}

/** The decision has an entry with the reason for each candidate that is skipped, beside the plan's own. */
function asDecided(plan: Draft): Draft {
  const { skipped } = plan;
  return skipped === undefined ? plan : { ...plan, skipped: [...skipped, ...skipped] };
}

/** A price that is missing (of ephemeral storage, say) is found out here, not after everything was paid. */
function assertPriced(plan: Draft): void {
  const { prices, target } = plan;
  for (const architecture of new Set(gridWork(plan).map((work) => work.architecture))) {
    const { memoryMB, ephemeralStorageMB, region } = target;
    const use = { memoryMB, ephemeralStorageMB, billedMs: 1 };
    invocationCost(priceOf(prices, architecture), use, { region, architecture });
  }
}

/** Lambda takes the account's number only as part of a partial or full ARN. */
function functionName({ functionName, accountId, region, partition }: FunctionReference): string {
  if (accountId === undefined) return functionName;
  if (region === undefined) return `${accountId}:function:${functionName}`;
  return `arn:${partition}:lambda:${region}:${accountId}:function:${functionName}`;
}

/** What the Optimizer will hold on to. Without a qualifier the target is `$LATEST` itself. */
async function latestOf(
  lambda: LambdaClient,
  reference: FunctionReference,
  input: TuningInput,
  { configuration }: Awaited<ReturnType<typeof readTarget>>,
): Promise<Target['latest']> {
  const isLatest = reference.qualifier === undefined || reference.qualifier === '$LATEST';
  if (!isLatest && mayApply(input)) {
    const name = functionName(reference);
    const { codeSha256, revisionId } = await readLatest(lambda, name).catch((error: unknown) => {
      throw notReadable(name, error);
    });
    return { codeSha256, revisionId };
  }
  return { codeSha256: configuration.CodeSha256 ?? '', revisionId: configuration.RevisionId ?? '' };
}

function payloadSource(input: TuningInput): PayloadSource {
  if (input.payloadS3 !== undefined) return { kind: 's3', uri: input.payloadS3 };
  return input.payload === undefined ? { kind: 'none' } : { kind: 'inline', value: input.payload };
}

/** A weighted list may lie in S3 too: it has to keep the same rules. */
function weightsOf(event: unknown, input: TuningInput): number[] {
  if (input.payloadS3 !== undefined)
    parseInput({ lambdaARN: input.lambdaARN, num: input.num, payload: event });
  return [...toPayloads(event).weights];
}
