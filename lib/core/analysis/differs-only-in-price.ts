import type { Plan, Recommendation } from '../../contract/index.ts';
import { differenceInterval } from '../statistics/difference.ts';
import type { Interval } from '../statistics/interval.ts';
import type { Point } from '../strategy/score.ts';
import type { MeasuredContender } from './contender.ts';
import { estimateOf } from './estimate.ts';
import { significant } from './figure.ts';
import { savingOf } from './saving.ts';

const PERCENT_DIGITS = 6;

/**
 * The other architecture at the chosen size, where the two can't be told apart in duration but can in cost: then
 * it is the price of a GB-second alone that makes the difference.
 */
export function differsOnlyInPrice(
  plan: Plan,
  chosen: MeasuredContender,
  contenders: readonly MeasuredContender[],
): Recommendation['differsOnlyInPrice'] {
  const other = contenders.find(
    ({ architecture, memoryMB }) => architecture !== chosen.architecture && memoryMB === chosen.memoryMB,
  );
  const against = other && savingOf(other.measured.average, chosen.measured.average);
  if (other === undefined || against === undefined) return undefined;
  const difference = (value: (point: Point) => number) =>
    differenceInterval(
      estimateOf(plan, other.measured.basis.strata, value),
      estimateOf(plan, chosen.measured.basis.strata, value),
    );
  const durationMs = difference((point) => point.durationMs);
  const cost = difference((point) => point.cost);
  if (durationMs === undefined || cost === undefined || !holdsZero(durationMs) || holdsZero(cost)) {
    return undefined;
  }
  return {
    architecture: other.architecture,
    costPercent: significant(against.costPercent, PERCENT_DIGITS),
  };
}

function holdsZero({ low, high }: Interval): boolean {
  return low <= 0 && high >= 0;
}
