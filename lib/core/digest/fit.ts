import type { Digest } from '../../contract/index.ts';
import { condenseGroup, GROUPS, type GroupName } from './strata.ts';

/**
 * The digest in at most so many bytes of JSON: where its samples take more, groups of them are condensed
 * (condensed.ts), those first by which most is saved. A group that condensing would not make smaller stays as it is.
 *
 * @returns a digest that may still be larger, where condensing all of them isn't enough
 */
export function fitDigest(digest: Digest, mostBytes: number): Digest {
  let over = jsonBytes(digest) - mostBytes;
  if (over <= 0) return digest;
  const strata = [...digest.strata];
  for (const { index, name, saved } of savings(digest)) {
    if (over <= 0) break;
    const stratum = strata[index];
    if (stratum !== undefined) strata[index] = condenseGroup(stratum, name);
    over -= saved;
  }
  return { ...digest, strata };
}

export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

interface Saving {
  /** Of the stratum. */
  readonly index: number;
  readonly name: GroupName;
  /** In bytes. */
  readonly saved: number;
}

function savings({ strata }: Digest): Saving[] {
  return strata
    .flatMap((stratum, index) =>
      GROUPS.map((name) => {
        const saved = jsonBytes(stratum) - jsonBytes(condenseGroup(stratum, name));
        return { index, name, saved };
      }),
    )
    .filter(({ saved }) => saved > 0)
    .sort((a, b) => b.saved - a.saved);
}
