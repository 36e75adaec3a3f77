import {
  GetScheduleCommand,
  UpdateScheduleCommand,
  type UpdateScheduleCommandInput,
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

const update = (input: Partial<UpdateScheduleCommandInput>) =>
  backend.scheduler.send(new UpdateScheduleCommand({ ...group.schedule(), ...input }));
const described = (Name: string) =>
  backend.scheduler.send(new GetScheduleCommand({ Name, GroupName: group.name }));

describe('UpdateSchedule', () => {
  it('says everything anew: what is left out gets its default', async () => {
    const Name = await group.create({
      State: 'DISABLED',
      Description: 'before',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    });
    const before = await described(Name);
    const { ScheduleArn } = await update({ Name, ScheduleExpression: 'cron(0 4 1 1 ? 2099)' });
    const after = await described(Name);
    expect(ScheduleArn).toBe(before.Arn);
    expect(after).toMatchObject({
      ScheduleExpression: 'cron(0 4 1 1 ? 2099)',
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      CreationDate: before.CreationDate,
    });
    expect(after.Description ?? '').toBe('');
  });

  it('refuses a schedule that is not there', async () => {
    await expect(update({ Name: 'none' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('refuses what can not be, and leaves the schedule as it was', async () => {
    const Name = await group.create();
    const before = await described(Name);
    await expect(update({ Name, ScheduleExpression: 'rate(0 days)' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    expect(await described(Name)).toEqual({ ...before, $metadata: expect.anything() });
  });
});
