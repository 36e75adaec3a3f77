import type { Digest, Plan } from '../../contract/index.ts';
import { isCondensed } from '../digest/condensed.ts';
import { unpackStrata } from '../digest/strata.ts';
import { halvesOf, stretchesOf } from '../digest/stretches.ts';
import { normalCumulative } from '../statistics/normal.ts';

/** How a second half compares with the first: by how much of it, and how likely chance alone does as much. */
export interface Change {
  readonly share: number;
  readonly probability: number;
}

/**
 * The change of warm durations from the first half of the samples to the second, where they are known by stretches
 * (stretches.ts) only: the difference of the halves' means over all payloads by their shares, against its standard
 * error. There are thousands of samples: means of halves are about normal.
 */
export function changeOfCondensed({ payloadWeights }: Plan, { strata }: Digest): Change | undefined {
  let [before, difference, variance] = [0, 0, 0];
  for (const stratum of strata) {
    const share = payloadWeights[stratum.payload] ?? 0;
    const halves = halvesOfWarm(stratum);
    if (halves === undefined) continue;
    before += share * halves.before.mean;
    difference += share * (halves.after.mean - halves.before.mean);
    for (const half of [halves.before, halves.after]) variance += (share ** 2 * half.variance) / half.n;
  }
  if (variance === 0 || before === 0) return undefined;
  return {
    share: difference / before,
    probability: 2 * normalCumulative(-Math.abs(difference) / Math.sqrt(variance)),
  };
}

function halvesOfWarm(stratum: Digest['strata'][number]) {
  const { payload, warm } = stratum;
  if (warm === undefined) return undefined;
  if (isCondensed(warm)) return halvesOf(warm.stretches);
  return halvesOf(stretchesOf(unpackStrata([{ payload, warm }]).map(({ durationMs }) => durationMs)));
}
