import type { Strategy } from '../../contract/index.ts';
import { type Choice, type Contender, choose } from './choose.ts';
import { sameDigits } from './same-digits.ts';

/** How a contender stands to the limits of the input. */
export interface Standing {
  /** Whether it keeps all of them. */
  readonly keeps: boolean;
  /** How many of them it was not measured for. */
  readonly unknown: number;
  /** Of the others the largest excess, as a share of the limit; negative where it keeps them. */
  readonly worst: number;
}

/** A contender whose memory and limits are known too. */
export interface Applicant extends Contender {
  /** So much of its memory was used that a larger event may run out of it. */
  readonly memoryTight: boolean;
  readonly standing: Standing;
}

export interface Selection<T extends Applicant> {
  readonly choice: Choice<T>;
  /** Those among which the strategy chose. */
  readonly pool: readonly T[];
  /** Those that were looked at: all with room in their memory, or all where none has. */
  readonly considered: readonly T[];
  /** Whether the chosen one keeps the limits. */
  readonly limitsMet: boolean;
  /** What would have been chosen had memory not mattered; absent where it is the same. */
  readonly passedOver?: T;
}

/**
 * Chooses in three steps:
 * - contenders whose memory is tight are left out, unless all are
 * - of the others those that keep all limits; where none does, the nearest: with the fewest limits unknown, then the
 *   smallest excess over the limit that it breaks most
 * - among these by the strategy (choose.ts)
 *
 * Memory comes first: an invocation that runs out of it is no answer to a limit of its duration. So a tighter limit
 * never leads to a cheaper answer, as long as it is kept.
 *
 * The order in which contenders are given does not matter.
 *
 * @returns undefined where there are none.
 */
export function select<T extends Applicant>(
  contenders: readonly T[],
  strategy: Strategy,
): Selection<T> | undefined {
  const roomy = contenders.filter(({ memoryTight }) => !memoryTight);
  const considered = roomy.length > 0 ? roomy : contenders;
  const selected = within(considered, strategy);
  if (selected === undefined) return undefined;
  const regardless = considered === contenders ? selected : within(contenders, strategy);
  const { chosen } = selected.choice;
  const passedOver = regardless?.choice.chosen;
  return {
    ...selected,
    considered,
    ...(passedOver === undefined || passedOver === chosen ? {} : { passedOver }),
  };
}

function within<T extends Applicant>(
  contenders: readonly T[],
  strategy: Strategy,
): Pick<Selection<T>, 'choice' | 'pool' | 'limitsMet'> | undefined {
  const keeping = contenders.filter(({ standing }) => standing.keeps);
  const pool = keeping.length > 0 ? keeping : nearest(contenders);
  const choice = choose(pool, strategy);
  return choice && { choice, pool, limitsMet: keeping.length > 0 };
}

function nearest<T extends Applicant>(contenders: readonly T[]): T[] {
  const [first] = contenders.toSorted((a, b) => byDistance(a.standing, b.standing));
  return first === undefined
    ? []
    : contenders.filter((one) => byDistance(one.standing, first.standing) === 0);
}

/** The nearer one first. One that keeps all limits is nearer than any other. */
export function byDistance(a: Standing, b: Standing): number {
  if (a.keeps || b.keeps) return Number(b.keeps) - Number(a.keeps);
  return a.unknown - b.unknown || sameDigits(a.worst) - sameDigits(b.worst);
}
