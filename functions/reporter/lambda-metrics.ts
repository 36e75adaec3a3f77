import { Metrics } from '@aws-lambda-powertools/metrics';
import { DIMENSIONS, METRICS_NAMESPACE, type MetricSet } from '../../lib/report/run-metrics.ts';

/** Puts figures into CloudWatch. */
export type PutMetrics = (sets: readonly MetricSet[]) => void | Promise<void>;

/**
 * A function's log is where CloudWatch reads metrics: each set is one line of its own (Embedded Metric
 * Format).
 * @returns nothing where the stack has neither a dashboard nor an alarm: metrics cost money. An alarm alone looks at
 * outcomes only
 */
export function lambdaMetrics(
  variables: Readonly<Record<string, string | undefined>>,
): PutMetrics | undefined {
  const { POWER_TUNER_METRICS: wanted } = variables;
  if (wanted !== 'true' && wanted !== 'outcomes') return undefined;
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE });
  // `service`, which every metric would have beside its own.
  metrics.clearDefaultDimensions();
  return (sets) => {
    for (const { dimensions, values } of sets) {
      if (wanted === 'outcomes' && dimensions[DIMENSIONS.outcome] === undefined) continue;
      metrics.addDimensions(dimensions);
      for (const { name, unit, value } of values) metrics.addMetric(name, unit, value);
      metrics.publishStoredMetrics();
    }
  };
}
