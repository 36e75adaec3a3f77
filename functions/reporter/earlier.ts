import type { LaterS3 } from '../../lib/aws/clients/later.ts';
import { type Earlier, readEarlier } from '../../lib/aws/earlier-result.ts';
import type { Plan, TuningResult, Warning } from '../../lib/contract/index.ts';
import { besideEarlier } from '../../lib/core/history/beside-earlier.ts';

/**
 * Makes what gives a result its outcome beside the run before it, and the history of the function. Where that run
 * can't be read any more, or was measured by something else, the result is compared with nothing and says why.
 */
export function earlierReader(s3: LaterS3) {
  return async (result: TuningResult, plan: Plan): Promise<TuningResult> => {
    const { found, warnings } = likeWithLike(result, await readEarlier(s3, plan));
    const output = besideEarlier(result, found?.result, plan);
    return { ...output, warnings: [...output.warnings, ...warnings] };
  };
}

/** What replayed measurements, processes of this machine and AWS measure are three things. */
function likeWithLike({ measuredBy }: TuningResult, earlier: Earlier): Earlier {
  const before = earlier.found?.result;
  if (before === undefined || before.measuredBy === measuredBy) return earlier;
  const warning: Warning = {
    code: 'earlier-result-not-compared',
    message: `the run before (${before.run.executionArn}) is not compared: it was measured by "${before.measuredBy}", and this one by "${measuredBy}"`,
  };
  return { warnings: [...earlier.warnings, warning] };
}
