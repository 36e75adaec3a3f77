import type { Candidate, PreviousPoint, SearchPlan } from '../../contract/index.ts';
import { roughCostOf } from './point-price.ts';
import { nearestSize } from './sizes.ts';

const FAR = Math.log(6);
const PARTS_OF_THE_WAY = [1 / 2, 1 / 3, 1 / 4];
/** Nearer sizes take nearly as long whatever the shape. */
const TELLING = Math.log(1.4);
const MUCH_DEARER = 1.5;

/**
 * One size on each side that was measured then: where the code is new, what changed may show on one side only. The
 * further away, the more a change of shape shows; but so far it may be another matter.
 */
export function sidesOf(best: PreviousPoint, points: readonly PreviousPoint[]): PreviousPoint[] {
  const beside = points
    .filter(({ architecture }) => architecture === best.architecture)
    .toSorted((a, b) => distance(a, best) - distance(b, best));
  const sides = [
    beside.filter(({ memoryMB }) => memoryMB < best.memoryMB),
    beside.filter(({ memoryMB }) => memoryMB > best.memoryMB),
  ];
  return sides.flatMap((side) => side.findLast((point) => distance(point, best) <= FAR) ?? side[0] ?? []);
}

export function furtherOf(
  best: PreviousPoint,
  sides: readonly [PreviousPoint, ...PreviousPoint[]],
): PreviousPoint {
  return sides.reduce((a, b) => (distance(b, best) > distance(a, best) ? b : a));
}

/**
 * Sizes that tell whether the curve still has its shape: one that was measured, and some on the way to it from the
 * best, which tell less and mostly cost less.
 */
function telling(
  search: SearchPlan,
  best: PreviousPoint,
  side: PreviousPoint,
): [PreviousPoint, ...PreviousPoint[]] {
  const whole = Math.log(side.memoryMB / best.memoryMB);
  const between = PARTS_OF_THE_WAY.map((part) => {
    const memoryMB = nearestSize(search, best.memoryMB * Math.exp(part * whole));
    const share = Math.log(memoryMB / best.memoryMB) / whole;
    return { ...side, memoryMB, meanMs: best.meanMs * (side.meanMs / best.meanMs) ** share };
  });
  return [
    side,
    ...between.filter((one) => distance(one, best) >= TELLING && distance(one, best) < distance(side, best)),
  ];
}

/**
 * What tells most of the curve on one side for a price.
 * @param mostPrice of one of its invocations, in invocations of the best
 * @returns undefined where all are dearer, and dearer than is ever worth it
 */
export function tellingFor(
  search: SearchPlan,
  best: PreviousPoint,
  side: PreviousPoint,
  mostPrice = MUCH_DEARER,
): PreviousPoint | undefined {
  const most = Math.min(MUCH_DEARER, mostPrice) * roughCostOf(best);
  return telling(search, best, side).find((one) => roughCostOf(one) <= most);
}

/** The cheapest that tells anything of the curve on one side. */
export function cheapestTelling(search: SearchPlan, best: PreviousPoint, side: PreviousPoint): PreviousPoint {
  return telling(search, best, side).reduce((a, b) => (roughCostOf(b) < roughCostOf(a) ? b : a));
}

function distance({ memoryMB }: Candidate, from: Candidate): number {
  return Math.abs(Math.log(memoryMB / from.memoryMB));
}
