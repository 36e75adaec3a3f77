import type { Digest } from '../../contract/index.ts';
import { isCondensed } from './condensed.ts';
import { GROUPS, type GroupName } from './strata.ts';

type WithStrata = Pick<Digest, 'strata'>;

/** How many samples figures rest on, of all kinds together. */
export function sampleCount(digest: WithStrata): number {
  return warmCount(digest) + coldCount(digest);
}

export function warmCount(digest: WithStrata): number {
  return countOf(digest, 'warm');
}

/** Cold starts, whether they had an init or a restore. */
export function coldCount(digest: WithStrata): number {
  return countOf(digest, 'cold') + countOf(digest, 'restored');
}

/** So few samples still describe a candidate whose measuring broke off. */
const MIN_DESCRIBED = 5;

/** Whether a candidate whose measuring broke off has enough samples to be described by them. */
export function isDescribed(digest: WithStrata): boolean {
  return sampleCount(digest) >= MIN_DESCRIBED;
}

/** Whether samples of these groups are known by a sketch, and not one by one. */
export function hasCondensed({ strata }: WithStrata, groups: readonly GroupName[] = GROUPS): boolean {
  return strata.some((stratum) =>
    groups.some((name) => {
      const group = stratum[name];
      return group !== undefined && isCondensed(group);
    }),
  );
}

function countOf({ strata }: WithStrata, name: GroupName): number {
  return strata.reduce((sum, stratum) => sum + (stratum[name]?.n ?? 0), 0);
}
