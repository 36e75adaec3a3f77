import type { Candidate, TuningResult } from '../../contract/index.ts';
import { significant } from '../analysis/figure.ts';
import { comparedKind } from '../analysis/invocation-kind.ts';
import { name } from '../analysis/names.ts';
import { squareAndAdd } from '../statistics/square-and-add.ts';
import { type Condition, isUpper, type Role } from './condition.ts';
import { figureOf, type Judged, OF_THE_BASIS, savingOf } from './figure.ts';
import { inRole, type Subject, same, subjectOf } from './subject.ts';

/**
 * How a condition stands. `holds` and `may-hold` by the figure's value; it holds where its whole interval
 * does.
 */
export type Verdict =
  | JudgedVerdict
  | { readonly condition: Condition; readonly outcome: 'not-judged'; readonly why: string };

export interface JudgedVerdict {
  readonly condition: Condition;
  readonly outcome: 'holds' | 'may-hold' | 'does-not-hold';
  /** Of `does-not-hold`: whether the whole interval says so. */
  readonly sure: boolean;
  readonly figure: Judged;
  /** Absent for a saving, which is between two configurations. */
  readonly of?: { readonly candidate: Candidate; readonly role: Role; readonly because?: string };
  /** With a relative limit: what it is compared with. */
  readonly stored?: {
    readonly figure: Judged;
    readonly candidate: Candidate;
    /** Whether that is the same configuration; another was compared for its role where it wasn't measured. */
    readonly isSame: boolean;
    /** What to know of the comparison. */
    readonly remarks: readonly string[];
  };
}

export interface JudgedWith {
  /** What relative limits are relative to. */
  readonly stored?: TuningResult | undefined;
  /** Go by values alone: what isn't sure counts as well, and figures without an interval can be judged. */
  readonly byValue?: boolean;
}

/** Whether a run fails by it: what can't be judged doesn't pass, as then it would never fail. */
export function fails({ outcome }: Verdict, { byValue = false }: Pick<JudgedWith, 'byValue'>): boolean {
  return outcome === 'holds' || outcome === 'not-judged' || (byValue && outcome === 'may-hold');
}

/**
 * Judges a condition of a result.
 *
 * It holds surely where the whole 95% interval of the figure is beyond the limit. With a limit of p percent
 * over a stored figure that is said of now − (1 + p) · then: both were measured independently, so their
 * errors add as squares (`square-and-add.ts`; for intervals of equal arms that is 1.96 · √(SE² + (1 + p)² ·
 * SE²)).
 */
export function judge(condition: Condition, result: TuningResult, judgedWith: JudgedWith = {}): Verdict {
  const notJudged = (why: string): Verdict => ({ condition, outcome: 'not-judged', why });
  const { figure: wanted } = condition;
  if (wanted === 'saving') {
    const saving = savingOf(result);
    if (typeof saving === 'string') return notJudged(saving);
    return decided(condition, saving, differenceFrom(saving, condition.limit.value), judgedWith, {});
  }
  const subject = subjectOf(result, condition);
  if (typeof subject === 'string') return notJudged(subject);
  const figure = figureOf(result, subject.candidate, wanted);
  if (typeof figure === 'string') return notJudged(`${figure} of ${name(subject.candidate)}`);
  if (condition.limit.kind === 'absolute') {
    const difference = differenceFrom(figure, condition.limit.value);
    return decided(condition, figure, difference, judgedWith, { of: subject });
  }
  const stored = storedFigure(condition, result, subject, judgedWith.stored);
  if (typeof stored === 'string') return notJudged(stored);
  const difference = differenceFromStored(figure, stored.figure, condition.limit.value);
  return decided(condition, figure, difference, judgedWith, { of: subject, stored });
}

/**
 * How far a figure is over a limit, in its unit; negative is under. Ends that aren't known are infinitely far
 * away.
 */
interface Difference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function differenceFrom({ value, low = -Infinity, high = Infinity }: Judged, limit: number): Difference {
  return { value: value - limit, low: low - limit, high: high - limit };
}

const WHOLE = 100;

function differenceFromStored(now: Judged, then: Judged, percent: number): Difference {
  const times = 1 + percent / WHOLE;
  const bounded = ({ value, low = -Infinity, high = Infinity }: Judged, factor: number) => ({
    value: value * factor,
    low: low * factor,
    high: high * factor,
  });
  const [a, b] = [bounded(now, 1), bounded(then, times)];
  return { value: a.value - b.value, ...squareAndAdd(a, b) };
}

function decided(
  condition: Condition,
  figure: Judged,
  difference: Difference,
  { byValue = false }: JudgedWith,
  more: Pick<JudgedVerdict, 'of' | 'stored'>,
): Verdict {
  const holds = isBeyond(condition, difference.value);
  const deciding = isUpper(condition) ? difference.low : difference.high;
  const opposite = isUpper(condition) ? difference.high : difference.low;
  if (!Number.isFinite(deciding) && !byValue) {
    return { condition, outcome: 'not-judged', why: unbounded(figure, more) };
  }
  const sure = holds ? isBeyond(condition, deciding) : !isBeyond(condition, opposite);
  const outcome = !holds ? 'does-not-hold' : sure ? 'holds' : 'may-hold';
  return { condition, outcome, sure, figure, ...more };
}

function isBeyond({ operator }: Condition, over: number): boolean {
  switch (operator) {
    case '>':
      return over > 0;
    case '>=':
      return over >= 0;
    case '<':
      return over < 0;
    case '<=':
      return over <= 0;
  }
}

/** Which of both has too few samples. */
function unbounded(figure: Judged, { of, stored }: Pick<JudgedVerdict, 'of' | 'stored'>): string {
  const few = ({ note }: Judged) => (note === undefined ? '' : ` (${note})`);
  const own = figure.note !== undefined || stored === undefined;
  const whose = own
    ? `${few(figure)}${of === undefined ? '' : `, of ${name(of.candidate)}`}`
    : `${few(stored.figure)}, of ${name(stored.candidate)} in the stored result`;
  return `too few samples to say how far off it may be${whose}`;
}

function storedFigure(
  condition: Condition,
  result: TuningResult,
  { candidate, role }: Subject,
  stored: TuningResult | undefined,
): NonNullable<JudgedVerdict['stored']> | string {
  const { figure } = condition;
  if (figure === 'saving') return 'a saving is compared with no other';
  if (stored === undefined) return 'there is no stored result to compare with';
  const why = incomparable(condition, result, stored);
  if (why !== undefined) return why;
  const own = same(stored.candidates, candidate);
  const found = own?.status === 'measured' ? figureOf(stored, own, figure) : 'it was not measured';
  if (own !== undefined && typeof found !== 'string') {
    return { figure: found, candidate: own, isSame: true, remarks: remarksOf(condition, result, stored) };
  }
  const other = inRole(stored, role);
  const instead = typeof other === 'string' ? other : figureOf(stored, other.candidate, figure);
  if (typeof other === 'string' || typeof instead === 'string') {
    return `the stored result has nothing to compare with: it has no ${figure} of ${name(candidate)}, and ${instead}`;
  }
  return {
    figure: instead,
    candidate: other.candidate,
    isSame: false,
    remarks: remarksOf(condition, result, stored),
  };
}

/** Why figures of two results can't be compared; undefined where they can. */
function incomparable({ figure }: Condition, now: TuningResult, then: TuningResult): string | undefined {
  if (now.measuredBy !== then.measuredBy) {
    return `the stored result was ${MEASURED[then.measuredBy]}, this one ${MEASURED[now.measuredBy]}`;
  }
  const [currency, before] = [now, then].map(({ run }) => run.prices.currency);
  if (figure === 'cost' && currency !== before) {
    return `the stored result's amounts are in ${before}, this one's in ${currency}`;
  }
  if (!OF_THE_BASIS.has(figure)) return undefined;
  const [own, other] = [now, then].map(comparedBy);
  return own === other ? undefined : `the stored result is of ${other}, this one of ${own}`;
}

const MEASURED = {
  aws: 'measured in AWS',
  process: 'measured on a local machine',
  replayed: 'replayed from measurements',
};

function comparedBy(result: TuningResult): string {
  const basis = comparedKind(result);
  if (basis !== 'blended') return basis === 'warm' ? 'warm invocations' : 'cold starts';
  return `blends with ${significant((result.recommendation.coldStartRate ?? 0) * WHOLE)}% cold starts`;
}

function remarksOf({ figure }: Condition, now: TuningResult, then: TuningResult): string[] {
  const prices = figure === 'cost' && now.run.prices.asOf !== then.run.prices.asOf;
  return [
    ...(nameOf(now) === nameOf(then) ? [] : [`the stored result is of another function, ${nameOf(then)}`]),
    ...(prices ? [`at prices of ${then.run.prices.asOf}, now of ${now.run.prices.asOf}`] : []),
  ];
}

function nameOf({ target }: TuningResult): string {
  return target.functionArn.split(':')[6] ?? target.functionArn;
}
