import { errorText } from '../../lib/aws/error-text.ts';
import type { MetricSet } from '../../lib/report/run-metrics.ts';
import type { StageLog } from '../middleware/stage-context.ts';
import type { PutMetrics } from './lambda-metrics.ts';

/** Puts figures of an execution; one that CloudWatch doesn't take must keep nothing from anybody, and is logged. */
export function metricsPutter(metrics: PutMetrics | undefined, log: StageLog) {
  return async (executionArn: string, sets: readonly MetricSet[]): Promise<void> => {
    try {
      await metrics?.(sets);
    } catch (error) {
      log.error('the metrics could not be put', { executionArn, errorMessage: errorText(error) });
    }
  };
}
