import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DIMENSIONS, METRICS, METRICS_NAMESPACE } from '../report/run-metrics.ts';
import type { Settings } from './settings.ts';

/** Runs are rare: one is enough, and an alarm that has been seen needn't stay. */
const SEEN = Duration.hours(1);

const ALARMS = {
  regressed: 'A run found a function dearer or slower than the run before it had.',
  failed: 'A run failed, timed out or was aborted.',
} as const;

const MISSED =
  'A schedule could not start a run: the start is in the queue, with the reason in its attributes.';

export interface AlarmsProps {
  readonly settings: Pick<Settings, 'namePrefix' | 'alarm'>;
  /** Where starts are that failed for good; absent without schedules. */
  readonly deadLetterQueue: IQueue | undefined;
}

/** An alarm for each kind of run that somebody has to look at, and for starts that never became one. */
export class Alarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { settings: { namePrefix, alarm }, deadLetterQueue }: AlarmsProps,
  ) {
    super(scope, id);
    const runs = Object.entries(ALARMS).map(([outcome, alarmDescription]) => ({
      name: outcome,
      alarmDescription,
      metric: new Metric({
        namespace: METRICS_NAMESPACE,
        metricName: METRICS.runs,
        dimensionsMap: { [DIMENSIONS.stateMachine]: namePrefix, [DIMENSIONS.outcome]: outcome },
        statistic: Stats.SUM,
        period: SEEN,
      }),
    }));
    const missed = deadLetterQueue && {
      name: 'missed',
      alarmDescription: MISSED,
      metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: SEEN,
      }),
    };
    for (const { name, alarmDescription, metric } of [...runs, ...(missed === undefined ? [] : [missed])]) {
      const made = new Alarm(this, name, {
        alarmName: `${namePrefix}-${name}`,
        alarmDescription,
        metric,
        threshold: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      if (typeof alarm === 'object') made.addAlarmAction(new SnsAction(alarm.topic));
    }
  }
}
