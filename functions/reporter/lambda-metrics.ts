import { DIMENSIONS, METRICS_NAMESPACE, type MetricSet } from '../../lib/report/run-metrics.ts';

/**
 * Puts figures into CloudWatch.
 * @throws where a figure isn't one; the sets before it are put
 */
export type PutMetrics = (sets: readonly MetricSet[]) => Promise<void>;

/**
 * A function's log is where CloudWatch reads metrics: each set is one line of its own (Embedded Metric
 * Format). What writes them is loaded when there are some.
 * @returns nothing where the stack has neither a dashboard nor an alarm: metrics cost money. An alarm alone looks at
 * outcomes only
 */
export function lambdaMetrics(
  variables: Readonly<Record<string, string | undefined>>,
): PutMetrics | undefined {
  const { POWER_TUNER_METRICS: wanted } = variables;
  if (wanted !== 'true' && wanted !== 'outcomes') return undefined;
  return async (sets) => {
    const { Metrics } = await import('@aws-lambda-powertools/metrics');
    for (const { dimensions, values } of sets) {
      if (wanted === 'outcomes' && dimensions[DIMENSIONS.outcome] === undefined) continue;
      // One for each set: what a set leaves behind that is refused would go with the next one, even the next run's.
      const metrics = new Metrics({ namespace: METRICS_NAMESPACE });
      // `service`, which every metric would have beside its own.
      metrics.clearDefaultDimensions();
      metrics.addDimensions(dimensions);
      for (const { name, unit, value } of values) metrics.addMetric(name, unit, value);
      metrics.publishStoredMetrics();
    }
  };
}
