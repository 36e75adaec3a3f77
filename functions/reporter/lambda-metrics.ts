import { Metrics } from '@aws-lambda-powertools/metrics';
import { METRICS_NAMESPACE, type MetricSet } from '../../lib/report/run-metrics.ts';

/** Puts figures into CloudWatch. */
export type PutMetrics = (sets: readonly MetricSet[]) => void;

/**
 * A function's log is where CloudWatch reads metrics: each set is one line of its own (Embedded Metric
 * Format).
 * @returns nothing where the stack has no dashboard to draw them: metrics cost money
 */
export function lambdaMetrics(
  variables: Readonly<Record<string, string | undefined>>,
): PutMetrics | undefined {
  if (variables.POWER_TUNER_METRICS !== 'true') return undefined;
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE });
  // `service`, which every metric would have beside its own.
  metrics.clearDefaultDimensions();
  return (sets) => {
    for (const { dimensions, values } of sets) {
      metrics.addDimensions(dimensions);
      for (const { name, unit, value } of values) metrics.addMetric(name, unit, value);
      metrics.publishStoredMetrics();
    }
  };
}
