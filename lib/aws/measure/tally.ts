import type { AnySample, Digest, FailedSample, Plan, Sample, Work } from '../../contract/index.ts';
import { coldCount, sampleCount, warmCount } from '../../core/digest/count.ts';
import { addFailure, appendSamples } from '../../core/digest/digest.ts';
import { failedTooOften, failureCount, TOLERATED_SHARE } from '../../core/digest/failures.ts';
import { fitDigest, jsonBytes } from '../../core/digest/fit.ts';
import type { Allowance } from './allowance.ts';
import type { Measured } from './outcome.ts';

/** Duration, init and billed of a cold sample, packed and as base64. */
const MOST_BYTES_PER_SAMPLE = 14;
/** Keys and count of the columns that the first sample of its kind begins. */
const MOST_BYTES_PER_GROUP = 90;
/** What a digest has room for at least while it is being measured: a few samples, and a kind of failures. */
const ROOM_FOR_MORE = 512;
/** So many failures without one success say that more of the same would come. */
const ONLY_FAILURES_ENOUGH = 3;
/** Without an end in sight, this many are enough to say that numbers from this machine mean nothing. */
const UNMEASURABLE_ENOUGH = 3;

export interface TallyOptions {
  /** What the candidate may spend, where that is limited. */
  readonly allowance?: Allowance | undefined;
  /** How many bytes of the state the digest may take; no limit by default. */
  readonly digestBytes?: number;
}

/** What has been measured of one candidate so far: the digest it had, and what this call adds. */
export class Tally {
  readonly #before: Digest;
  /** What is packed already: `#before` with the samples of this call up to here. */
  #packed: Digest;
  #packedBytes: number;
  /** Those that succeeded and are not packed yet. */
  #unpacked: Sample[] = [];
  /** How many bytes those can take at most. */
  #unpackedBytes = 0;
  /** Payloads and starts of which the digest has samples. */
  readonly #groups = new Set<string>();
  readonly #samples: AnySample[] = [];
  readonly #failed: FailedSample[] = [];
  #billedMs = 0;
  #provenance: Measured['provenance'];
  #notMeasurable = 0;
  #notMeasurableReason: string | undefined;
  /** Environments that were killed and whose next invocation is still to come. */
  #killed: number;
  #unmeasurable: string | undefined;
  #broken: string | undefined;
  readonly #allowance: Allowance | undefined;
  readonly #digestBytes: number;

  constructor(before: Digest, { allowance, digestBytes = Number.POSITIVE_INFINITY }: TallyOptions = {}) {
    this.#before = before;
    this.#packed = before;
    this.#packedBytes = jsonBytes(before);
    this.#killed = before.killed ?? 0;
    this.#allowance = allowance;
    this.#digestBytes = digestBytes;
  }

  /** Whether an environment was killed whose next invocation has not been sent yet. Counts it off. */
  takeRepeat(): boolean {
    if (this.#killed === 0) return false;
    this.#killed--;
    return true;
  }

  add(measured: Measured): void {
    const { sample, provenance } = measured;
    this.#billedMs += sample.billedMs;
    this.#allowance?.ended(measured);
    if (measured.killedEnvironment) this.#killed++;
    this.#samples.push(sample);
    if (sample.outcome === 'succeeded') this.#succeeded(sample);
    else this.#failed.push(sample);
    if (provenance !== undefined) {
      this.#provenance = provenance;
      if (provenance.notMeasurable !== undefined) {
        this.#notMeasurable++;
        this.#notMeasurableReason = provenance.notMeasurable;
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

  /** Every invocation of this call, in the order in which they ended. */
  get samples(): readonly AnySample[] {
    return this.#samples;
  }

  /** Which of so many payloads have no warm sample yet. */
  payloadsWithoutWarm(payloads: number): number[] {
    const seen = new Set([
      ...this.#packed.strata.flatMap(({ payload, warm }) => (warm === undefined ? [] : [payload])),
      ...this.#unpacked.flatMap(({ payload, start }) => (start === 'warm' ? [payload] : [])),
    ]);
    return Array.from({ length: payloads }, (_, payload) => payload).filter((payload) => !seen.has(payload));
  }

  get warm(): number {
    return warmCount(this.#packed) + this.#unpacked.filter(({ start }) => start === 'warm').length;
  }

  get cold(): number {
    return coldCount(this.#packed) + this.#unpacked.filter(({ start }) => start === 'cold').length;
  }

  /**
   * Whether the digest has room for another sample. Where it may have none, all that came is packed, and as much of
   * it condensed as has to be.
   */
  hasRoom(): boolean {
    if (this.#packedBytes + this.#unpackedBytes <= this.#digestBytes) return true;
    this.#pack();
    return this.#packedBytes <= this.#digestBytes - ROOM_FOR_MORE;
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
    this.#pack();
    // What the calls before said of it may not hold any more.
    const { reason: _, killed: __, ...packed } = this.#packed;
    let digest: Digest = packed;
    for (const { reason, example } of this.#failed) digest = addFailure(digest, reason, example);
    const provenance = this.#provenance;
    digest = {
      ...digest,
      invocations: digest.invocations + this.#samples.length,
      billedMs: digest.billedMs + this.#billedMs,
      calls: digest.calls + 1,
      ...(this.#killed === 0 ? {} : { killed: this.#killed }),
      ...(provenance === undefined ? {} : { measuredBy: provenance.measuredBy }),
      ...(provenance?.source === undefined ? {} : { source: provenance.source }),
    };
    return fitDigest({ ...digest, ...this.#verdict(digest, plan, work) }, this.#digestBytes);
  }

  #succeeded(sample: Sample): void {
    const group = `${sample.start}-${sample.payload}`;
    this.#unpacked.push(sample);
    this.#unpackedBytes += MOST_BYTES_PER_SAMPLE + (this.#groups.has(group) ? 0 : MOST_BYTES_PER_GROUP);
    this.#groups.add(group);
  }

  #pack(): void {
    if (this.#unpacked.length === 0) return;
    const digest = appendSamples(this.#packed, inOrderOfTime(this.#unpacked));
    this.#packed = fitDigest(digest, this.#digestBytes - ROOM_FOR_MORE);
    this.#packedBytes = jsonBytes(this.#packed);
    this.#unpacked = [];
    this.#unpackedBytes = 0;
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
    if (sampleCount(digest) === 0) {
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
    return this.#notMeasurable >= atLeast && this.#notMeasurable * 2 >= this.#samples.length;
  }

  get #failureCount(): number {
    return this.#failed.length + failureCount(this.#before.failures);
  }
}

/** They came as they ended: of many that ran at once the slow ones last. */
function inOrderOfTime(samples: readonly Sample[]): Sample[] {
  const sentMs = ({ time }: Sample) => (time === undefined ? 0 : Date.parse(time));
  return samples.toSorted((a, b) => sentMs(a) - sentMs(b));
}
