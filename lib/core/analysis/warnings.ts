import type { Candidate, Plan, Warning } from '../../contract/index.ts';
import { byDistance, type Selection } from '../strategy/select.ts';
import type { MeasuredContender } from './contender.ts';
import type { Examined } from './examined.ts';
import { initBoost } from './init-boost.ts';
import { list, listed, name } from './names.ts';
import { fewerColdStarts } from './warn-cold-starts.ts';
import { condensedSamples } from './warn-condensed.ts';
import { disturbance } from './warn-disturbed.ts';
import { drift } from './warn-drift.ts';
import { memoryTight } from './warn-memory.ts';
import { samplesNotWritten } from './warn-not-written.ts';
import { unblended } from './warn-unblended.ts';
import { unsettledMeans } from './warn-unsettled.ts';

/** What a user should know beside the numbers. */
export interface Findings {
  readonly plan: Plan;
  readonly examined: readonly Examined[];
  readonly selection: Selection<MeasuredContender>;
  /** The current configuration, where it was measured in the same way. */
  readonly current: MeasuredContender | undefined;
  /** The same, where it is no candidate. */
  readonly outsider: MeasuredContender | undefined;
  /** With `coldStartRate`: measured candidates of which samples of a kind are missing. */
  readonly withoutBlend: readonly Candidate[];
}

/** The warnings of the analysis itself, in a fixed order. */
export function warningsOf(findings: Findings): Warning[] {
  const { plan, examined, selection, withoutBlend } = findings;
  const measured = examined.filter((one) => one.status === 'measured');
  return [
    ...onlyColdSamples(findings),
    ...unblended(plan, measured, withoutBlend),
    ...payloadsNotMeasured(findings),
    ...fewerSamples(findings),
    ...fewerColdStarts(plan, measured),
    ...costLimitReached(findings),
    ...lostExecutors(findings),
    ...currentNotMeasured(findings),
    ...currentBetter(findings),
    ...memoryTight(plan, selection),
    ...unsettledMeans(measured),
    ...drift(plan, measured),
    ...disturbance(plan, measured),
    ...initBoost(measured),
    ...condensedSamples(plan, measured),
    ...samplesNotWritten(examined),
  ];
}

function onlyColdSamples({ examined }: Findings): Warning[] {
  const named = examined.filter(
    (one) => one.status === 'measured' && one.compared.coldStandIn && !one.basis.blended,
  );
  if (named.length === 0) return [];
  return [
    {
      code: 'only-cold-samples',
      message: `every invocation of ${list(named.map(({ candidate }) => candidate))} was a cold start: cost and duration are those of its handler without the init. Lower concurrency (or parallelInvocation: false) measures warm ones`,
    },
  ];
}

function payloadsNotMeasured({ examined }: Findings): Warning[] {
  const named = examined.filter((one) => one.status === 'measured' && one.basis.missingShare > 0);
  if (named.length === 0) return [];
  return [
    {
      code: 'payload-not-measured',
      message: `not every weighted payload gave a sample on ${list(named.map(({ candidate }) => candidate))}: its figures speak for the others only. A larger num sends each more often`,
    },
  ];
}

/** Its time or its share of the state was up before all samples came. */
function fewerSamples({ examined }: Findings): Warning[] {
  return examined.flatMap((one) =>
    one.status === 'measured' &&
    one.digest.reason !== undefined &&
    one.digest.costLimited === undefined &&
    !one.lost
      ? [{ code: 'fewer-samples', message: `${name(one.candidate)}: ${one.digest.reason}` }]
      : [],
  );
}

/** Candidates whose share of maxCostUsd was spent before all samples came, measured or not. */
function costLimitReached({ examined }: Findings): Warning[] {
  const named = examined.flatMap(({ candidate, digest }) => {
    const limited = digest?.costLimited;
    return limited === undefined
      ? []
      : [`${name(candidate)} (${limited.made} of ${limited.asked} invocations)`];
  });
  if (named.length === 0) return [];
  return [
    {
      code: 'cost-limit-reached',
      message: `maxCostUsd was reached on ${listed(named)}: more was spent on an invocation there than the pilot let expect, and the figures rest on what came until then. Raise maxCostUsd, or leave out what is so much dearer`,
    },
  ];
}

function lostExecutors({ examined }: Findings): Warning[] {
  const named = examined.filter(({ lost }) => lost);
  if (named.length === 0) return [];
  return [
    {
      code: 'executor-lost',
      message: `the Executor of ${list(named.map(({ candidate }) => candidate))} was lost: what its last call measured is missing, and what it paid is not in lambdaCost`,
    },
  ];
}

function currentNotMeasured({ plan, examined, current }: Findings): Warning[] {
  const baseline = examined.find(
    ({ candidate }) => plan.baseline !== undefined && same(candidate, plan.baseline),
  );
  if (baseline === undefined || current !== undefined) return [];
  // Measured, but not in the same way: with coldStartRate it takes both kinds of samples.
  const why = baseline.status === 'measured' ? 'not warm and cold' : baseline.reason;
  return [
    {
      code: 'baseline-not-measured',
      message: `no saving is stated: the current configuration, ${name(baseline.candidate)}, was not measured (${why})`,
    },
  ];
}

const BETTER = { cost: 'cheaper', speed: 'faster', balanced: 'a better balance' };

function currentBetter({ plan, outsider, selection }: Findings): Warning[] {
  const { chosen } = selection.choice;
  if (outsider === undefined || (outsider.memoryTight && !chosen.memoryTight)) return [];
  const nearer = byDistance(outsider.standing, chosen.standing);
  if (nearer > 0 || (nearer === 0 && outsider.score >= chosen.score)) return [];
  const better =
    nearer === 0
      ? `is ${BETTER[plan.strategy]} than every candidate`
      : outsider.standing.keeps
        ? 'keeps the limits, which no candidate does'
        : 'is nearer to the limits than every candidate';
  return [
    {
      code: 'current-configuration-better',
      message: `the current configuration, ${name(outsider)}, ${better}: add it to powerValues and architectures if it may be chosen`,
    },
  ];
}

function same(a: Candidate, b: Candidate): boolean {
  return a.architecture === b.architecture && a.memoryMB === b.memoryMB;
}
