/** Four base64 characters hold three bytes. */
const CHARACTERS_PER_BYTE = 4 / 3;
/** Hundredths of a millisecond that fit into a varint of three bytes: up to 20.97 s. */
const THREE_BYTES_MS = 2 ** 21 / 100;
/** Lambda ends an init after 10 s. */
const BYTES_PER_INIT = 3;
/** What a sample is billed beside its durations, where that doesn't follow from them. */
const BYTES_PER_BILLED = 4;
/** Keys, counts and the ends of the columns of one payload. */
const BYTES_PER_PAYLOAD = 200;
/** Everything else in a digest: its other keys, its reason and its source. */
const BYTES_PER_DIGEST = 430;
/** One kind of failure, with its example in full. */
const BYTES_PER_FAILURE = 260;

export interface DigestShape {
  readonly warm: number;
  readonly cold: number;
  /** The longest duration that a sample can have in ms: the target's timeout. */
  readonly maxDurationMs: number;
  /** Different weighted payloads; 1 by default. */
  readonly payloads?: number;
  /** Kinds of failures; none by default. */
  readonly failures?: number;
  /** False where billed milliseconds don't follow from duration and init, as with SnapStart. */
  readonly billedFollows?: boolean;
}

/**
 * How many bytes of JSON a digest can take: an upper estimate, for inits of up to 20 s. It is what decides
 * whether a run fits into the 256 KiB of a state, before anything is created.
 */
export function digestBytes(shape: DigestShape): number {
  const { warm, cold, maxDurationMs, payloads = 1, failures = 0, billedFollows = true } = shape;
  const perDuration = maxDurationMs < THREE_BYTES_MS ? 3 : 4;
  const packed =
    (warm + cold) * (perDuration + (billedFollows ? 0 : BYTES_PER_BILLED)) + cold * BYTES_PER_INIT;
  const fixed = BYTES_PER_DIGEST + payloads * BYTES_PER_PAYLOAD + failures * BYTES_PER_FAILURE;
  return fixed + Math.ceil(packed * CHARACTERS_PER_BYTE);
}
