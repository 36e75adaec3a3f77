import { type Candidate, candidateKey, type Decision, type Plan } from '../contract/index.ts';
import { joined, keepsLimits, limitsInWords, standingInWords } from './limits-text.ts';
import { megabytes, milliseconds, money, percent, percentOf } from './numbers.ts';

const ANSWERS = {
  cost: 'the cheapest',
  speed: 'the fastest',
  balanced: 'the best balance of cost and speed',
};

/**
 * The answer in one sentence: what, which limits it keeps, how much, how fast, how sure, what comes next, and what
 * it saves.
 */
export function sentence(plan: Plan, decision: Omit<Decision, 'warnings'>): string {
  const source = decision.measuredBy === 'replayed' ? ' (replayed measurements)' : '';
  const met = decision.recommendation.limits?.met !== false;
  const clauses = [
    ...(met ? [answer(plan, decision), ...sureness(decision)] : nearest(plan, decision)),
    ...onlyPrice(decision),
    ...against(plan, decision),
    ...monthly(plan, decision),
  ];
  return `${clauses.join('; ')}${source}.`;
}

type Decided = Omit<Decision, 'warnings'>;

function answer(plan: Plan, decision: Decided): string {
  const { recommendation, candidates } = decision;
  const best = `${name(recommendation)} is ${ANSWERS[recommendation.strategy]}`;
  if (recommendation.limits === undefined) return `${best}: ${priceAndSpeed(plan, decision)}`;
  const own = candidates.find((candidate) => isSame(candidate, recommendation));
  const standing = own === undefined ? '' : `; ${standingInWords(plan, own)}`;
  return `${best} that keeps ${limitsInWords(plan)}: ${priceAndSpeed(plan, decision)}${standing}`;
}

/** That none keeps the limits is an answer too. */
function nearest(plan: Plan, decision: Decided): string[] {
  const { recommendation, candidates } = decision;
  const asked = new Set(plan.candidates.map(candidateKey));
  const tight = candidates.some(
    (candidate) => asked.has(candidateKey(candidate)) && candidate.memoryTight && keepsLimits(candidate),
  );
  const own = candidates.find((candidate) => isSame(candidate, recommendation));
  const standing = own === undefined ? '' : `: ${standingInWords(plan, own, { broken: true })}`;
  return [
    `No configuration ${tight ? 'with memory to spare ' : ''}keeps ${limitsInWords(plan)}`,
    `the nearest is ${name(recommendation)}${standing}`,
    priceAndSpeed(plan, decision),
  ];
}

function priceAndSpeed(plan: Plan, { cost, duration, recommendation: { coldStartRate } }: Decided): string {
  const blend = coldStartRate === undefined ? '' : ` with ${percentOf(coldStartRate)} cold starts`;
  const kind = plan.onlyColdStarts ? ' from a cold start' : blend;
  return `${money(cost * 1e6, plan.prices.currency)} per million invocations, ${milliseconds(duration)} each${kind}`;
}

function name({ memoryMB, architecture }: Candidate): string {
  return `${megabytes(memoryMB)} on ${architecture}`;
}

function isSame(a: Candidate, b: Candidate): boolean {
  return candidateKey(a) === candidateKey(b);
}

/** How sure it is, and what comes next: what it can't be told apart from, or else the next best. */
function sureness(decision: Decided): string[] {
  const { ties, confidence, nextBest } = decision.recommendation;
  if (ties.length > 0) {
    const named = ties.slice(0, 3).map(name);
    const more = ties.length > named.length ? [`${ties.length - named.length} more`] : [];
    const sure = confidence === undefined ? '' : ` (${percentSure(confidence)} sure)`;
    return [`it can't be told apart from ${joined([...named, ...more])}${sure}`];
  }
  const sure = confidence === undefined ? [] : [`${percentSure(confidence)} sure`];
  if (nextBest === undefined) return sure;
  const inPrice = isNextBestOnlyInPrice(decision) ? ': it differs only in price' : '';
  return [...sure, `the next best is ${name(nextBest)}, ${difference(nextBest)}${inPrice}`];
}

/** The other architecture at this size, unless it has been named as the next best. */
function onlyPrice(decision: Decided): string[] {
  const { differsOnlyInPrice: other, limits, ties } = decision.recommendation;
  const named = limits?.met !== false && ties.length === 0 && isNextBestOnlyInPrice(decision);
  if (other === undefined || named) return [];
  return [
    `${other.architecture} can't be told apart in duration at this size and differs only in price: ${cheaper(other.costPercent)}`,
  ];
}

function isNextBestOnlyInPrice({ recommendation }: Decided): boolean {
  const { differsOnlyInPrice: other, nextBest, memoryMB } = recommendation;
  return (
    other !== undefined && nextBest?.architecture === other.architecture && nextBest.memoryMB === memoryMB
  );
}

/** From 4,000 draws nothing is certain. */
function percentSure(confidence: number): string {
  const whole = Math.round(confidence * 100);
  return whole === 0 ? 'less than 1%' : whole === 100 ? 'more than 99%' : `${whole}%`;
}

function against({ baseline }: Plan, { recommendation }: Decided): string[] {
  if (baseline === undefined || recommendation.saving === undefined) return [];
  if (isSame(baseline, recommendation)) return ['it is what the function has now'];
  return [`against the current ${name(baseline)} it is ${difference(recommendation.saving)}`];
}

/** Positive is cheaper, positive is faster. */
function difference(percents: { readonly costPercent: number; readonly durationPercent: number }): string {
  const { costPercent, durationPercent } = percents;
  const speed = `${percent(durationPercent)} ${durationPercent >= 0 ? 'faster' : 'slower'}`;
  return `${cheaper(costPercent)} and ${speed}`;
}

function cheaper(costPercent: number): string {
  return `${percent(costPercent)} ${costPercent >= 0 ? 'cheaper' : 'dearer'}`;
}

function monthly({ baseline, prices: { currency } }: Plan, { recommendation }: Decided): string[] {
  const { monthly: month } = recommendation;
  if (month === undefined) return [];
  const total = `a month of ${month.invocations.toLocaleString('en-US')} invocations costs ${money(month.costUsd, currency)}`;
  const { savingUsd, savingUsdInterval: interval } = month;
  if (savingUsd === undefined || (baseline !== undefined && isSame(baseline, recommendation))) return [total];
  const less = savingUsd >= 0;
  const end = (saving: number) => {
    const difference = less ? saving : -saving;
    return `${difference < 0 ? '−' : ''}${money(Math.abs(difference), currency)}`;
  };
  const [nearer, further] = less ? [interval?.low, interval?.high] : [interval?.high, interval?.low];
  const ends = nearer === undefined || further === undefined ? '' : ` (${end(nearer)} to ${end(further)})`;
  return [`${total}, ${end(savingUsd)} ${less ? 'less' : 'more'} than now${ends}`];
}
