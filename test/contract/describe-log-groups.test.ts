import { DescribeLogGroupsCommand, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
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

describe('DescribeLogGroups', () => {
  it('finds groups by prefix, in the order of their names', async () => {
    const prefix = `${groups.name()}/`;
    const names = ['B', 'a', 'a/b', 'a_b'].map((name) => `${prefix}${name}`);
    for (const name of [...names].reverse()) await groups.create(name);
    await groups.create();
    const { logGroups = [] } = await backend.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix }),
    );
    expect(logGroups.map(({ logGroupName }) => logGroupName)).toEqual(names);
  });

  it('goes page by page', async () => {
    const prefix = `${groups.name()}/`;
    const names = ['1', '2', '3', '4', '5'].map((name) => `${prefix}${name}`);
    for (const name of names) await groups.create(name);
    const pages: (string | undefined)[][] = [];
    for await (const { logGroups = [] } of paginateDescribeLogGroups(
      { client: backend.logs, pageSize: 2 },
      { logGroupNamePrefix: prefix },
    )) {
      pages.push(logGroups.map(({ logGroupName }) => logGroupName));
    }
    expect(pages).toEqual([names.slice(0, 2), names.slice(2, 4), names.slice(4)]);
  });

  it('finds nothing where nothing is', async () => {
    const { logGroups } = await backend.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: groups.name() }),
    );
    expect(logGroups).toEqual([]);
  });

  it('refuses more than 50 a page', async () => {
    await expect(backend.logs.send(new DescribeLogGroupsCommand({ limit: 51 }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
