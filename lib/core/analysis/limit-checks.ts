import {
  type CandidateResult,
  type Figure,
  LIMIT_KEYS,
  type LimitCheck,
  type LimitChecks,
  type LimitKey,
  type Plan,
} from '../../contract/index.ts';
import type { Standing } from '../strategy/select.ts';
import { perMillion, significant } from './figure.ts';
import { freePercent, usedOfAllowed } from './headroom.ts';
import { type Invocations, invocationsOf } from './invocation-kind.ts';

/** A limit that an answer has to keep. */
export interface Limit {
  readonly key: LimitKey;
  readonly allowed: number;
}

const PERCENT_DIGITS = 6;

/** The limits of a plan, in the order of the contract. A headroom of 0 is none. */
export function limitsOf({ limits }: Pick<Plan, 'limits'>): Limit[] {
  return LIMIT_KEYS.flatMap((key) => {
    const allowed = limits?.[key];
    return allowed === undefined || (key === 'minHeadroomPercent' && allowed === 0) ? [] : [{ key, allowed }];
  });
}

/** How a measured candidate stands to each limit of the plan; undefined where it has none. */
export function limitChecks(plan: Plan, result: CandidateResult): LimitChecks | undefined {
  const limits = limitsOf(plan);
  if (limits.length === 0) return undefined;
  return Object.fromEntries(limits.map((limit) => [limit.key, limitCheck(plan, result, limit)]));
}

/** The checks of a candidate as a list. */
export function checksOf(checks: LimitChecks = {}): LimitCheck[] {
  return Object.values(checks).filter((check) => check !== undefined);
}

/** All checks of a candidate in one; one without limits keeps them all. */
export function standingOf(checks: LimitChecks | undefined): Standing {
  const all = checksOf(checks);
  const known = all.flatMap(({ overPercent }) => overPercent ?? []);
  return {
    keeps: all.every(({ met }) => met),
    unknown: all.length - known.length,
    worst: known.length === 0 ? 0 : Math.max(...known) / 100,
  };
}

/**
 * What of a candidate is held against a limit, in the limit's unit: with `coldStartRate` of its blend, with
 * `onlyColdStarts` of its cold starts, else of its warm invocations. Never trimmed.
 * @returns why there is nothing, in words, where it wasn't measured
 */
export function judged(plan: Plan, result: CandidateResult, key: LimitKey): Figure | string {
  if (key === 'minHeadroomPercent') return headroom(result);
  if (key === 'coldP99Ms') return result.cold?.latencyMs.p99 ?? NO_COLD_START;
  const invocations = judgedInvocations(plan, result);
  if (typeof invocations === 'string') return invocations;
  const { durationMs, costUsd } = invocations;
  switch (key) {
    case 'p99Ms':
      return durationMs.p99;
    case 'p90Ms':
      return durationMs.p90;
    case 'meanMs':
      return durationMs.mean;
    case 'costPerMillionUsd':
      return perMillion(costUsd);
  }
}

const NO_COLD_START = 'no cold start came';
const NO_WARM_SAMPLE = 'no warm sample came';

/**
 * Their intervals stand as the result has them. A condition moves their ends further out by what condensing may have
 * changed (`condition/figure.ts`), as it fails a pipeline; here a warning tells of it.
 */
function judgedInvocations(plan: Plan, result: CandidateResult): Invocations | string {
  const kind = plan.coldStartRate !== undefined ? 'blended' : plan.onlyColdStarts ? 'cold' : 'warm';
  const isWithoutCold = kind !== 'warm' && result.cold === undefined;
  return invocationsOf(result, kind) ?? (isWithoutCold ? NO_COLD_START : NO_WARM_SAMPLE);
}

function headroom({ memoryMB, maxMemoryUsedMB, invocations }: CandidateResult): Figure | string {
  if (maxMemoryUsedMB === undefined) return 'no invocation reported its memory';
  return { value: significant(freePercent(memoryMB, maxMemoryUsedMB)), n: invocations };
}

function limitCheck(plan: Plan, result: CandidateResult, { key, allowed }: Limit): LimitCheck {
  const figure = judged(plan, result, key);
  if (typeof figure === 'string') return { met: false, sure: false, note: figure };
  if (key === 'minHeadroomPercent') {
    // What was used was seen: there is nothing between which it may lie.
    const used = usedOfAllowed(result.memoryMB, result.maxMemoryUsedMB, allowed) ?? 0;
    return { met: used <= 1, sure: true, overPercent: overPercent(used) };
  }
  const met = figure.value <= allowed;
  return {
    met,
    sure: met ? surelyAtMost(figure, allowed) : surelyOver(plan, result, key, allowed),
    overPercent: overPercent(figure.value / allowed),
  };
}

function surelyAtMost({ high }: Figure, allowed: number): boolean {
  return high !== undefined && high <= allowed;
}

/** What a smaller quantile surely exceeds, a larger one does too: it takes fewer samples to say so. */
function surelyOver(plan: Plan, result: CandidateResult, key: LimitKey, allowed: number): boolean {
  return [key, ...smallerQuantiles(key)].some((one) => {
    const figure = one === 'p50Ms' ? medianOf(plan, result) : judged(plan, result, one);
    return typeof figure !== 'string' && figure.low !== undefined && figure.low > allowed;
  });
}

function smallerQuantiles(key: LimitKey): readonly (LimitKey | 'p50Ms')[] {
  if (key === 'p99Ms') return ['p90Ms', 'p50Ms'];
  return key === 'p90Ms' ? ['p50Ms'] : [];
}

function medianOf(plan: Plan, result: CandidateResult): Figure | string {
  const invocations = judgedInvocations(plan, result);
  return typeof invocations === 'string' ? invocations : invocations.durationMs.p50;
}

function overPercent(share: number): number {
  return significant((share - 1) * 100, PERCENT_DIGITS);
}
