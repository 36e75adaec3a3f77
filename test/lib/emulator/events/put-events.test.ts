import { ListEventBusesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { startedEmulator } from '../../../support/started-emulator.ts';

const ENTRY = { Source: 'a-test', DetailType: 'Tested', Detail: '{"a":1}' };
const NOW = '2026-11-26T10:00:00.400Z';

const started = (options: Parameters<typeof startedEmulator>[0] = {}) =>
  startedEmulator({ nowMs: () => Date.parse(NOW), ...options });

describe('the events of an emulator', () => {
  it('are those that came to a bus that is there, in their order', async () => {
    const { emulator, events } = await started({ eventBuses: ['own'] });
    const own = 'arn:aws:events:us-east-1:000000000000:event-bus/own';
    await events.send(
      new PutEventsCommand({
        Entries: [
          { ...ENTRY, Resources: ['one'], Time: new Date('2026-01-02T03:04:05Z') },
          { ...ENTRY, EventBusName: own },
          { ...ENTRY, EventBusName: 'not-there' },
          { ...ENTRY, Detail: 'no JSON' },
        ],
      }),
    );
    const event = { id: expect.any(String), source: 'a-test', detailType: 'Tested', detail: { a: 1 } };
    expect(emulator.events()).toEqual([
      { ...event, bus: 'default', resources: ['one'], time: '2026-01-02T03:04:05.000Z' },
      { ...event, bus: 'own', resources: [], time: NOW },
    ]);
    expect(emulator.calls()).toEqual([{ service: 'events', action: 'PutEvents', status: 200 }]);
  });

  it('may be 256 KB together, by their bytes', async () => {
    const { emulator, events } = await started();
    const room = 256 * 1024 - ENTRY.Source.length - ENTRY.DetailType.length - '{"a":""}'.length;
    const put = (bytes: number) =>
      events.send(
        new PutEventsCommand({ Entries: [{ ...ENTRY, Detail: `{"a":"${'ö'.repeat(bytes / 2)}"}` }] }),
      );
    await put(Math.floor(room / 2) * 2);
    await expect(put(Math.floor(room / 2) * 2 + 2)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    });
    expect(emulator.events()).toHaveLength(1);
  });

  it('fail one by one where a fault says so, in a call that succeeds', async () => {
    const failedEntries = { code: 'ThrottlingException', message: 'too fast' };
    const { emulator, events } = await started({
      faults: [{ action: 'PutEvents', nth: 1, do: { failedEntries } }],
    });
    const put = () => events.send(new PutEventsCommand({ Entries: [ENTRY, ENTRY] }));
    const failed = { ErrorCode: 'ThrottlingException', ErrorMessage: 'too fast' };
    expect(await put()).toMatchObject({ FailedEntryCount: 2, Entries: [failed, failed] });
    expect(emulator.events()).toEqual([]);
    expect((await put()).FailedEntryCount).toBe(0);
    expect(emulator.events()).toHaveLength(2);
    expect(() => emulator.setFaults([{ action: 'Publish', do: { failedEntries } }])).toThrow(
      'only PutEvents has entries',
    );
  });

  it('are all that there is of EventBridge', async () => {
    const { events } = await started();
    await expect(events.send(new ListEventBusesCommand({}))).rejects.toMatchObject({
      name: 'NotModelled',
      message: expect.stringContaining('it has PutEvents'),
    });
  });
});
