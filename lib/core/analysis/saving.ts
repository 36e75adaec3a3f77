import type { Plan, Recommendation } from '../../contract/index.ts';
import type { Interval } from '../statistics/interval.ts';
import { ratioInterval } from '../statistics/ratio.ts';
import type { Point } from '../strategy/score.ts';
import { estimateOf } from './estimate.ts';
import type { Measured } from './examined.ts';
import { significant } from './figure.ts';

type Saving = NonNullable<Recommendation['saving']>;

/**
 * What the chosen candidate saves against the current configuration, in percent of the latter: positive is
 * cheaper, positive is faster.
 *
 * @returns undefined where the current configuration costs or takes nothing, so that there is no percentage.
 */
export function savingOf(
  chosen: Point,
  current: Point,
): Pick<Saving, 'costPercent' | 'durationPercent'> | undefined {
  const costPercent = percentLess(chosen.cost, current.cost);
  const durationPercent = percentLess(chosen.durationMs, current.durationMs);
  return costPercent === undefined || durationPercent === undefined
    ? undefined
    : { costPercent, durationPercent };
}

/** The same with an interval of each percentage, where enough samples came, and both aren't the same. */
export function savingWithIntervals(plan: Plan, chosen: Measured, current: Measured): Saving | undefined {
  const saving = savingOf(chosen.average, current.average);
  if (saving === undefined || chosen === current) return saving;
  const less = (value: (point: Point) => number) => {
    const [part, whole] = [chosen, current].map(({ basis }) => estimateOf(plan, basis.strata, value));
    return part && whole && percentInterval(ratioInterval(part, whole));
  };
  const cost = less((point) => point.cost);
  const duration = less((point) => point.durationMs);
  return {
    ...saving,
    ...(cost === undefined ? {} : { costPercentInterval: cost }),
    ...(duration === undefined ? {} : { durationPercentInterval: duration }),
  };
}

const DIGITS = 6;

function percentInterval(ratio: Interval | undefined): Interval | undefined {
  if (ratio === undefined) return undefined;
  return {
    low: significant((1 - ratio.high) * 100, DIGITS),
    high: significant((1 - ratio.low) * 100, DIGITS),
  };
}

function percentLess(part: number, whole: number): number | undefined {
  if (part === whole) return 0;
  return whole === 0 ? undefined : (1 - part / whole) * 100;
}
