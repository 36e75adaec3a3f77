import type { Digest, Plan, Work } from '../../contract/index.ts';
import { type InvocationBound, invocationBound } from '../../core/budget/invocation-bound.ts';
import { handlerMs } from '../../core/budget/pilot-figures.ts';
import { failureCount } from '../../core/digest/failures.ts';
import { unpackStrata } from '../../core/digest/strata.ts';
import { invocationsCost } from '../../core/pricing/invocations-cost.ts';
import { coldStartSurcharge } from '../../core/pricing/restores-cost.ts';
import { branchTransitions } from '../../core/pricing/state-transitions.ts';
import { coldStartsOf } from '../../core/search/cold-starts.ts';
import type { Measured } from './outcome.ts';

/** Sums of money are not exact in binary: what differs by less than this is the same. */
const TOLERANCE = 1e-9;

/** What a candidate may spend. */
export interface AllowanceTerms {
  readonly plan: Plan;
  readonly work: Work;
  /** What the calls before this one made. */
  readonly before: Digest;
}

/**
 * Keeps a candidate within its share of the run's money: an invocation may begin if all that was spent, all that
 * is under way, and the new one together don't pass it. What is under way isn't billed yet: it counts as the
 * dearest of its payload that has ended, or as the estimate (invocation-bound.ts) until one has; and an init for
 * each environment that hasn't shown its own. So the share can be passed only by what was under way at once.
 */
export class Allowance {
  readonly #plan: Plan;
  readonly #work: Work;
  readonly #maxCost: number;
  readonly #statesCost: number;
  readonly #expectedMs: readonly number[];
  /** The dearest of each payload. */
  readonly #dearestMs = new Map<number, number>();
  readonly #underWay = new Map<number, number>();
  #initMs: number;
  /** Cold starts that have ended. */
  #coldStarts = 0;
  /** Environments whose init hasn't been seen. */
  #initsLeft: number;
  #invocations: number;
  #billedMs: number;
  #exhausted = false;

  /** @returns undefined where nothing limits the candidate. */
  static of({ plan, work, before }: AllowanceTerms): Allowance | undefined {
    if (work.maxCost === undefined || plan.pilot === undefined) return undefined;
    const bound = invocationBound(plan, plan.pilot, work.memoryMB);
    return new Allowance({ plan, work, before }, work.maxCost, bound);
  }

  private constructor({ plan, work, before }: AllowanceTerms, maxCost: number, bound: InvocationBound) {
    this.#plan = plan;
    this.#work = work;
    this.#maxCost = maxCost;
    // This call's states too.
    const executorCalls = before.calls + 1;
    this.#statesCost =
      branchTransitions({ candidates: 1, executorCalls }) * (plan.prices.stateTransition ?? 0);
    this.#expectedMs = bound.handlerMs;
    this.#initMs = bound.initMs;
    this.#initsLeft = plan.onlyColdStarts
      ? Number.POSITIVE_INFINITY
      : plan.concurrency + (coldStartsOf(plan, work)?.count ?? 0);
    this.#invocations = before.invocations;
    this.#billedMs = before.billedMs;
    this.#learn(before);
  }

  /** Whether an invocation was refused. From then on none may begin. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** Whether an invocation with this payload may begin. If so, it is taken to be under way until it has `ended`. */
  mayBegin(payload: number): boolean {
    if (this.#exhausted) return false;
    this.#underWay.set(payload, (this.#underWay.get(payload) ?? 0) + 1);
    if (this.#expectedCost() <= this.#maxCost * (1 + TOLERANCE)) return true;
    this.#exhausted = true;
    return false;
  }

  ended({ sample }: Measured): void {
    const { payload, billedMs } = sample;
    const others = (this.#underWay.get(payload) ?? 1) - 1;
    if (others === 0) this.#underWay.delete(payload);
    else this.#underWay.set(payload, others);
    this.#invocations++;
    this.#billedMs += billedMs;
    const ms = sample.outcome === 'succeeded' ? handlerMs(sample) : billedMs;
    this.#see(payload, ms);
    if (sample.outcome === 'succeeded' && sample.start === 'cold') this.#seeInit(billedMs - ms);
  }

  /** Of all that has begun. */
  #expectedCost(): number {
    let invocations = 0;
    let billedMs = 0;
    for (const [payload, count] of this.#underWay) {
      invocations += count;
      billedMs += count * (this.#dearestMs.get(payload) ?? this.#expectedMs[payload] ?? 0);
    }
    const inits = Math.min(invocations, this.#initsLeft);
    billedMs += inits * this.#initMs;
    return (
      this.#statesCost +
      (this.#coldStarts + inits) * coldStartSurcharge(this.#plan, this.#work.memoryMB) +
      invocationsCost(this.#plan, this.#work, {
        invocations: this.#invocations + invocations,
        billedMs: this.#billedMs + billedMs,
      })
    );
  }

  /** What a digest says of the calls before. What gave no sample has no payload: each counts as their mean. */
  #learn(before: Digest): void {
    const samples = unpackStrata(before.strata);
    for (const sample of samples) {
      const ms = handlerMs(sample);
      this.#see(sample.payload, ms);
      if (sample.start === 'cold') this.#seeInit(sample.billedMs - ms);
    }
    const withoutSample = failureCount(before.failures) + before.repeatedInits;
    if (withoutSample === 0) return;
    const theirMs = before.billedMs - samples.reduce((sum, { billedMs }) => sum + billedMs, 0);
    for (const [payload, expectedMs] of this.#expectedMs.entries()) {
      this.#see(payload, Math.max(theirMs / withoutSample, this.#dearestMs.get(payload) ?? expectedMs));
    }
  }

  #see(payload: number, ms: number): void {
    this.#dearestMs.set(payload, Math.max(ms, this.#dearestMs.get(payload) ?? 0));
  }

  #seeInit(initMs: number): void {
    this.#coldStarts++;
    this.#initsLeft = Math.max(0, this.#initsLeft - 1);
    this.#initMs = Math.max(initMs, this.#initMs);
  }
}
