import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  GetScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';
import { type ScheduleGroup, scheduleGroup } from '../support/schedules.ts';

let backend: Backend;
let group: ScheduleGroup;
beforeAll(async () => {
  backend = await startBackend();
  group = await scheduleGroup(backend);
});
afterAll(async () => {
  await group.delete();
  await backend.stop();
});

const create = (input: Partial<CreateScheduleCommandInput>) =>
  backend.scheduler.send(new CreateScheduleCommand({ ...group.schedule(), ...input }));

describe('CreateSchedule', () => {
  it('makes a schedule with what is asked for, and defaults for the rest', async () => {
    const asked = group.schedule();
    const { ScheduleArn } = await backend.scheduler.send(new CreateScheduleCommand(asked));
    const { Name, GroupName } = asked;
    expect(ScheduleArn).toBe(
      `arn:aws:scheduler:${backend.region}:${backend.accountId}:schedule/${GroupName}/${Name}`,
    );
    expect(await backend.scheduler.send(new GetScheduleCommand({ Name, GroupName }))).toMatchObject({
      Arn: ScheduleArn,
      Name,
      GroupName,
      ScheduleExpression: asked.ScheduleExpression,
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      ActionAfterCompletion: 'NONE',
      Target: asked.Target,
    });
  });

  it('has the retries of AWS where nothing is said of them', async () => {
    const Name = await group.create();
    const { Target } = await backend.scheduler.send(new GetScheduleCommand({ Name, GroupName: group.name }));
    expect(Target?.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
  });

  it('makes one schedule of a call that comes twice', async () => {
    const twice = { ...group.schedule(), ClientToken: 'the-same-call' };
    const first = await create(twice);
    expect((await create(twice)).ScheduleArn).toBe(first.ScheduleArn);
  });

  it('refuses a name that is taken', async () => {
    const Name = await group.create();
    await expect(create({ Name })).rejects.toMatchObject({
      name: 'ConflictException',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('refuses a group that is not there', async () => {
    await expect(create({ GroupName: `${group.name}-none` })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it.each(['rate(7 days)', 'cron(0 3 ? * MON#1 *)', 'at(2099-01-01T03:00:00)'])(
    'takes %s',
    async (ScheduleExpression) => {
      const disabled = { State: 'DISABLED', ScheduleExpression } as const;
      expect((await create(disabled)).ScheduleArn).toContain(group.name);
    },
  );

  it.each([
    ['a name with other characters', { Name: 'a b' }],
    ['a name that is too long', { Name: 'a'.repeat(65) }],
    ['an expression that is none', { ScheduleExpression: 'every 7 days' }],
    ['the five fields of Unix', { ScheduleExpression: 'cron(0 3 * * MON)' }],
    ['a rate without its plural', { ScheduleExpression: 'rate(7 day)' }],
    ['a time zone that there is none of', { ScheduleExpressionTimezone: 'Europe/Atlantis' }],
    ['a window without its length', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' as const } }],
    [
      'a window of more than a day',
      { FlexibleTimeWindow: { Mode: 'FLEXIBLE' as const, MaximumWindowInMinutes: 1441 } },
    ],
    ['a beginning that is over', { StartDate: new Date(Date.now() - 3_600_000) }],
  ])('refuses %s', async (_what, input) => {
    await expect(create(input)).rejects.toMatchObject({
      name: 'ValidationException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
