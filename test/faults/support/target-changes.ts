import { isDeepStrictEqual } from 'node:util';
import type { EndedRun } from './lane.ts';
import type { Scenario } from './scenarios.ts';
import type { TargetSnapshot } from './target-snapshot.ts';

/** Whether nobody has touched the target, or, where it was measured in place, whether it is as it was. */
export function isSame(before: TargetSnapshot, after: TargetSnapshot, putBack = false): boolean {
  return putBack ? isDeepStrictEqual(lasting(before), lasting(after)) : isDeepStrictEqual(before, after);
}

/** Whether the target is as it was, or has nothing but what was to be applied. */
export function isUntouched(scenario: Scenario, run: Pick<EndedRun, 'before' | 'after'>): boolean {
  const { before, after } = run;
  if (scenario.alias === undefined) return isSame(before, after, scenario.inPlace);
  return isSame(before, after, scenario.inPlace) || otherChanges(before, after).length === 0;
}

/** Without what counts changes: nobody can put that back. */
export function lasting<T>(snapshot: T): T {
  return JSON.parse(JSON.stringify(snapshot), (key, value) =>
    COUNTS_CHANGES.has(key) ? undefined : value,
  ) as T;
}

const COUNTS_CHANGES = new Set(['RevisionId', 'LastModified', '$metadata']);

/** What is not the recommendation's business. */
export function otherChanges(before: TargetSnapshot, after: TargetSnapshot): string[] {
  const rest = ({ latest, codeSha256, tags, reservedConcurrency }: TargetSnapshot) => {
    const { MemorySize: _, Architectures: __, ...others } = latest.Configuration ?? {};
    return lasting({ others, codeSha256, tags, reservedConcurrency });
  };
  const numbers = new Set(published(before).map(({ Version }) => Version));
  const kept = published(after).filter(({ Version }) => numbers.has(Version));
  return [
    ...(isDeepStrictEqual(rest(before), rest(after))
      ? []
      : [`more than size and architecture changed: ${JSON.stringify([rest(before), rest(after)])}`]),
    ...(isDeepStrictEqual(kept, published(before))
      ? []
      : ['a version that was there has changed or is gone']),
  ];
}

/** Its versions but `$LATEST`. */
export function published({ versions }: TargetSnapshot) {
  return versions.filter(({ Version }) => Version !== '$LATEST');
}
