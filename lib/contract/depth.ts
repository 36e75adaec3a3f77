/**
 * Lists and objects inside one another that an input may have. Programs that write JSON call themselves for
 * each, and run out of stack at a few thousand; a payload given as text may have any number.
 */
export const MAX_DEPTH = 500;

/** Whether lists and objects are inside one another deeper than that, found without going further. */
export function isDeeperThan(maxDepth: number, value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth < maxDepth; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}
