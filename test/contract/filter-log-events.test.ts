import {
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, SOON, startBackend } from '../support/backend.ts';
import { type LogGroups, logGroupsOn } from '../support/log-groups.ts';

let backend: Backend;
let groups: LogGroups;
/** Of a function that printed `first line` and `second line` in one invocation, and `third line` in another. */
let group: string;
beforeAll(async () => {
  backend = await startBackend();
  groups = logGroupsOn(backend);
  group = groups.name();
  const FunctionName = await backend.create({ LoggingConfig: { LogGroup: group } });
  await invoke(FunctionName, 'first line\nsecond line');
  await invoke(FunctionName, 'third line');
});
afterAll(async () => {
  await groups.deleteAll();
  await backend.stop();
});

/** @returns the request id */
async function invoke(FunctionName: string, log: string): Promise<string> {
  const Payload = JSON.stringify({ log });
  const { $metadata } = await backend.lambda.send(new InvokeCommand({ FunctionName, Payload }));
  return $metadata.requestId ?? '';
}

const filter = (input: Partial<FilterLogEventsCommandInput> = {}) =>
  backend.logs.send(new FilterLogEventsCommand({ logGroupName: group, ...input }));
/** The messages that hold a text; none while the group isn't there yet. */
async function find(text: string, logGroupName = group): Promise<string[]> {
  const found = await filter({ logGroupName, filterPattern: `"${text}"` }).catch(() => ({ events: [] }));
  return (found.events ?? []).map(({ message = '' }) => message);
}
const ends = (message: string) => message.startsWith('REPORT RequestId: ');

describe('FilterLogEvents', () => {
  it('finds the lines of an invocation by its request id, in the group that Lambda makes for a function', async () => {
    const FunctionName = await backend.create();
    const own = `/aws/lambda/${FunctionName}`;
    groups.expect(own);
    const ids = [await invoke(FunctionName, 'one'), await invoke(FunctionName, 'two')];
    for (const id of ids) {
      await expect.poll(async () => (await find(id, own)).some(ends), SOON).toBe(true);
      const messages = await find(id, own);
      expect(messages[0]).toMatch(new RegExp(`^START RequestId: ${id}`));
      expect(messages.filter(ends)).toEqual([
        expect.stringMatching(new RegExp(`^REPORT RequestId: ${id}\t`)),
      ]);
    }
  });

  it('finds what a function printed, in the group that it was given', async () => {
    await expect.poll(() => find('third line'), SOON).toHaveLength(1);
    await expect.poll(() => find('second line'), SOON).toHaveLength(1);
    expect((await find('third line'))[0]).toMatch(/third line\n?$/);
    expect(await find('Third line')).toEqual([]);
    expect(await find('fourth line')).toEqual([]);
  });

  it('makes the group with the first invocation, and keeps its events for ever', async () => {
    const { logGroups } = await backend.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: group }),
    );
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual([group]);
    expect(logGroups?.[0]?.retentionInDays).toBeUndefined();
  });

  it('says of each event when it was, and in which log stream', async () => {
    await expect.poll(() => find('third line'), SOON).toHaveLength(1);
    const { events = [] } = await filter({ filterPattern: '"third line"' });
    expect(events).toEqual([
      expect.objectContaining({
        eventId: expect.stringMatching(/^\d{56}$/),
        timestamp: expect.any(Number),
        ingestionTime: expect.any(Number),
        logStreamName: expect.stringMatching(
          /^\d{4}\/\d\d\/\d\d\/contract-[0-9a-f]{12}\[\$LATEST\][0-9a-f]{32}$/,
        ),
      }),
    ]);
  });

  it('goes by time, with both ends included', async () => {
    await expect.poll(() => find('third line'), SOON).toHaveLength(1);
    const { events: [third] = [] } = await filter({ filterPattern: '"third line"' });
    const at = third?.timestamp ?? Number.NaN;
    const within = async (startTime: number, endTime: number) => {
      const { events = [] } = await filter({ filterPattern: '"third line"', startTime, endTime });
      return events.length;
    };
    expect(await within(at, at)).toBe(1);
    expect(await within(at + 1, at + 60_000)).toBe(0);
    expect(await within(at - 60_000, at - 1)).toBe(0);
  });

  it('goes page by page, each event once', async () => {
    await expect.poll(() => find('third line'), SOON).toHaveLength(1);
    const { events = [] } = await filter();
    const paged: (string | undefined)[] = [];
    for await (const page of paginateFilterLogEvents(
      { client: backend.logs, pageSize: 3 },
      { logGroupName: group },
    )) {
      expect(page.events?.length).toBeLessThanOrEqual(3);
      paged.push(...(page.events ?? []).map(({ message }) => message));
    }
    expect(paged).toEqual(events.map(({ message }) => message));
  });

  it('refuses a token that no answer gave', async () => {
    await expect(filter({ nextToken: 'made-up' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The specified nextToken is invalid.',
    });
  });
});
