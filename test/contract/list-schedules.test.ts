import { ListSchedulesCommand, paginateListSchedules } from '@aws-sdk/client-scheduler';
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

const list = async (asked: { NamePrefix?: string; State?: 'ENABLED' | 'DISABLED' }) => {
  const { Schedules = [] } = await backend.scheduler.send(
    new ListSchedulesCommand({ GroupName: group.name, ...asked }),
  );
  return Schedules.map(({ Name }) => Name);
};

describe('ListSchedules', () => {
  it('lists a group, by the beginning of names and by state where asked', async () => {
    const prefix = `${group.name}-of`;
    await group.create({ Name: `${prefix}-a` });
    await group.create({ Name: `${prefix}-b`, State: 'DISABLED' });
    expect((await list({ NamePrefix: prefix })).sort()).toEqual([`${prefix}-a`, `${prefix}-b`]);
    expect(await list({ NamePrefix: prefix, State: 'DISABLED' })).toEqual([`${prefix}-b`]);
    expect(await list({ NamePrefix: `${prefix}-c` })).toEqual([]);
  });

  it('tells the target and no more of what it does', async () => {
    const Name = await group.create();
    const { Schedules = [] } = await backend.scheduler.send(
      new ListSchedulesCommand({ GroupName: group.name, NamePrefix: Name }),
    );
    expect(Schedules).toEqual([
      {
        Arn: expect.stringContaining(`${group.name}/${Name}`),
        Name,
        GroupName: group.name,
        State: 'ENABLED',
        CreationDate: expect.any(Date),
        LastModificationDate: expect.any(Date),
        Target: { Arn: group.schedule().Target.Arn },
      },
    ]);
  });

  it('goes page by page', async () => {
    const prefix = `${group.name}-page`;
    for (const index of [1, 2, 3]) await group.create({ Name: `${prefix}-${index}` });
    const pages: number[] = [];
    for await (const { Schedules = [] } of paginateListSchedules(
      { client: backend.scheduler, pageSize: 2 },
      { GroupName: group.name, NamePrefix: prefix },
    )) {
      pages.push(Schedules.length);
    }
    expect(pages).toEqual([2, 1]);
  });
});
