import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
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

describe('GetSchedule', () => {
  it('tells all of it', async () => {
    const target = {
      ...group.schedule().Target,
      RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 3 },
      DeadLetterConfig: { Arn: `arn:aws:sqs:${backend.region}:${backend.accountId}:contract` },
    };
    const asked = {
      Description: 'as asked',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE' as const, MaximumWindowInMinutes: 15 },
      State: 'DISABLED' as const,
      Target: target,
    };
    const Name = await group.create(asked);
    const answer = await backend.scheduler.send(new GetScheduleCommand({ Name, GroupName: group.name }));
    expect(answer).toMatchObject(asked);
    expect(answer.CreationDate).toBeInstanceOf(Date);
    expect(answer.LastModificationDate).toBeInstanceOf(Date);
  });

  it('looks in the group that is named, and in the default one else', async () => {
    const Name = await group.create();
    await expect(backend.scheduler.send(new GetScheduleCommand({ Name }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });
});
