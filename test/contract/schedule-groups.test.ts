import {
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';
import { type ScheduleGroup, scheduleGroup } from '../support/schedules.ts';

let backend: Backend;
let group: ScheduleGroup;
const TAGS = { 'power-tuner:state-machine': 'arn:aws:states:eu-west-1:123456789012:stateMachine:a', b: 'c' };
beforeAll(async () => {
  backend = await startBackend();
  group = await scheduleGroup(backend, TAGS);
});
afterAll(async () => {
  await group.delete();
  await backend.stop();
});

const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };

describe('GetScheduleGroup', () => {
  it('tells what the group is', async () => {
    const answer = await backend.scheduler.send(new GetScheduleGroupCommand({ Name: group.name }));
    expect(answer).toMatchObject({ Arn: group.arn, Name: group.name, State: 'ACTIVE' });
    expect(answer.CreationDate).toBeInstanceOf(Date);
  });

  it('knows the default group', async () => {
    const answer = await backend.scheduler.send(new GetScheduleGroupCommand({ Name: 'default' }));
    expect(answer.Arn).toBe(
      `arn:aws:scheduler:${backend.region}:${backend.accountId}:schedule-group/default`,
    );
  });

  it('refuses a group that is not there', async () => {
    await expect(
      backend.scheduler.send(new GetScheduleGroupCommand({ Name: `${group.name}-none` })),
    ).rejects.toMatchObject(missing);
  });
});

describe('CreateScheduleGroup', () => {
  it('refuses a name that is taken, and one with other characters', async () => {
    const create = (Name: string) => backend.scheduler.send(new CreateScheduleGroupCommand({ Name }));
    await expect(create(group.name)).rejects.toMatchObject({
      name: 'ConflictException',
      $metadata: { httpStatusCode: 409 },
    });
    await expect(create('a b')).rejects.toMatchObject({
      name: 'ValidationException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('ListTagsForResource', () => {
  it("tells a group's tags", async () => {
    const { Tags = [] } = await backend.scheduler.send(
      new ListTagsForResourceCommand({ ResourceArn: group.arn }),
    );
    expect(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))).toEqual(TAGS);
  });

  it('refuses a group that is not there', async () => {
    await expect(
      backend.scheduler.send(new ListTagsForResourceCommand({ ResourceArn: `${group.arn}-none` })),
    ).rejects.toMatchObject(missing);
  });
});

describe('DeleteScheduleGroup', () => {
  it('deletes what is in the group too', async () => {
    const other = await scheduleGroup(backend);
    const Name = await other.create();
    await other.delete();
    const get = () => backend.scheduler.send(new GetScheduleCommand({ Name, GroupName: other.name }));
    // On AWS the group is deleted a while after the call.
    await expect.poll(() => get().catch(({ name }) => name), { timeout: 60_000 }).toBe(missing.name);
  });

  it('refuses a group that is not there, and the default one', async () => {
    const remove = (Name: string) => backend.scheduler.send(new DeleteScheduleGroupCommand({ Name }));
    await expect(remove(`${group.name}-none`)).rejects.toMatchObject(missing);
    await expect(remove('default')).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
