import { DescribeLogGroupsCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
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

const put = (logGroupName: string, retentionInDays: number) =>
  backend.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));

describe('PutRetentionPolicy', () => {
  it('says how long events are kept, and says it anew', async () => {
    const name = await groups.create();
    for (const days of [1, 3653]) {
      await put(name, days);
      const { logGroups = [] } = await backend.logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
      );
      expect(logGroups.map(({ retentionInDays }) => retentionInDays)).toEqual([days]);
    }
  });

  it('refuses a number of days that is not one of those', async () => {
    const name = await groups.create();
    await expect(put(name, 2)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a group that is not there', async () => {
    await expect(put(groups.name(), 1)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
