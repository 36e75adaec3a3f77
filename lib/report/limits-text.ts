import type { CandidateResult, Figure, LimitCheck, LimitKey, Plan } from '../contract/index.ts';
import { checksOf, judged, limitsOf } from '../core/analysis/limit-checks.ts';
import { type Currency, milliseconds, money, percent } from './numbers.ts';

/** How a limit is spoken of. */
interface LimitWords {
  /** What an answer keeps, as in "p99 under 300 ms". */
  readonly kept: (allowed: number, currency: Currency) => string;
  /** Whose value it is, as in "its p99". */
  readonly subject: string;
  readonly value: (value: number, currency: Currency) => string;
}

const LIMIT_WORDS: Readonly<Record<LimitKey, LimitWords>> = {
  p99Ms: {
    kept: (ms) => `p99 under ${milliseconds(ms)}`,
    subject: 'its p99 is',
    value: (ms) => milliseconds(ms),
  },
  p90Ms: {
    kept: (ms) => `p90 under ${milliseconds(ms)}`,
    subject: 'its p90 is',
    value: (ms) => milliseconds(ms),
  },
  meanMs: {
    kept: (ms) => `the mean under ${milliseconds(ms)}`,
    subject: 'its mean is',
    value: (ms) => milliseconds(ms),
  },
  coldP99Ms: {
    kept: (ms) => `the p99 of cold starts under ${milliseconds(ms)}`,
    subject: 'its p99 of cold starts is',
    value: (ms) => milliseconds(ms),
  },
  costPerMillionUsd: {
    kept: (amount, currency) => `a million invocations under ${money(amount, currency)}`,
    subject: 'a million cost',
    value: (amount, currency) => money(amount, currency),
  },
  minHeadroomPercent: {
    kept: (free) => `${percent(free)} of its memory free`,
    subject: 'of its memory is free',
    value: (free) => percent(free),
  },
};

/** What an answer has to keep: "p99 under 300 ms and a million invocations under $5.00". */
export function limitsInWords(plan: Plan): string {
  const { currency } = plan.prices;
  return joined(limitsOf(plan).map(({ key, allowed }) => LIMIT_WORDS[key].kept(allowed, currency)));
}

/**
 * How a candidate stands to the limits, one by one: "its p99 is 312 ms, 4% over".
 * @param broken only those that it doesn't keep
 */
export function standingInWords(plan: Plan, candidate: CandidateResult, { broken = false } = {}): string {
  const texts = limitsOf(plan).flatMap(({ key }) => {
    const check = candidate.limits?.[key];
    return check === undefined || (broken && check.met) ? [] : [oneInWords(plan, candidate, key, check)];
  });
  return texts.join('; ');
}

/** Whether a candidate that has limits keeps all of them. */
export function keepsLimits({ limits }: CandidateResult): boolean {
  return limits !== undefined && checksOf(limits).every(({ met }) => met);
}

function oneInWords(plan: Plan, candidate: CandidateResult, key: LimitKey, check: LimitCheck): string {
  const { subject, value } = LIMIT_WORDS[key];
  const figure = judged(plan, candidate, key);
  const { currency } = plan.prices;
  if (typeof figure === 'string') return `${subject} not known: ${figure}`;
  const stated =
    key === 'minHeadroomPercent'
      ? `${value(figure.value, currency)} ${subject}`
      : `${subject} ${value(figure.value, currency)}`;
  const over = check.met ? '' : `, ${percent(check.overPercent ?? 0)} over`;
  return `${stated}${over}${sureness(figure, check, (end) => value(end, currency))}`;
}

/** What its interval says of it. */
function sureness(
  { low, high, note }: Figure,
  { met, sure }: LimitCheck,
  text: (end: number) => string,
): string {
  if (low === undefined || high === undefined) {
    return note === undefined || (sure && !met) ? '' : `, from too few samples to be sure (${note})`;
  }
  if (met) return sure ? ` (${text(high)} at most)` : `, but may be ${text(high)}`;
  return sure ? '' : `, but may be ${text(low)}`;
}

/** "a, b and c". */
export function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
