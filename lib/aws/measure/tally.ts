import type { Digest, Plan, Sample, Work } from '../../contract/index.ts';
import { addFailure, appendSamples } from '../../core/digest/digest.ts';
import { failedTooOften, failureCount, TOLERATED_SHARE } from '../../core/digest/failures.ts';
import type { Allowance } from './allowance.ts';
import type { Measured } from './outcome.ts';

/** Duration, init and billed of a cold sample, packed and as base64. */
const MOST_BYTES_PER_SAMPLE = 14;
/** So many failures without one success say that more of the same would come. */
const ONLY_FAILURES_ENOUGH = 3;
/** Without an end in sight, this many are enough to say that numbers from this machine mean nothing. */
const UNMEASURABLE_ENOUGH = 3;

/** What has been measured of one candidate so far: the digest it had, and what this call adds. */
export class Tally {
  readonly #before: Digest;
  readonly #bytesBefore: number;
  readonly #samples: Sample[] = [];
  #invocations = 0;
  #billedMs = 0;
  #failures: { reason: string; example: string }[] = [];
  #provenance: Measured['provenance'];
  #notMeasurable = 0;
  #notMeasurableReason: string | undefined;
  /** Environments that were killed and whose next invocation is still to come. */
  #killed: number;
  #unmeasurable: string | undefined;
  #broken: string | undefined;
  readonly #allowance: Allowance | undefined;

  /** @param allowance what the candidate may spend, where that is limited */
  constructor(before: Digest, allowance?: Allowance) {
    this.#before = before;
    this.#killed = before.killed ?? 0;
    this.#allowance = allowance;
    this.#bytesBefore = Buffer.byteLength(JSON.stringify(before));
  }

  /** Whether an environment was killed whose next invocation has not been sent yet. Counts it off. */
  takeRepeat(): boolean {
    if (this.#killed === 0) return false;
    this.#killed--;
    return true;
  }

  add(measured: Measured): void {
    this.#invocations++;
    this.#billedMs += measured.billedMs;
    this.#allowance?.ended(measured);
    if (measured.killedEnvironment) this.#killed++;
    if (measured.sample !== undefined) this.#samples.push(measured.sample);
    if (measured.failure !== undefined) this.#failures.push(measured.failure);
    if (measured.provenance !== undefined) {
      this.#provenance = measured.provenance;
      if (measured.provenance.notMeasurable !== undefined) {
        this.#notMeasurable++;
        this.#notMeasurableReason = measured.provenance.notMeasurable;
      }
    }
  }

  /** Nothing ran, and nothing would. */
  setUnmeasurable(reason: string): void {
    this.#unmeasurable = reason;
  }

  /** Lambda will not run it, for a reason that stays: what came before is kept, but no more will come. */
  setBroken(reason: string): void {
    this.#broken = reason;
  }

  /** Which of so many payloads have no warm sample yet. */
  payloadsWithoutWarm(payloads: number): number[] {
    const seen = new Set([
      ...this.#before.strata.flatMap(({ payload, warm }) => (warm === undefined ? [] : [payload])),
      ...this.#samples.flatMap(({ payload, start }) => (start === 'warm' ? [payload] : [])),
    ]);
    return Array.from({ length: payloads }, (_, payload) => payload).filter((payload) => !seen.has(payload));
  }

  get warm(): number {
    return count(this.#before, 'warm') + this.#samples.filter(({ start }) => start === 'warm').length;
  }

  get cold(): number {
    return count(this.#before, 'cold') + this.#samples.filter(({ start }) => start === 'cold').length;
  }

  /** What the digest takes in a state, at most. */
  get bytes(): number {
    return this.#bytesBefore + this.#samples.length * MOST_BYTES_PER_SAMPLE;
  }

  /** Whether the rest of the planned invocations would only cost money. */
  hopeless(planned: number): boolean {
    const failures = this.#failureCount;
    return (
      this.#unmeasurable !== undefined ||
      this.#broken !== undefined ||
      this.#mostlyUnmeasurable(UNMEASURABLE_ENOUGH) ||
      (failures >= 2 && failures > planned * TOLERATED_SHARE) ||
      (failures >= ONLY_FAILURES_ENOUGH && this.warm + this.cold === 0)
    );
  }

  /** The digest with all that this call measured. */
  digest(plan: Plan, work: Work): Digest {
    // What the calls before said of it may not hold any more.
    const { reason: _, killed: __, ...before } = this.#before;
    let digest: Digest = appendSamples(before, this.#samples);
    for (const { reason, example } of this.#failures) digest = addFailure(digest, reason, example);
    const provenance = this.#provenance;
    digest = {
      ...digest,
      invocations: digest.invocations + this.#invocations,
      billedMs: digest.billedMs + this.#billedMs,
      calls: digest.calls + 1,
      ...(this.#killed === 0 ? {} : { killed: this.#killed }),
      ...(provenance === undefined ? {} : { measuredBy: provenance.measuredBy }),
      ...(provenance?.source === undefined ? {} : { source: provenance.source }),
    };
    return { ...digest, ...this.#verdict(digest, plan, work) };
  }

  #verdict(digest: Digest, plan: Plan, work: Work): Pick<Digest, 'status' | 'reason'> {
    if (this.#unmeasurable !== undefined) return { status: 'not-measurable', reason: this.#unmeasurable };
    if (this.#mostlyUnmeasurable(1)) {
      return { status: 'not-measurable', reason: this.#notMeasurableReason ?? 'not measurable here' };
    }
    if (this.#broken !== undefined) return { status: 'failed', reason: this.#broken };
    const first = digest.failures[0];
    const failed = failedTooOften(digest);
    if (failed !== undefined) return { status: 'failed', reason: failed };
    if (count(digest, 'warm') + count(digest, 'cold') === 0) {
      return {
        status: 'failed',
        reason: first
          ? `no invocation succeeded: ${first.reason}: ${first.example}`
          : `no invocation of ${plan.onlyColdStarts ? 'a cold start' : `the ${work.samples} asked for`} gave a sample`,
      };
    }
    return { status: 'measured' };
  }

  #mostlyUnmeasurable(atLeast: number): boolean {
    return this.#notMeasurable >= atLeast && this.#notMeasurable * 2 >= this.#invocations;
  }

  get #failureCount(): number {
    return this.#failures.length + failureCount(this.#before.failures);
  }
}

function count(digest: Digest, start: 'warm' | 'cold'): number {
  return digest.strata.reduce((sum, stratum) => sum + (stratum[start]?.n ?? 0), 0);
}
