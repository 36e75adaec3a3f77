import { DeleteScheduleCommand, GetScheduleCommand } from '@aws-sdk/client-scheduler';
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

describe('DeleteSchedule', () => {
  it('deletes the schedule, once', async () => {
    const named = { Name: await group.create(), GroupName: group.name };
    const other = { Name: await group.create(), GroupName: group.name };
    await backend.scheduler.send(new DeleteScheduleCommand(named));
    for (const command of [new GetScheduleCommand(named), new DeleteScheduleCommand(named)]) {
      await expect(backend.scheduler.send(command as GetScheduleCommand)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        $metadata: { httpStatusCode: 404 },
      });
    }
    expect((await backend.scheduler.send(new GetScheduleCommand(other))).Name).toBe(other.Name);
  });
});
