/** Four base64 characters hold three bytes. */
const CHARACTERS_PER_BYTE = 4 / 3;
/** A value under 900 s takes at most four bytes; the largest sample is a cold one, with duration and init. */
const BYTES_PER_SAMPLE = 8;
/** What a sample is billed beside its durations, where that doesn't follow from them. */
const BYTES_PER_BILLED = 4;
/** Keys, counts and the ends of the columns of one payload. */
const BYTES_PER_PAYLOAD = 200;
/** Everything else in a digest: its other keys, its reason and source, and two kinds of failures in full. */
const BYTES_PER_DIGEST = 900;

export interface DigestShape {
  /** Different weighted payloads; 1 by default. */
  readonly payloads?: number;
  /** False where billed milliseconds don't follow from duration and init, as with SnapStart. */
  readonly billedFollows?: boolean;
}

/**
 * How many bytes of JSON a digest of so many samples can take: an upper estimate, for durations and inits
 * under 900 s each and all samples cold. It is what decides whether a run fits into the 256 KiB of a state,
 * before anything is created.
 */
export function digestBytes(
  samples: number,
  { payloads = 1, billedFollows = true }: DigestShape = {},
): number {
  const perSample = BYTES_PER_SAMPLE + (billedFollows ? 0 : BYTES_PER_BILLED);
  return (
    BYTES_PER_DIGEST + payloads * BYTES_PER_PAYLOAD + Math.ceil(samples * perSample * CHARACTERS_PER_BYTE)
  );
}
