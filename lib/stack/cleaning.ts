import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface CleaningProps {
  readonly stateMachine: IStateMachine;
  readonly cleaner: IFunction;
  /** Told of such an end too. */
  readonly notifier: IFunction;
}

/**
 * Two ways to the Cleaner that don't lead through the state machine, since an abort and a timeout run no
 * Catch. Events come by best effort and an attempt may fail: there is no queue for those, because the
 * sweep an hour later does their work.
 */
export class Cleaning extends Construct {
  constructor(scope: Construct, id: string, { stateMachine, cleaner, notifier }: CleaningProps) {
    super(scope, id);
    new Rule(this, 'Ended', {
      description:
        'Deletes the probes of an execution that did not get to do it itself, and tells of its end',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: [stateMachine.stateMachineArn],
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
      targets: [cleaner, notifier].map(
        (handler) =>
          new LambdaFunction(handler, {
            event: RuleTargetInput.fromObject({ executionArn: EventField.fromPath('$.detail.executionArn') }),
          }),
      ),
    });
    new Rule(this, 'Sweep', {
      description: 'Deletes what executions that have ended left behind, and all probes past their expiry',
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(cleaner, { event: RuleTargetInput.fromObject({}) })],
    });
  }
}
