import { CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
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

describe('CreateLogGroup', () => {
  it('makes a group that keeps its events for ever', async () => {
    const name = await groups.create();
    const { logGroups } = await backend.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
    const arn = `arn:aws:logs:${backend.region}:${backend.accountId}:log-group:${name}`;
    expect(logGroups).toEqual([
      expect.objectContaining({ logGroupName: name, arn: `${arn}:*`, storedBytes: 0, metricFilterCount: 0 }),
    ]);
    expect(logGroups?.[0]?.retentionInDays).toBeUndefined();
    expect(logGroups?.[0]?.creationTime).toBeGreaterThan(Date.UTC(2026, 0, 1));
  });

  it('refuses a group that is there already', async () => {
    const logGroupName = await groups.create();
    await expect(backend.logs.send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each([
    ['no name', ''],
    ['other characters', 'with space'],
    ['more than 512 characters', 'x'.repeat(513)],
  ])('refuses %s', async (_, logGroupName) => {
    await expect(backend.logs.send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
