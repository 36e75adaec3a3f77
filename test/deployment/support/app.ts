import { App, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { ScheduledTuning } from '../../../lib/stack/index.ts';
import { PowerTunerStack } from '../../../lib/stack/power-tuner-stack.ts';
import { SCHEDULED, SEEN_QUEUE, STACK } from './facts.ts';

/**
 * The stack of bin/cdk-app.ts, with what somebody puts beside it: a schedule, which a test resumes, and a rule that
 * hears what runs say.
 */
const stack = new PowerTunerStack(new App(), STACK);
new ScheduledTuning(stack, 'Scheduled', {
  powerTuner: stack.powerTuner,
  target: `arn:aws:lambda:${stack.region}:${stack.account}:function:${SCHEDULED}`,
  name: SCHEDULED,
  schedule: ScheduleExpression.rate(Duration.minutes(1)),
  flexibleWindow: Duration.minutes(0),
  input: { powerValues: [128, 512], num: 5 },
  notify: 'always',
  enabled: false,
});
new Rule(stack, 'Heard', {
  eventPattern: { source: ['power-tuner'], detailType: ['Power Tuning Result'] },
  targets: [
    new SqsQueue(new Queue(stack, 'Seen', { queueName: SEEN_QUEUE, removalPolicy: RemovalPolicy.DESTROY })),
  ],
});
