import type { Plan, TuningResult } from '../../contract/index.ts';
import { creptSince } from './crept.ts';
import { historyAfter } from './entry.ts';
import { outcomeOf } from './outcome.ts';

/**
 * A result with what it says beside the run before it, and the runs before.
 * @param earlier the latest kept result of the function; undefined for a first run
 */
export function besideEarlier(
  result: TuningResult,
  earlier: TuningResult | undefined,
  { afterwards, balancedWeight }: Pick<Plan, 'afterwards' | 'balancedWeight'>,
): TuningResult {
  const rules = { minSavingPercent: afterwards.minSaving * 100, weight: balancedWeight };
  const outcome = outcomeOf(result, earlier, rules);
  if (earlier === undefined) return { ...result, outcome };
  const { executionArn, startedAt } = earlier.run;
  const history = historyAfter(earlier);
  const crept = outcome.outcome === 'regressed' ? undefined : creptSince(result, history, rules);
  return {
    ...result,
    outcome:
      crept === undefined
        ? { ...outcome, before: { executionArn, startedAt } }
        : { outcome: 'regressed', ...crept },
    ...(history.length === 0 ? {} : { history }),
  };
}
