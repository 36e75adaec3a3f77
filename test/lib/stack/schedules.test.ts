import { describe, expect, it } from 'vitest';
import { asText, synthesise } from './synthesised.ts';

const { template } = synthesise();

function only(type: string, of = template) {
  const [[id, resource] = ['none', {}], ...others] = Object.entries(of.findResources(type));
  expect(others).toEqual([]);
  return { id, Properties: resource.Properties, DeletionPolicy: resource.DeletionPolicy };
}

const schedulesRole = (of = template) =>
  Object.entries(of.findResources('AWS::IAM::Role')).filter(([, { Properties }]) =>
    JSON.stringify(Properties.AssumeRolePolicyDocument).includes('scheduler.amazonaws.com'),
  );

describe('what schedules need', () => {
  it('is a group named as the state machine, whose tags say what to use', () => {
    const { Properties, DeletionPolicy } = only('AWS::Scheduler::ScheduleGroup');
    expect(Properties.Name).toBe('power-tuner');
    const tags = Object.fromEntries(
      (Properties.Tags as { Key: string; Value: unknown }[]).map(({ Key, Value }) => [Key, asText(Value)]),
    );
    const [[roleId] = ['none']] = schedulesRole();
    expect(tags).toEqual({
      'power-tuner:state-machine': `<${only('AWS::StepFunctions::StateMachine').id}>`,
      'power-tuner:schedule-role': `<${roleId}.Arn>`,
      'power-tuner:dead-letter-queue': `<${only('AWS::SQS::Queue').id}.Arn>`,
    });
    expect(DeletionPolicy).toBe('Delete');
  });

  it('is a role that EventBridge Scheduler may assume for schedules of this group alone', () => {
    const [[, role] = ['none', {}]] = schedulesRole();
    const [statement, ...others] = role.Properties.AssumeRolePolicyDocument.Statement;
    expect(others).toEqual([]);
    expect(statement).toMatchObject({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'scheduler.amazonaws.com' },
    });
    const { StringEquals } = statement.Condition;
    expect(
      Object.fromEntries(Object.entries(StringEquals).map(([key, value]) => [key, asText(value)])),
    ).toEqual({
      'aws:SourceAccount': '<AWS::AccountId>',
      'aws:SourceArn':
        'arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule-group/power-tuner',
    });
  });

  it('is a queue that is encrypted, takes HTTPS only, and keeps what failed for two weeks', () => {
    const { Properties, id } = only('AWS::SQS::Queue');
    expect(Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 86_400 });
    expect(only('AWS::SQS::QueuePolicy').Properties.PolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        Resource: { 'Fn::GetAtt': [id, 'Arn'] },
      }),
    ]);
  });

  it('has the name of the prop', () => {
    const named = synthesise(() => ({ namePrefix: 'tuner-2' })).template;
    expect(only('AWS::Scheduler::ScheduleGroup', named).Properties.Name).toBe('tuner-2');
  });

  it('is not there where the prop says so', () => {
    const without = synthesise(() => ({ schedules: false })).template;
    for (const type of ['AWS::Scheduler::ScheduleGroup', 'AWS::SQS::Queue', 'AWS::SQS::QueuePolicy']) {
      expect(without.findResources(type)).toEqual({});
    }
    expect(schedulesRole(without)).toEqual([]);
  });
});
