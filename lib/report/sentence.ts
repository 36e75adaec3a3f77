import type { Candidate, Decision, Plan } from '../contract/index.ts';
import { type Currency, megabytes, milliseconds, money, percent } from './numbers.ts';

const ANSWERS = {
  cost: 'the cheapest',
  speed: 'the fastest',
  balanced: 'the best balance of cost and speed',
};

/** The answer in one sentence: what, how much, how fast, what it can't be told from, and what it saves. */
export function sentence(plan: Plan, decision: Omit<Decision, 'warnings'>): string {
  const { recommendation, cost, duration } = decision;
  const currency: Currency = plan.prices.currency;
  const kind = plan.onlyColdStarts ? ' from a cold start' : '';
  const answer = `${name(recommendation)} is ${ANSWERS[recommendation.strategy]}: ${money(cost * 1e6, currency)} per million invocations, ${milliseconds(duration)} each${kind}`;
  const source = decision.measuredBy === 'replayed' ? ' (replayed measurements)' : '';
  return `${answer}${ties(recommendation.ties)}${against(plan, decision)}${source}.`;
}

function name({ memoryMB, architecture }: Candidate): string {
  return `${megabytes(memoryMB)} on ${architecture}`;
}

function ties(others: readonly Candidate[]): string {
  if (others.length === 0) return '';
  const named = others.slice(0, 3).map(name);
  const more = others.length > named.length ? [`${others.length - named.length} more`] : [];
  return `; it can't be told apart from ${join([...named, ...more])}`;
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
  const { costPercent, durationPercent } = recommendation.saving;
  const cost = `${percent(costPercent)} ${costPercent >= 0 ? 'cheaper' : 'dearer'}`;
  const speed = `${percent(durationPercent)} ${durationPercent >= 0 ? 'faster' : 'slower'}`;
  return `; against the current ${name(baseline)} it is ${cost} and ${speed}`;
}
