import type { CanaryMoments, CanaryPlan, CanaryReports, CanaryVerdict } from '../../contract/index.ts';
import { fisherGreater } from '../statistics/fisher-exact.ts';
import type { MeanEstimate } from '../statistics/mean-estimate.ts';
import { ratioInterval } from '../statistics/ratio.ts';

/** How rarely a canary may go back over errors by mere chance: at each of many looks, and at the last. */
const CHANCE_MEANWHILE = 0.001;
const CHANCE_AT_LAST = 0.01;
/** One failure alone is no rise. */
const FEWEST_FAILURES = 2;
/** What traffic may add to what was promised: payloads are not those that were measured. */
const ALLOWANCE = 1.05;
const CONFIDENCE = 0.95;

/**
 * What to do with the new version, by what both have reported: errors end it at once; how long it takes and what it
 * costs are looked at once, at the end, so that many looks find nothing by chance.
 *
 * - back where it surely fails more often (Fisher's exact test), or at the end where it is surely slower or dearer than
 *   the recommendation promised at worst, with 5% for traffic that is not what was measured
 * - back at the end, too, where either had too few invocations to tell
 * - complete otherwise at the end
 *
 * @param isOver whether the time is up
 */
export function judgeCanary(
  plan: CanaryPlan,
  now: { readonly old: CanaryReports; readonly new: CanaryReports },
  isOver: boolean,
): CanaryVerdict {
  const rise = riseOfErrors(plan, now, isOver ? CHANCE_AT_LAST : CHANCE_MEANWHILE);
  if (rise !== undefined) return { verdict: 'back', reason: rise };
  const counts = `${now.new.invocations} invocations of version ${plan.new.version}, ${now.old.invocations} of version ${plan.old.version}`;
  if (!isOver) return { verdict: 'wait', reason: counts };
  if (Math.min(now.new.invocations, now.old.invocations) < plan.invocations) {
    const reason = `too few invocations in ${plan.minutes} minutes to tell (${counts}; wanted: ${plan.invocations} of each): take more minutes or a larger share`;
    return { verdict: 'back', reason };
  }
  const worse = [
    worseThanPromised(
      'slower',
      { now: now.new.durationMs, before: now.old.durationMs },
      plan.promised.duration,
    ),
    worseThanPromised('dearer', { now: now.new.cost, before: now.old.cost }, plan.promised.cost),
  ].find((found) => found !== undefined);
  if (worse !== undefined)
    return { verdict: 'back', reason: `version ${plan.new.version} is ${worse} (${counts})` };
  return { verdict: 'complete', reason: `nothing speaks against version ${plan.new.version} (${counts})` };
}

function riseOfErrors(
  plan: CanaryPlan,
  now: { readonly old: CanaryReports; readonly new: CanaryReports },
  chance: number,
): string | undefined {
  if (now.new.failed < FEWEST_FAILURES) return undefined;
  const probability = fisherGreater(
    { n: now.new.invocations, marked: now.new.failed },
    { n: now.old.invocations, marked: now.old.failed },
  );
  if (probability >= chance) return undefined;
  return `version ${plan.new.version} fails more often: ${shareOf(now.new)}, version ${plan.old.version} ${shareOf(now.old)}`;
}

function shareOf({ failed, invocations }: CanaryReports): string {
  return `${failed} of ${invocations}`;
}

/** @param promised at most so many times as before; where nothing was promised, nothing is worse than that */
function worseThanPromised(
  word: 'slower' | 'dearer',
  { now, before }: { readonly now: CanaryMoments | undefined; readonly before: CanaryMoments | undefined },
  promised: number | undefined,
): string | undefined {
  if (now === undefined || before === undefined || promised === undefined) return undefined;
  const ratio = ratioInterval(estimateOf(now), estimateOf(before), CONFIDENCE);
  if (ratio === undefined || ratio.low <= promised * ALLOWANCE) return undefined;
  return `${word} than promised: ${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)} times the version before, promised were at most ${promised.toFixed(2)}`;
}

/** Moments are of all values that there are; these are a sample. */
function estimateOf({ n, mean, variance }: CanaryMoments): MeanEstimate {
  if (n < 2) return { mean, n };
  return { mean, n, varianceOfMean: variance / (n - 1), degreesOfFreedom: n - 1 };
}
