import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { DIMENSIONS, METRICS, METRICS_NAMESPACE } from '../report/run-metrics.ts';
import type { Settings } from './settings.ts';

/** Runs are rare: one is enough, and an alarm that has been seen needn't stay. */
const SEEN = Duration.hours(1);

const ALARMS = {
  regressed: 'A run found a function dearer or slower than the run before it had.',
  failed: 'A run failed, timed out or was aborted.',
} as const;

/** An alarm for each kind of run that somebody has to look at. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { namePrefix, alarm }: Pick<Settings, 'namePrefix' | 'alarm'>) {
    super(scope, id);
    for (const [outcome, alarmDescription] of Object.entries(ALARMS)) {
      const made = new Alarm(this, outcome, {
        alarmName: `${namePrefix}-${outcome}`,
        alarmDescription,
        metric: new Metric({
          namespace: METRICS_NAMESPACE,
          metricName: METRICS.runs,
          dimensionsMap: { [DIMENSIONS.stateMachine]: namePrefix, [DIMENSIONS.outcome]: outcome },
          statistic: Stats.SUM,
          period: SEEN,
        }),
        threshold: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      if (typeof alarm === 'object') made.addAlarmAction(new SnsAction(alarm.topic));
    }
  }
}
