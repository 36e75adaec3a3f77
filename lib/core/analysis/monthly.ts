import { candidateKey, type Figure, type Monthly, type Plan } from '../../contract/index.ts';
import { monthlyCost } from '../pricing/monthly-cost.ts';
import { priceOf } from '../pricing/price-of.ts';
import { cacheCost } from '../pricing/snap-start-cost.ts';
import { snapStartUnknown } from '../pricing/snap-start-left-out.ts';
import type { Interval } from '../statistics/interval.ts';
import { MIN_FOR_INTERVAL, meanInterval } from '../statistics/mean-interval.ts';
import { seededRandom } from '../statistics/random.ts';
import { type Bounded, squareAndAdd } from '../statistics/square-and-add.ts';
import { stratifiedMean } from '../statistics/stratified.ts';
import { valuesOf } from './by-payload.ts';
import type { Measured } from './examined.ts';
import { END_DIGITS, figure, significant } from './figure.ts';
import { costOf } from './observation.ts';

/**
 * What the chosen candidate costs in a month, and what it saves against the current configuration: by what all
 * invocations were billed, never trimmed, since all of them are paid.
 *
 * @returns undefined where the plan doesn't say how many invocations a month has.
 */
export function monthlyOf(plan: Plan, chosen: Measured, current: Measured | undefined): Monthly | undefined {
  const { monthlyInvocations: invocations } = plan;
  if (invocations === undefined) return undefined;
  const own = monthOf(plan, chosen, invocations);
  const now = current && (current === chosen ? own : monthOf(plan, current, invocations));
  const saving = now && now !== own ? savingInterval(own.cost, now.cost) : undefined;
  return {
    invocations,
    costUsd: own.cost.value,
    ...interval('costUsdInterval', own.cost),
    ...(now === undefined
      ? {}
      : {
          currentCostUsd: now.cost.value,
          ...interval('currentCostUsdInterval', now.cost),
          savingUsd: significant(now.cost.value - own.cost.value),
        }),
    ...(saving === undefined ? {} : { savingUsdInterval: saving }),
    ...noteOf(plan, chosen, now === undefined ? [own] : [own, now]),
  };
}

/** What of the months that are stated is approximate, and what they leave out. */
function noteOf(
  plan: Plan,
  { candidate: { memoryMB } }: Measured,
  stated: readonly Month[],
): Pick<Monthly, 'note'> {
  const { snapStart } = plan.prices;
  const leftOut =
    snapStart === undefined
      ? snapStartUnknown(plan).map((what) => `${what}, is not in it`)
      : [
          `SnapStart's cache is not in it: ${significant(cacheCost(snapStart, { memoryMB, hours: HOURS_PER_MONTH }), CACHE_DIGITS)} for each version that is there all month`,
        ];
  // Of one architecture both months say the same.
  const approximate = new Set(stated.flatMap((month) => month.approximate ?? []));
  const notes = [...approximate, ...leftOut];
  return notes.length === 0 ? {} : { note: notes.join('; ') };
}

/** 24 × 365 / 12. */
const HOURS_PER_MONTH = 730;
const CACHE_DIGITS = 3;

interface Month {
  readonly cost: Figure;
  /** What in it is not exact, in words. */
  readonly approximate?: string | undefined;
}

/** A month at the prices of the tiers that it reaches, without free tier; with what SnapStart charges for restores. */
function monthOf(plan: Plan, { candidate, basis }: Measured, invocations: number): Month {
  const strata = valuesOf(basis.strata, ({ billedMs }) => billedMs);
  const estimate = stratifiedMean(strata);
  const random = seededRandom(plan.seed, `${candidateKey(candidate)}/month`);
  const billedMs = meanInterval(estimate, strata, random);
  const beside = stratifiedMean(
    valuesOf(basis.strata, (point) => point.cost - costOf(plan, candidate, point.billedMs)),
  ).mean;
  const price = priceOf(plan.prices, candidate.architecture);
  const { memoryMB } = candidate;
  const { ephemeralStorageMB } = plan.target;
  const billed = (ms: number) =>
    monthlyCost(price, { invocations, billedMs: ms, memoryMB, ephemeralStorageMB });
  const cost = (ms: number) => billed(ms).cost + invocations * beside;
  return {
    cost: figure(
      cost(estimate.mean),
      estimate.n,
      billedMs && { low: cost(billedMs.low), high: cost(billedMs.high) },
      `n < ${MIN_FOR_INTERVAL}`,
    ),
    approximate: billed(estimate.mean).approximate,
  };
}

function savingInterval(own: Figure, now: Figure): Interval | undefined {
  const [a, b] = [bounded(now), bounded(own)];
  if (a === undefined || b === undefined) return undefined;
  const { low, high } = squareAndAdd(a, b);
  return { low: significant(low, END_DIGITS), high: significant(high, END_DIGITS) };
}

function bounded({ value, low, high }: Figure): Bounded | undefined {
  return low === undefined || high === undefined ? undefined : { value, low, high };
}

function interval<const K extends string>(key: K, of: Figure): { readonly [key in K]?: Interval } {
  const known = bounded(of);
  return known === undefined ? {} : ({ [key]: { low: known.low, high: known.high } } as Record<K, Interval>);
}
