import { createHash } from 'node:crypto';
import {
  ARCHITECTURES,
  type Architecture,
  type Candidate,
  candidateKey,
  type InitializerEvent,
  type Owner,
  type Plan,
  type SearchPlan,
  type Target,
  type TuningInput,
  type Warning,
} from '../contract/index.ts';
import { wentBack } from '../core/applying/went-back.ts';
import { notCounted } from '../core/budget/not-counted.ts';
import { MB_PER_GB } from '../core/pricing/cost.ts';
import { withTiers } from '../core/pricing/gb-second-tiers.ts';
import { pricesFor } from '../core/pricing/prices.ts';
import { runPrices } from '../core/pricing/run-cost.ts';
import { snapStartPrice } from '../core/pricing/snap-start.ts';
import { cacheCost } from '../core/pricing/snap-start-cost.ts';
import { SNAP_START_PRICE_UNKNOWN } from '../core/pricing/snap-start-left-out.ts';
import { gridWork } from '../core/search/grid.ts';
import type { Allowed } from './allowed.ts';
import type { CheckedArchitectures } from './architectures.ts';
import type { FoundCodes } from './code/given.ts';
import { type ConcurrencyCap, type Spread, withinCap } from './concurrency.ts';
import type { Earlier, FoundResult } from './earlier-result.ts';
import { probePrefix } from './probe-name.ts';
import type { RuntimeManagement } from './runtime-management.ts';

/** What the Initializer is set up with. */
export interface InitializerSettings {
  /** The sizes of a grid, and those that a search may try, where the input names none. */
  readonly defaultPowerValues?: readonly number[];
  readonly visualizationUrl: string;
  /** Log group for probes in the stack's own region. */
  readonly probeLogGroup: string | undefined;
  readonly region: string | undefined;
  /** The state machine's own time limit: probes expire an hour after it. */
  readonly executionTimeoutSeconds: number;
  /** In the stack's own region. */
  readonly stagingBucket: string | undefined;
  /** Where results are kept, with their pages and raw samples; absent where they aren't. */
  readonly resultsBucket?: string | undefined;
  /** Nothing but results is kept there. */
  readonly onlyResult?: boolean;
  /** Beside the target's own. */
  readonly probeTags: Readonly<Record<string, string>>;
  readonly allowed: Allowed;
}

/** All that a plan is made from. */
export interface Findings {
  readonly event: InitializerEvent;
  readonly input: TuningInput;
  readonly settings: InitializerSettings;
  readonly target: Target;
  readonly payloadWeights: readonly number[];
  readonly candidates: readonly Candidate[];
  /** Where sizes are searched for; then these are the candidates of its first round. */
  readonly search?: SearchPlan | undefined;
  readonly architectures: CheckedArchitectures;
  readonly cap: ConcurrencyCap;
  /** Code that the input names in place of the target's own. */
  readonly codes: FoundCodes;
  /** Whether a package goes through the staging bucket. */
  readonly staged: boolean;
  readonly runtime: RuntimeManagement;
  /** What is known of the run before. */
  readonly earlier: Earlier;
  /** As Lambda names it; absent for a container image. */
  readonly runtimeName?: string | undefined;
  /** What the target was deployed with, where its tags tell it. */
  readonly owner?: Owner | undefined;
}

/** A plan whose share of the state has not been worked out yet. */
export type Draft = Omit<Plan, 'digestBytes'>;

/** Inline Map: so many branches at once at most. */
const MAX_BRANCHES = 40;
/** Invocations of one candidate at once in a search. */
const SEARCH_AT_ONCE = 2;
/** A round of a search has no more than these. */
const SEARCH_BRANCHES = 5;
/** Simultaneous invocations in a burst of cold starts, where the input doesn't say: fewer take more bursts. */
const DEFAULT_BURST = 10;
const EXPIRY_MARGIN_MS = 3_600_000;

/** Plans a run, all but its share of the state. */
export function makePlan(found: Findings): Draft {
  const { event, input, settings, target, payloadWeights, candidates, architectures, cap } = found;
  const { codes, staged, runtime, earlier } = found;
  const search = found.search && withoutSkipped(found.search, architectures.skipped);
  const baseline = input.baseline ? baselineOf(target) : undefined;
  const { skipped, layersForBoth } = architectures;
  const { num } = input;
  const work = gridWork({ candidates, baseline, skipped, num });
  const burst = burstOf(input);
  const asked = {
    concurrency: Math.max(concurrencyOf(input), burst ?? 1),
    mapConcurrency: Math.min(MAX_BRANCHES, Math.max(work.length, search === undefined ? 0 : SEARCH_BRANCHES)),
  };
  const { spread, warnings } = withinCap(asked, cap);
  const coldStarts = coldStartsOf(input, spread, cap);
  const known = withOwnTransitions(
    pricesFor(target.region, architecturesOf(work), input.prices, event.startedAt.slice(0, 10)),
    settings.region,
  );
  const tiered = input.monthlyInvocations === undefined ? known : withTiers(known, target.region);
  const { prices, warnings: unpriced } = withSnapStart(tiered, target, found.runtimeName);
  return {
    schemaVersion: 1,
    executionArn: event.executionArn,
    startedAt: event.startedAt,
    target,
    isolation: input.isolation,
    candidates: [...candidates],
    ...(baseline === undefined ? {} : { baseline }),
    ...(skipped.length === 0 ? {} : { skipped: [...skipped] }),
    num,
    ...(search === undefined ? {} : { search }),
    mapConcurrency: spread.mapConcurrency,
    concurrency: atOnceOf(input, spread, cap),
    candidateTimeoutSeconds: input.candidateTimeoutSeconds,
    payloadWeights: [...payloadWeights],
    strategy: input.strategy,
    balancedWeight: input.balancedWeight,
    ...(input.limits === undefined ? {} : { limits: input.limits }),
    ...(input.coldStartRate === undefined ? {} : { coldStartRate: input.coldStartRate }),
    ...(input.monthlyInvocations === undefined ? {} : { monthlyInvocations: input.monthlyInvocations }),
    discardTopBottom: input.discardTopBottom,
    sleepBetweenRunsMs: input.sleepBetweenRunsMs,
    onlyColdStarts: input.onlyColdStarts,
    ...(coldStarts === undefined ? {} : { coldStarts }),
    allowedExceptions: input.allowedExceptions,
    disablePayloadLogs: input.disablePayloadLogs,
    includeOutputResults: input.includeOutputResults,
    ...(input.preProcessorARN === undefined ? {} : { preProcessorARN: input.preProcessorARN }),
    ...(input.postProcessorARN === undefined ? {} : { postProcessorARN: input.postProcessorARN }),
    visualizationUrl: input.visualizationUrl ?? settings.visualizationUrl,
    dryRun: input.dryRun,
    apply: mayApply(input) && !input.dryRun,
    ...(mayApply(input) && input.autoOptimizeAlias !== undefined
      ? { applyAlias: input.autoOptimizeAlias }
      : {}),
    ...(mayApply(input) && layersForBoth.length > 0 ? { layersForBoth: [...layersForBoth] } : {}),
    afterwards: afterwardsOf(found),
    ...(earlier.found === undefined ? {} : { before: beforeOf(earlier.found) }),
    ...(input.schedule === undefined ? {} : { schedule: input.schedule }),
    prices,
    ...(input.maxCostUsd === undefined ? {} : { maxCost: input.maxCostUsd }),
    seed: input.seed ?? seedOf(event.executionArn),
    probePrefix: probePrefix(event.executionArn),
    ...(runtime.versionArn === undefined ? {} : { runtimeVersionArn: runtime.versionArn }),
    ...(Object.keys(settings.probeTags).length === 0 ? {} : { probeTags: { ...settings.probeTags } }),
    ...(input.probeRole === undefined ? {} : { probeRole: input.probeRole }),
    ...(Object.keys(codes).length === 0 ? {} : { code: plannedCodes(codes) }),
    // Where nothing is to be staged or locked, nothing has to be looked for there either.
    ...(settings.stagingBucket !== undefined && (staged || input.isolation === 'in-place')
      ? { stagingBucket: settings.stagingBucket }
      : {}),
    ...(settings.resultsBucket === undefined ? {} : { resultsBucket: settings.resultsBucket }),
    ...(settings.resultsBucket !== undefined && settings.onlyResult ? { onlyResult: true } : {}),
    // A log group is of one region; probes elsewhere write to their default groups.
    ...(settings.probeLogGroup !== undefined && settings.region === target.region
      ? { probeLogGroup: settings.probeLogGroup }
      : {}),
    probesExpireAt: new Date(
      Date.parse(event.startedAt) + settings.executionTimeoutSeconds * 1000 + EXPIRY_MARGIN_MS,
    ).toISOString(),
    checks: [...checksOf(target, candidates, search), ...architectures.checks],
    warnings: [
      ...warningsOf(input),
      ...notInLimit(input, { prices, target, warnings: [...unpriced] }),
      ...runtime.warnings,
      ...unpriced,
      ...architectures.warnings,
      ...earlier.warnings,
      ...warnings,
    ],
  };
}

function beforeOf({ key, result: { run } }: FoundResult): NonNullable<Plan['before']> {
  return { key, executionArn: run.executionArn, startedAt: run.startedAt };
}

/** The current configuration. */
export function baselineOf({ architecture, memoryMB }: Candidate): Candidate {
  return { architecture, memoryMB };
}

function architecturesOf(work: readonly Candidate[]): Architecture[] {
  return [...new Set(work.map(({ architecture }) => architecture))];
}

/** `parallelInvocation` is the other tool's word for all at once. */
function concurrencyOf(input: TuningInput): number {
  const { num, concurrency, parallelInvocation, onlyColdStarts, search } = input;
  const asked = concurrency ?? (parallelInvocation ? num : onlyColdStarts ? DEFAULT_BURST : 1);
  // The first invocation of each environment is cold: of a few samples with many at once there would be no other.
  const most = search === 'auto' && !onlyColdStarts ? SEARCH_AT_ONCE : num;
  return Math.min(asked, most);
}

/** With `onlyColdStarts` each invocation is one of a burst: as many at once as the cap leaves, where the input doesn't say. */
function atOnceOf(input: TuningInput, spread: Spread, cap: ConcurrencyCap): number {
  const { num, concurrency, parallelInvocation, onlyColdStarts } = input;
  const asked = Math.min(concurrencyOf(input), spread.concurrency);
  if (!onlyColdStarts || concurrency !== undefined || parallelInvocation) return asked;
  return Math.min(num, Math.max(asked, leftOf(spread, cap)));
}

/** What the cap leaves each candidate that is under way, beside its Executor. */
function leftOf({ mapConcurrency }: Spread, cap: ConcurrencyCap): number {
  return Math.max(1, Math.floor(cap.most / mapConcurrency) - 1);
}

/** How many invocations of a burst of cold starts the run asks for at once, where it is to have some beside its samples. */
function burstOf({ coldStarts, concurrency, parallelInvocation, num }: TuningInput): number | undefined {
  if (coldStarts === undefined) return undefined;
  return Math.min(coldStarts, concurrency ?? (parallelInvocation ? num : DEFAULT_BURST));
}

/**
 * Cold starts come from simultaneous invocations, and each burst after the first takes an update of the probe: where
 * the input doesn't say how many at once, it is as many as the cap leaves for each of the candidates under way.
 */
function coldStartsOf(input: TuningInput, spread: Spread, cap: ConcurrencyCap): Plan['coldStarts'] {
  const { coldStarts: count, concurrency, parallelInvocation } = input;
  const burst = burstOf(input);
  if (count === undefined || burst === undefined) return undefined;
  const isGiven = concurrency !== undefined || parallelInvocation;
  const left = leftOf(spread, cap);
  return { count, atOnce: isGiven ? Math.min(burst, spread.concurrency) : Math.min(count, left) };
}

/** State transitions are paid where the stack is, which may be another region than the target's. */
function withOwnTransitions(prices: Plan['prices'], region: string | undefined): Plan['prices'] {
  if (region === undefined) return prices;
  const { stateTransition: _, ...others } = prices;
  const { stateTransition } = runPrices(region, prices.currency);
  return stateTransition === undefined ? others : { ...others, stateTransition };
}

/** What a version of a probe is charged for SnapStart's cache however soon it is deleted, said for one GB. */
function withSnapStart(
  prices: Plan['prices'],
  target: Target,
  runtime: string | undefined,
): { readonly prices: Plan['prices']; readonly warnings: readonly Warning[] } {
  if (!target.snapStart) return { prices, warnings: [] };
  const snapStart = snapStartPrice(target.region, runtime);
  if (snapStart === undefined) {
    const message = `what SnapStart charges in ${target.region} for a restore and for a version's cache is not known: cold starts cost more than is stated by so much for each restore, and so does the run`;
    return { prices, warnings: [{ code: SNAP_START_PRICE_UNKNOWN, message }] };
  }
  if (snapStart.cacheGbSecond === 0) return { prices, warnings: [] };
  const cached = cacheCost(snapStart, { memoryMB: MB_PER_GB, hours: 0 });
  const message = `SnapStart charges each published version of a probe ${cached.toPrecision(3)} ${prices.currency} for each GB of its memory (${snapStart.cacheMinimumHours} hours of cache, however soon it is deleted). A probe has one, and one more for each further burst of cold starts; the run's cost is without it`;
  return { prices: { ...prices, snapStart }, warnings: [{ code: 'snapstart-cache', message }] };
}

/** What can't run isn't searched. */
function withoutSkipped(search: SearchPlan, skipped: readonly Candidate[]): SearchPlan {
  const out = new Set(skipped.map(({ architecture }) => architecture));
  return { ...search, architectures: search.architectures.filter((architecture) => !out.has(architecture)) };
}

/** The same execution always draws the same random numbers. */
function seedOf(executionArn: string): number {
  return createHash('sha256').update(executionArn).digest().readUInt32BE(0);
}

function checksOf(
  target: Target,
  candidates: readonly Candidate[],
  search: SearchPlan | undefined,
): Plan['checks'] {
  const named = candidates.map(candidateKey).join(', ');
  return [
    {
      name: 'input',
      message:
        search === undefined
          ? `${candidates.length} candidates: ${named}`
          : `a search with at most ${search.maxInvocations} invocations, which begins with ${named}`,
    },
    {
      name: 'target',
      message: `${target.functionArn} (${target.version}) can be read and measured: ${target.memoryMB} MB on ${target.architecture}, timeout ${target.timeoutSeconds} s`,
    },
  ];
}

function warningsOf(input: TuningInput): Warning[] {
  const warnings: Warning[] = [];
  const applying = mayApply(input);
  if (input.autoOptimizeAlias !== undefined && !applying) {
    const message =
      'autoOptimizeAlias does nothing without autoOptimize: true or apply: "auto"; nothing will be applied';
    warnings.push({ code: 'alias-ignored', message });
  }
  if (input.canary !== undefined && (!applying || input.autoOptimizeAlias === undefined)) {
    const message =
      'canary does nothing without autoOptimizeAlias, the alias to move, and autoOptimize: true or apply: "auto"';
    warnings.push({ code: 'canary-ignored', message });
  }
  if (input.applyManaged && input.apply !== 'auto') {
    const message = 'applyManaged does nothing without apply: "auto"';
    warnings.push({ code: 'apply-managed-ignored', message });
  }
  if (input.isolation === 'in-place') {
    const message =
      'measured in place: while its versions were being published, $LATEST had each memory size in turn, and what called $LATEST then saw it';
    warnings.push({ code: 'measured-in-place', message });
  }
  return warnings;
}

/** Whether the answer is applied, at least where it is sure. */
export function mayApply({ autoOptimize, apply }: Pick<TuningInput, 'autoOptimize' | 'apply'>): boolean {
  return autoOptimize || apply === 'auto';
}

function afterwardsOf({ input, owner, earlier, target }: Findings): Plan['afterwards'] {
  const { autoOptimize, apply, applyManaged, minSaving, canary, notify, autoOptimizeAlias } = input;
  const back =
    apply === 'auto' && autoOptimizeAlias !== undefined
      ? wentBack(earlier.found?.result, target.codeSha256)
      : [];
  return {
    mode: autoOptimize ? 'always' : (apply ?? 'never'),
    minSaving,
    ...(owner === undefined ? {} : { owner }),
    ...(applyManaged ? { applyManaged } : {}),
    ...(canary === undefined || autoOptimizeAlias === undefined ? {} : { canary }),
    ...(back.length === 0 ? {} : { wentBack: back }),
    notify,
  };
}

function plannedCodes(codes: FoundCodes): NonNullable<Plan['code']> {
  const planned = ARCHITECTURES.flatMap((architecture) => {
    const code = codes[architecture];
    return code === undefined ? [] : [[architecture, code.planned] as const];
  });
  return Object.fromEntries(planned);
}

/** What a run pays that its limit doesn't count. */
function notInLimit(
  { maxCostUsd, preProcessorARN, postProcessorARN }: TuningInput,
  plan: Pick<Plan, 'prices' | 'target' | 'warnings'>,
): Warning[] {
  if (maxCostUsd === undefined) return [];
  const uncounted = notCounted({ ...plan, preProcessorARN, postProcessorARN });
  if (uncounted.length === 0) return [];
  return [
    {
      code: 'cost-limit-incomplete',
      message: `maxCostUsd does not count what these cost: ${uncounted.join('; ')}`,
    },
  ];
}
