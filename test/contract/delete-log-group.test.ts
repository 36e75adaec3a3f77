import {
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';
import { type LogGroups, logGroupsOn } from '../support/log-groups.ts';

let backend: Backend;
let groups: LogGroups;
beforeAll(async () => {
  backend = await startBackend();
  groups = logGroupsOn(backend);
});
afterAll(async () => {
  await groups.deleteAll();
  await backend.stop();
});

describe('DeleteLogGroup', () => {
  it('deletes a group', async () => {
    const logGroupName = await groups.create();
    await backend.logs.send(new DeleteLogGroupCommand({ logGroupName }));
    const { logGroups } = await backend.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
    );
    expect(logGroups).toEqual([]);
  });

  it('refuses a group that is not there, as all that is asked of one is', async () => {
    const logGroupName = groups.name();
    const refused = {
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
      $metadata: { httpStatusCode: 400 },
    };
    await expect(backend.logs.send(new DeleteLogGroupCommand({ logGroupName }))).rejects.toMatchObject(
      refused,
    );
    await expect(backend.logs.send(new FilterLogEventsCommand({ logGroupName }))).rejects.toMatchObject(
      refused,
    );
  });
});
