import type { Candidate, Decision, Plan } from '../contract/index.ts';
import { type Currency, megabytes, milliseconds, money, percent } from './numbers.ts';

const ANSWERS = {
  cost: 'the cheapest',
  speed: 'the fastest',
  balanced: 'the best balance of cost and speed',
};

/** The answer in one sentence: what, how much, how fast, how sure, what comes next, and what it saves. */
export function sentence(plan: Plan, decision: Omit<Decision, 'warnings'>): string {
  const { recommendation, cost, duration } = decision;
  const currency: Currency = plan.prices.currency;
  const kind = plan.onlyColdStarts ? ' from a cold start' : '';
  const answer = `${name(recommendation)} is ${ANSWERS[recommendation.strategy]}: ${money(cost * 1e6, currency)} per million invocations, ${milliseconds(duration)} each${kind}`;
  const source = decision.measuredBy === 'replayed' ? ' (replayed measurements)' : '';
  return `${answer}${sureness(recommendation)}${against(plan, decision)}${source}.`;
}

function name({ memoryMB, architecture }: Candidate): string {
  return `${megabytes(memoryMB)} on ${architecture}`;
}

type Sureness = Pick<Decision['recommendation'], 'ties' | 'confidence' | 'nextBest'>;

/** How sure it is, and what comes next: what it can't be told apart from, or else the next best. */
function sureness({ ties, confidence, nextBest }: Sureness): string {
  if (ties.length > 0) {
    const named = ties.slice(0, 3).map(name);
    const more = ties.length > named.length ? [`${ties.length - named.length} more`] : [];
    const sure = confidence === undefined ? '' : ` (${percentSure(confidence)} sure)`;
    return `; it can't be told apart from ${join([...named, ...more])}${sure}`;
  }
  const sure = confidence === undefined ? '' : `; ${percentSure(confidence)} sure`;
  return nextBest === undefined
    ? sure
    : `${sure}; the next best is ${name(nextBest)}, ${difference(nextBest)}`;
}

/** From 4,000 draws nothing is certain. */
function percentSure(confidence: number): string {
  const whole = Math.round(confidence * 100);
  return whole === 0 ? 'less than 1%' : whole === 100 ? 'more than 99%' : `${whole}%`;
}

function join(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function against(plan: Plan, { recommendation }: Pick<Decision, 'recommendation'>): string {
  const { baseline } = plan;
  if (baseline === undefined || recommendation.saving === undefined) return '';
  if (
    baseline.memoryMB === recommendation.memoryMB &&
    baseline.architecture === recommendation.architecture
  ) {
    return '; it is what the function has now';
  }
  return `; against the current ${name(baseline)} it is ${difference(recommendation.saving)}`;
}

/** Positive is cheaper, positive is faster. */
function difference(percents: { readonly costPercent: number; readonly durationPercent: number }): string {
  const { costPercent, durationPercent } = percents;
  const cost = `${percent(costPercent)} ${costPercent >= 0 ? 'cheaper' : 'dearer'}`;
  const speed = `${percent(durationPercent)} ${durationPercent >= 0 ? 'faster' : 'slower'}`;
  return `${cost} and ${speed}`;
}
