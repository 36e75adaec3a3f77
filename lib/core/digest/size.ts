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
const BYTES_PER_DIGEST = 480;
/** One kind of failure, with its example in full. */
const BYTES_PER_FAILURE = 260;

/**
 * Buckets of a sketch (sketch.ts) that hold something: enough for values from one to a thousand times the smallest.
 * Of values that lie further apart most buckets are empty.
 */
const MOST_BUCKETS = 700;
/** Inits and latencies of cold starts lie within a factor of twenty. */
const MOST_COLD_BUCKETS = 300;
/** How many are empty before it, and its count. */
const BYTES_PER_BUCKET = 3;
/** Means, variances and stretches of condensed samples. */
const BYTES_PER_CONDENSED = 620;
/** Inits and latencies. */
const SKETCHES_OF_COLD = 2;

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
  const { warm, cold } = exactBytes(shape);
  return fixedBytes(shape) + Math.ceil(warm + cold);
}

/** The same where samples are condensed (condensed.ts) if that takes less. */
export function condensedDigestBytes(shape: DigestShape): number {
  const exact = exactBytes(shape);
  const { warm, cold, payloads = 1 } = shape;
  const condensed = (samples: number, mostBuckets: number, sketches: number) => {
    const buckets = Math.min(samples, payloads * mostBuckets);
    const packed = sketches * buckets * BYTES_PER_BUCKET * CHARACTERS_PER_BYTE;
    return samples === 0 ? 0 : payloads * BYTES_PER_CONDENSED + packed;
  };
  return (
    fixedBytes(shape) +
    Math.ceil(
      Math.min(exact.warm, condensed(warm, MOST_BUCKETS, 1)) +
        Math.min(exact.cold, condensed(cold, MOST_COLD_BUCKETS, SKETCHES_OF_COLD)),
    )
  );
}

function fixedBytes({ payloads = 1, failures = 0 }: DigestShape): number {
  return BYTES_PER_DIGEST + payloads * BYTES_PER_PAYLOAD + failures * BYTES_PER_FAILURE;
}

/** Of the samples one by one. */
function exactBytes(shape: DigestShape): { readonly warm: number; readonly cold: number } {
  const { warm, cold, maxDurationMs, billedFollows = true } = shape;
  const perSample = (maxDurationMs < THREE_BYTES_MS ? 3 : 4) + (billedFollows ? 0 : BYTES_PER_BILLED);
  return {
    warm: warm * perSample * CHARACTERS_PER_BYTE,
    cold: cold * (perSample + BYTES_PER_INIT) * CHARACTERS_PER_BYTE,
  };
}
