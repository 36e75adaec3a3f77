import { Template } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { PowerTunerStack } from '../../../lib/stack/power-tuner-stack.ts';
import { grantsIn } from './statements.ts';
import { appWithoutBundles, synthesise } from './synthesised.ts';

const BUS = 'arn:aws:events:eu-west-1:123456789012:event-bus/tuning';
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:tuning';
const ALARMED = 'arn:aws:sns:eu-west-1:123456789012:alarms';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/topic';

const optimizable = ['arn:aws:lambda:eu-west-1:123456789012:function:orders'];

const plain = synthesise(() => ({ optimizable })).template;
const { app, template } = synthesise((scope) => ({
  namePrefix: 'tuner-2',
  optimizable,
  eventBus: EventBus.fromEventBusArn(scope, 'Bus', BUS),
  topic: Topic.fromTopicAttributes(scope, 'Topic', { topicArn: TOPIC, keyArn: KEY }),
  alarm: { topic: Topic.fromTopicArn(scope, 'Alarms', ALARMED) },
}));
const fromContext = Template.fromStack(
  new PowerTunerStack(
    appWithoutBundles({ eventBusArn: BUS, topicArn: TOPIC, alarm: 'true', dashboard: true }),
    'PowerTuner',
  ),
);

function variablesOf(name: string, of: Template) {
  return Object.values(of.findResources('AWS::Lambda::Function')).find(({ Properties }) =>
    Properties.FunctionName.endsWith(`-${name}`),
  )?.Properties.Environment.Variables;
}

const alarmsOf = (of: Template) =>
  Object.values(of.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

describe.each(['reporter', 'notifier', 'canary'])('the %s', (name) => {
  it("tells the account's default bus, and no topic, where no prop says otherwise", () => {
    const variables = variablesOf(name, plain);
    expect(variables).toMatchObject({ POWER_TUNER_EVENT_BUS: 'default' });
    expect(variables).not.toHaveProperty('POWER_TUNER_TOPIC');
    expect(variables).not.toHaveProperty('POWER_TUNER_METRICS');
  });

  it('tells the bus and the topic of the props', () => {
    // What the context makes has no function that may be changed, and so no canary.
    for (const of of name === 'canary' ? [template] : [template, fromContext]) {
      expect(variablesOf(name, of)).toMatchObject({ POWER_TUNER_EVENT_BUS: BUS, POWER_TUNER_TOPIC: TOPIC });
    }
  });

  it('may tell these and nobody else, and use the key of the topic', () => {
    const telling = grantsIn(template).filter(
      ({ holder, action }) => [name, `tuner-2-${name}`].includes(holder) && /^(events|sns|kms):/.test(action),
    );
    expect(telling.map(({ action, resource }) => `${action} ${resource}`).sort()).toEqual(
      [
        `events:PutEvents ${BUS}`,
        `sns:Publish ${TOPIC}`,
        `kms:Decrypt ${KEY}`,
        `kms:GenerateDataKey ${KEY}`,
      ].sort(),
    );
  });
});

describe.each(['reporter', 'notifier'])('the %s', (name) => {
  it('counts outcomes for an alarm, and everything for a dashboard', () => {
    expect(variablesOf(name, template)).toMatchObject({ POWER_TUNER_METRICS: 'outcomes' });
    expect(variablesOf(name, fromContext)).toMatchObject({ POWER_TUNER_METRICS: 'true' });
  });
});

describe('the alarms', () => {
  it('are none by default', () => {
    expect(alarmsOf(plain)).toEqual([]);
  });

  it('count the runs of this state machine that regressed, and those that failed', () => {
    const metric = (outcome: string) => ({
      AlarmName: `tuner-2-${outcome}`,
      Namespace: 'PowerTuner',
      MetricName: 'Runs',
      Dimensions: [
        { Name: 'Outcome', Value: outcome },
        { Name: 'StateMachine', Value: 'tuner-2' },
      ],
      Statistic: 'Sum',
      Period: 3600,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [ALARMED],
    });
    expect(alarmsOf(template)).toEqual(
      expect.arrayContaining(
        ['regressed', 'failed'].map((outcome) => expect.objectContaining(metric(outcome))),
      ),
    );
  });

  it('tell of starts that schedules could not make', () => {
    const [missed, ...others] = alarmsOf(template).filter(({ AlarmName }) => AlarmName === 'tuner-2-missed');
    expect(others).toEqual([]);
    expect(missed).toMatchObject({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: expect.anything() }],
      Statistic: 'Maximum',
      Threshold: 1,
      AlarmActions: [ALARMED],
    });
  });

  it('tell nobody without a topic of theirs', () => {
    const alarms = alarmsOf(fromContext);
    expect(alarms).toHaveLength(3);
    for (const alarm of alarms) expect(alarm).not.toHaveProperty('AlarmActions');
  });

  it('have nothing that cdk-nag finds', () => {
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });
});
