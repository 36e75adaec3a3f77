import { name } from '../core/analysis/names.ts';
import type { Condition } from '../core/condition/condition.ts';
import type { Judged } from '../core/condition/figure.ts';
import { fails, type JudgedVerdict, type Verdict } from '../core/condition/judge.ts';
import { between, type Currency, megabytes, milliseconds, money } from './numbers.ts';

/** One condition and what came of it, as `conditions.json` has it. */
export interface ConditionRecord {
  /** In its one spelling, as in `p99 > 300 ms`. */
  readonly condition: string;
  readonly outcome: Verdict['outcome'];
  /** Whether the run fails by it. */
  readonly fails: boolean;
  /** What was measured, and how sure it is, in words. */
  readonly sentence: string;
}

/** What the run is written down as: amounts are of the result's currency. */
export function conditionRecord(
  verdict: Verdict,
  { byValue, currency }: { readonly byValue: boolean; readonly currency: Currency },
): ConditionRecord {
  return {
    condition: verdict.condition.text,
    outcome: verdict.outcome,
    fails: fails(verdict, { byValue }),
    sentence: sentenceOf(verdict, currency),
  };
}

/** A line of the terminal. */
export function conditionLine({ condition, outcome, fails: failing, sentence }: ConditionRecord): string {
  return `${MARKS[failing ? 'fails' : outcome === 'may-hold' ? 'unsure' : 'passes']} ${condition} ${OUTCOMES[outcome]}: ${sentence}`;
}

const MARKS = { fails: '✗', unsure: '?', passes: '✓' };

/** What came of a condition, in words. */
export const OUTCOMES: Readonly<Record<Verdict['outcome'], string>> = {
  holds: 'holds',
  'may-hold': 'may hold, not sure',
  'does-not-hold': 'does not hold',
  'not-judged': "can't be judged",
};

function sentenceOf(verdict: Verdict, currency: Currency): string {
  if (verdict.outcome === 'not-judged') return verdict.why;
  const { condition, figure, sure, outcome, of, stored } = verdict;
  const write = writer(condition, currency);
  const place = of === undefined ? 'recommended against current' : `the ${of.role} ${name(of.candidate)}`;
  const parts = [
    `${withInterval(figure, write)}, ${place}${of?.because === undefined ? '' : ` (${of.because})`}`,
    ...(stored === undefined ? [] : comparison(figure, stored, write)),
    ...(outcome === 'does-not-hold' && !sure ? ['not sure'] : []),
  ];
  return parts.join('; ');
}

function comparison(
  { value }: Judged,
  { figure, candidate, isSame, remarks }: NonNullable<JudgedVerdict['stored']>,
  write: (value: number) => string,
): string[] {
  const other = isSame ? '' : ` of ${name(candidate)}, as this configuration was not measured there`;
  return [`${change(value, figure.value)} the stored ${withInterval(figure, write)}${other}`, ...remarks];
}

/** Two digits after the point, as limits are a few percent. */
const CHANGE_DIGITS = 2;

function change(now: number, then: number): string {
  if (then === 0) return 'against';
  const percent = Number(((now / then - 1) * 100).toPrecision(CHANGE_DIGITS));
  if (percent === 0) return 'the same as';
  return `${Math.abs(percent)}% ${percent > 0 ? 'over' : 'under'}`;
}

function withInterval({ value, low, high, note }: Judged, write: (value: number) => string): string {
  if (low !== undefined && high !== undefined) {
    return low === high ? write(value) : `${write(value)} (${between(low, high, write)})`;
  }
  const few = note === undefined ? 'too few samples' : `too few samples, ${note}`;
  return low === undefined
    ? `${write(value)} (${few})`
    : `${write(value)} (surely over ${write(low)}; more isn't known: ${few})`;
}

function writer({ figure }: Condition, currency: Currency): (value: number) => string {
  switch (figure) {
    case 'cost':
      return (value) => money(value, currency);
    case 'memory':
      return megabytes;
    case 'saving':
      return (value) => `${Number(value.toPrecision(3))}%`;
    default:
      return milliseconds;
  }
}
