import type { Candidate, Plan, Warning } from '../../contract/index.ts';
import type { Contender } from '../strategy/choose.ts';
import type { Examined, Measured } from './examined.ts';
import { list, listed, name } from './names.ts';
import { fewerColdStarts } from './warn-cold-starts.ts';
import { condensedSamples } from './warn-condensed.ts';
import { disturbance } from './warn-disturbed.ts';
import { drift } from './warn-drift.ts';
import { initNotFaster } from './warn-init.ts';
import { samplesNotWritten } from './warn-not-written.ts';
import { unsettledMeans } from './warn-unsettled.ts';

/** From this share of its memory on, a function may run out of it on a slightly larger event. */
const HEADROOM_SHARE = 0.9;

/** What a user should know beside the numbers. */
export interface Findings {
  readonly plan: Plan;
  readonly examined: readonly Examined[];
  readonly chosen: Measured;
  readonly chosenContender: Contender;
  /** The current configuration by the same score; absent where it wasn't measured, or is a candidate. */
  readonly outsider: Contender | undefined;
}

/** The warnings of the analysis itself, in a fixed order. */
export function warningsOf(findings: Findings): Warning[] {
  const { plan, examined } = findings;
  const measured = examined.filter((one) => one.status === 'measured');
  return [
    ...onlyColdSamples(findings),
    ...payloadsNotMeasured(findings),
    ...fewerSamples(findings),
    ...fewerColdStarts(plan, measured),
    ...costLimitReached(findings),
    ...lostExecutors(findings),
    ...currentNotMeasured(findings),
    ...currentBetter(findings),
    ...memoryHeadroom(findings),
    ...unsettledMeans(plan, measured),
    ...drift(plan, measured),
    ...disturbance(plan, measured),
    ...initNotFaster(measured),
    ...condensedSamples(plan, measured),
    ...samplesNotWritten(examined),
  ];
}

function onlyColdSamples({ examined }: Findings): Warning[] {
  const named = examined.filter((one) => one.status === 'measured' && one.compared.coldStandIn);
  if (named.length === 0) return [];
  return [
    {
      code: 'only-cold-samples',
      message: `every invocation of ${list(named.map(({ candidate }) => candidate))} was a cold start: cost and duration are those of its handler without the init. Lower concurrency (or parallelInvocation: false) measures warm ones`,
    },
  ];
}

function payloadsNotMeasured({ examined }: Findings): Warning[] {
  const named = examined.filter((one) => one.status === 'measured' && one.average.missingShare > 0);
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

function currentNotMeasured({ plan, examined }: Findings): Warning[] {
  const current = examined.find(
    ({ candidate }) => plan.baseline !== undefined && same(candidate, plan.baseline),
  );
  if (current === undefined || current.status === 'measured') return [];
  return [
    {
      code: 'baseline-not-measured',
      message: `no saving is stated: the current configuration, ${name(current.candidate)}, was not measured (${current.reason})`,
    },
  ];
}

const BETTER = { cost: 'cheaper', speed: 'faster', balanced: 'a better balance' };

function currentBetter({ plan, outsider, chosenContender }: Findings): Warning[] {
  if (outsider === undefined || outsider.score >= chosenContender.score) return [];
  return [
    {
      code: 'current-configuration-better',
      message: `the current configuration, ${name(outsider)}, is ${BETTER[plan.strategy]} than every candidate: add it to powerValues and architectures if it may be chosen`,
    },
  ];
}

function memoryHeadroom({ chosen: { candidate, digest } }: Findings): Warning[] {
  const used = digest.maxMemoryUsedMB;
  if (used === undefined || used <= HEADROOM_SHARE * candidate.memoryMB) return [];
  return [
    {
      code: 'memory-headroom',
      message: `the function used ${used} of ${candidate.memoryMB} MB: a larger event may run out of memory`,
    },
  ];
}

function same(a: Candidate, b: Candidate): boolean {
  return a.architecture === b.architecture && a.memoryMB === b.memoryMB;
}
