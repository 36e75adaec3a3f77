import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const ENTRY = { Source: 'contract', DetailType: 'Tested', Detail: '{"a":1}' } satisfies PutEventsRequestEntry;
const EVENT_ID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

const put = (...Entries: PutEventsRequestEntry[]) => backend.events.send(new PutEventsCommand({ Entries }));

describe('PutEvents', () => {
  it('answers for each entry with an id of its own', async () => {
    const { FailedEntryCount, Entries = [] } = await put(ENTRY, {
      ...ENTRY,
      Resources: ['arn:aws:lambda:us-east-1:000000000000:function:f'],
      Time: new Date(),
    });
    expect(FailedEntryCount).toBe(0);
    expect(Entries).toEqual([{ EventId: EVENT_ID }, { EventId: EVENT_ID }]);
    expect(Entries[0]?.EventId).not.toBe(Entries[1]?.EventId);
  });

  it('takes a bus by its name and by its ARN', async () => {
    const { region, accountId } = backend;
    const { FailedEntryCount } = await put(
      { ...ENTRY, EventBusName: 'default' },
      { ...ENTRY, EventBusName: `arn:aws:events:${region}:${accountId}:event-bus/default` },
    );
    expect(FailedEntryCount).toBe(0);
  });

  it('succeeds for a bus that is not there', async () => {
    const { FailedEntryCount, Entries } = await put({ ...ENTRY, EventBusName: 'contract-never-made' });
    expect(FailedEntryCount).toBe(0);
    expect(Entries).toEqual([{ EventId: EVENT_ID }]);
  });

  it.each(['Source', 'DetailType', 'Detail'] as const)('fails for an entry without %s', async (member) => {
    const { FailedEntryCount, Entries } = await put({ ...ENTRY, [member]: undefined }, ENTRY);
    expect(FailedEntryCount).toBe(1);
    expect(Entries).toEqual([
      {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: `Parameter ${member} is not valid. Reason: ${member} is a required argument.`,
      },
      { EventId: EVENT_ID },
    ]);
  });

  it.each(['no JSON', '[1]', '"text"', '{"a":'])('fails for the detail %j', async (Detail) => {
    const { FailedEntryCount, Entries } = await put({ ...ENTRY, Detail });
    expect(FailedEntryCount).toBe(1);
    expect(Entries).toEqual([{ ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }]);
  });

  it("fails for a source of AWS's own", async () => {
    const { FailedEntryCount, Entries } = await put({ ...ENTRY, Source: 'aws.lambda' });
    expect(FailedEntryCount).toBe(1);
    expect(Entries?.[0]).toMatchObject({ ErrorCode: 'NotAuthorizedForSourceException' });
  });

  it.each([
    ['no entries', []],
    ['more than 10', Array.from({ length: 11 }, () => ENTRY)],
  ])('refuses %s', async (_, entries) => {
    await expect(put(...entries)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining("'entries' failed to satisfy constraint"),
      $metadata: { httpStatusCode: 400 },
    });
  });
});
