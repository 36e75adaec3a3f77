import type { Previous, SearchPlan, Target, TuningResult, Warning } from '../../contract/index.ts';
import { pointsOfKind } from '../search/earlier.ts';
import { previousOf } from './previous.ts';
import { UnreadableResult } from './store.ts';

/** What an earlier run has to match. */
export interface Starting {
  readonly target: Pick<Target, 'functionArn'>;
  readonly onlyColdStarts: boolean;
}

/**
 * A search that starts from the last kept result of its function; or the search as it is, and a warning that says why
 * that result is of no use.
 *
 * The same function is asked for (account, region and name), and the same kind of invocations: cold starts have another
 * curve than warm ones. What measured it, AWS or an emulator, has to be the same too, which the first samples tell (see
 * earlier.ts). Nothing else has to match: strategy, sizes, limits and prices don't change how long invocations take,
 * and whether code and payload did is what the first round looks at.
 *
 * @param last what was kept last, or why it can't be read; absent where nothing is kept
 */
export function startFrom(
  search: SearchPlan,
  last: TuningResult | UnreadableResult | undefined,
  starting: Starting,
): { readonly search: SearchPlan; readonly warnings: readonly Warning[] } {
  if (last === undefined) return { search, warnings: [] };
  if (last instanceof UnreadableResult) return ignored(search, last.message);
  const previous = previousOf(last);
  if (previous === undefined) {
    return ignored(search, `${named(last)} measured fewer than two sizes on the architecture of its answer`);
  }
  const reason = whyNot(previous, starting);
  if (reason !== undefined) return ignored(search, `${named(last)} ${reason}`);
  return { search: { ...search, previous }, warnings: [] };
}

function whyNot(previous: Previous, { target, onlyColdStarts }: Starting): string | undefined {
  if (previous.functionArn !== target.functionArn) {
    return `tuned ${previous.functionArn}, not ${target.functionArn}`;
  }
  if (pointsOfKind({ onlyColdStarts }, previous) === undefined) {
    return `has too few ${onlyColdStarts ? 'cold starts' : 'warm invocations'}`;
  }
  return undefined;
}

function named({ run }: TuningResult): string {
  return `the run of ${run.startedAt}`;
}

function ignored(search: SearchPlan, reason: string) {
  const message = `the search begins as a first one: ${reason}`;
  return { search, warnings: [{ code: 'previous-ignored', message }] };
}
