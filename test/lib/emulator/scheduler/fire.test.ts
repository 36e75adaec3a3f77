import { CreateScheduleCommand, GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startedEmulator } from '../../../support/started-emulator.ts';

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:tuner';
const Target = {
  Arn: MACHINE,
  RoleArn: 'arn:aws:iam::000000000000:role/any',
  Input: '{"schedule": "orders", "of": "<aws.scheduler.schedule-arn>", "other": "<aws.scheduler.nothing>"}',
};

/** An emulator whose Step Functions takes down what it is asked. */
async function scheduling() {
  const started: unknown[] = [];
  const { emulator, scheduler } = await startedEmulator({
    targets: {
      AWSStepFunctions: async (action, body) => {
        started.push({ action, body });
        return { executionArn: 'arn:of:it' };
      },
    },
  });
  const create = (input: { ScheduleExpression: string; ActionAfterCompletion?: 'DELETE'; Arn?: string }) => {
    const { Arn = MACHINE, ...rest } = input;
    return scheduler.send(
      new CreateScheduleCommand({
        Name: 'orders',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { ...Target, Arn },
        ...rest,
      }),
    );
  };
  return { emulator, scheduler, started, create };
}

describe('fire', () => {
  it('starts an execution of the target with its input, in which keywords are filled in', async () => {
    const { emulator, started, create } = await scheduling();
    await create({ ScheduleExpression: 'rate(7 days)' });
    expect(await emulator.fire('orders')).toBe('arn:of:it');
    const input =
      '{"schedule": "orders", "of": "arn:aws:scheduler:us-east-1:000000000000:schedule/default/orders", "other": "<aws.scheduler.nothing>"}';
    expect(started).toEqual([{ action: 'StartExecution', body: { stateMachineArn: MACHINE, input } }]);
  });

  it('deletes a schedule for once that is to be deleted, and keeps others', async () => {
    const { emulator, scheduler, create } = await scheduling();
    const there = () =>
      scheduler.send(new GetScheduleCommand({ Name: 'orders' })).then(
        () => true,
        () => false,
      );
    await create({ ScheduleExpression: 'rate(7 days)', ActionAfterCompletion: 'DELETE' });
    await emulator.fire('orders');
    expect(await there()).toBe(true);
    const once = await scheduling();
    await once.create({ ScheduleExpression: 'at(2099-01-01T00:00:00)', ActionAfterCompletion: 'DELETE' });
    await once.emulator.fire('orders');
    await expect(once.scheduler.send(new GetScheduleCommand({ Name: 'orders' }))).rejects.toThrow(
      'Schedule orders does not exist.',
    );
  });

  it('refuses a schedule that is not there, and a target that is no state machine', async () => {
    const { emulator, create } = await scheduling();
    await expect(emulator.fire('orders')).rejects.toThrow('Schedule orders does not exist.');
    await create({
      ScheduleExpression: 'rate(7 days)',
      Arn: 'arn:aws:sqs:us-east-1:000000000000:queue',
    });
    await expect(emulator.fire('orders')).rejects.toMatchObject({ name: 'NotModelled' });
  });
});

describe("the scheduler's paths", () => {
  it('are those of a bucket where a request is not signed for it', async () => {
    const { emulator } = await startedEmulator({ buckets: ['schedules'] });
    const answer = await fetch(`${emulator.endpoint}/schedules/a-key`, { method: 'GET' });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('NoSuchKey');
  });

  it('are no way around a member that is not modelled', async () => {
    const { emulator } = await startedEmulator();
    const client = new SchedulerClient({
      endpoint: emulator.endpoint,
      region: emulator.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
    onTestFinished(() => client.destroy());
    const encrypted = new CreateScheduleCommand({
      Name: 'orders',
      ScheduleExpression: 'rate(7 days)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target,
      KmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/k',
    });
    await expect(client.send(encrypted)).rejects.toMatchObject({ name: 'NotModelled' });
  });
});
