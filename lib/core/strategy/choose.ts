import type { Candidate, Strategy } from '../../contract/index.ts';
import { differenceInterval } from '../statistics/difference.ts';
import type { MeanEstimate } from '../statistics/mean-estimate.ts';
import { sameDigits } from './same-digits.ts';
import type { Point } from './score.ts';

/** A candidate that can be chosen. */
export interface Contender extends Candidate, Point {
  /** Its score by its averages; the smallest is best. */
  readonly score: number;
  /** The mean of its samples' scores, and how sure it is. */
  readonly estimate: MeanEstimate;
}

export interface Choice<T extends Contender> {
  readonly chosen: T;
  /** What can't be told apart from the best, without the chosen one; smaller sizes first. */
  readonly ties: readonly T[];
  /** The one with the smallest score of the others; absent where there is none. */
  readonly nextBest?: T;
}

/**
 * Chooses the contender with the smallest score, or the better of those that can't be told apart from it:
 * where 95% of what the difference may be holds 0, or the scores are equal. Among them it takes
 *
 * - for cost and balanced: the cheapest, then the smallest, then arm64
 * - for speed: the smallest, then the cheapest, then arm64
 *
 * The order in which contenders are given does not matter.
 *
 * @returns undefined where there are none.
 */
export function choose<T extends Contender>(
  contenders: readonly T[],
  strategy: Strategy,
): Choice<T> | undefined {
  const prefer = preference(strategy);
  const ranked = contenders.toSorted((a, b) => sameDigits(a.score) - sameDigits(b.score) || prefer(a, b));
  const [best] = ranked;
  if (best === undefined) return undefined;
  const alike = contenders.filter((contender) => contender === best || isTie(contender, best));
  const chosen = alike.toSorted(prefer)[0] ?? best;
  const nextBest = ranked.find((contender) => contender !== chosen);
  return {
    chosen,
    ties: alike.filter((contender) => contender !== chosen).sort(bySize),
    ...(nextBest === undefined ? {} : { nextBest }),
  };
}

function isTie(contender: Contender, best: Contender): boolean {
  if (sameDigits(contender.score) === sameDigits(best.score)) return true;
  const interval = differenceInterval(contender.estimate, best.estimate);
  return interval !== undefined && interval.low <= 0 && interval.high >= 0;
}

type Order = (a: Contender, b: Contender) => number;

const byCost: Order = (a, b) => sameDigits(a.cost) - sameDigits(b.cost);
const byMemory: Order = (a, b) => a.memoryMB - b.memoryMB;
const byArchitecture: Order = (a, b) =>
  Number(a.architecture !== 'arm64') - Number(b.architecture !== 'arm64');
const bySize: Order = (a, b) => byMemory(a, b) || byArchitecture(a, b);

function preference(strategy: Strategy): Order {
  return strategy === 'speed'
    ? (a, b) => byMemory(a, b) || byCost(a, b) || byArchitecture(a, b)
    : (a, b) => byCost(a, b) || bySize(a, b);
}
