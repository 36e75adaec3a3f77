import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resultSchema, type TuningResult } from '../../../../lib/contract/index.ts';
import { historyEntryOf } from '../../../../lib/core/history/entry.ts';
import { canaryKey, keyOfResult } from '../../../../lib/core/history/key.ts';
import { keep, kept, keptOf, type ResultStore } from '../../../../lib/core/history/store.ts';
import { pastRun } from '../../../support/history.ts';

/** A result of each schema version, as it was written then. */
const WRITTEN = new URL('../../../fixtures/results/', import.meta.url);
const result: TuningResult = resultSchema.parse(
  JSON.parse(readFileSync(new URL('v1.json', WRITTEN), 'utf8')),
);

function memoryStore(objects = new Map<string, string>()): ResultStore & { objects: Map<string, string> } {
  return {
    objects,
    keys: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)),
    read: async (key) => objects.get(key) ?? '',
    write: async (key, body) => void objects.set(key, body),
  };
}

const FUNCTION = { accountId: '000000000000', region: 'us-east-1', functionName: 'replayed-s3-put' };

function startedAt(time: string, id: string): TuningResult {
  return {
    ...result,
    run: { ...result.run, startedAt: time, executionArn: `${result.run.executionArn}${id}` },
  };
}

describe('keeping results', () => {
  it('gives back what was kept, the latest first', async () => {
    const store = memoryStore();
    const runs = ['2026-01-02T00:00:00Z', '2026-03-01T00:00:00Z', '2026-02-01T00:00:00Z'].map((time, index) =>
      startedAt(time, String(index)),
    );
    for (const run of runs) await keep(store, run);
    const keys = await keptOf(store, FUNCTION);
    expect(keys.map(({ startedAt: time }) => time.slice(0, 10))).toEqual([
      '2026-03-01',
      '2026-02-01',
      '2026-01-02',
    ]);
    const [latest] = keys;
    expect(latest === undefined ? undefined : await kept(store, latest)).toEqual(runs[1]);
  });

  it('reads with a result how a canary of it ended, and one of its history, where that is known', async () => {
    const store = memoryStore();
    const canary = { executionArn: 'canary', share: 0.1, minutes: 30 };
    const applied = { memoryMB: 512, version: '2', alias: 'live', canary };
    const run = { ...startedAt('2026-01-09T00:00:00Z', 'bbbbbbbb'), applied };
    const before = startedAt('2026-01-02T00:00:00Z', 'aaaaaaaa');
    const entry = historyEntryOf({ ...before, applied });
    const older = { ...pastRun(1, 100, 'better'), applied: true, canary: { outcome: 'complete' as const } };
    await keep(store, { ...run, history: entry === undefined ? [] : [entry, older] });
    const [key] = await keptOf(store, FUNCTION);
    const read = async () => (key === undefined ? undefined : await kept(store, key));
    expect(await read()).toEqual({ ...run, history: [{ ...entry, canary: {} }, older] });
    const end = { outcome: 'back', reason: 'too slow', endedAt: '2026-01-09T01:00:00Z' } as const;
    for (const one of [run, before]) await store.write(canaryKey(keyOfResult(one)), JSON.stringify(end));
    expect(await read()).toEqual({
      ...run,
      applied: { ...applied, canary: { ...canary, end } },
      history: [{ ...entry, canary: { outcome: 'back', reason: 'too slow' } }, older],
    });
    // It is no run of its own.
    expect(await keptOf(store, FUNCTION)).toHaveLength(1);
    await store.write(canaryKey(keyOfResult(run)), 'no JSON');
    expect((await read())?.applied).toEqual(applied);
  });

  it('keeps two runs that started in one second', async () => {
    const store = memoryStore();
    await keep(store, startedAt('2026-01-02T00:00:00.100Z', 'aaaaaaaa'));
    await keep(store, startedAt('2026-01-02T00:00:00.900Z', 'bbbbbbbb'));
    expect(await keptOf(store, FUNCTION)).toHaveLength(2);
  });

  it('finds nothing of another function, region, account, or kind', async () => {
    const store = memoryStore(new Map([['results/000000000000/us-east-1/replayed-s3-put/notes.txt', 'x']]));
    await keep(store, result);
    expect(await keptOf(store, { ...FUNCTION, functionName: 'replayed-s3' })).toEqual([]);
    expect(await keptOf(store, { ...FUNCTION, region: 'us-east-2' })).toEqual([]);
    expect(await keptOf(store, { ...FUNCTION, accountId: '123456789012' })).toEqual([]);
    expect(await keptOf(store, FUNCTION)).toHaveLength(1);
  });

  it.each([
    ['', 'is no JSON'],
    ['[]x', 'is no JSON'],
    ['1', 'holds no object'],
    ['{"schemaVersion": 2}', 'has schemaVersion 2; this version of power-tuner reads 1'],
    ['{}', 'has schemaVersion undefined'],
    ['{"schemaVersion": 1}', 'is no result: power'],
  ])('fails when %j is kept, with the reason', async (body, message) => {
    const store = memoryStore();
    const key = await keep(store, result);
    store.objects.set(key, body);
    const [found] = await keptOf(store, FUNCTION);
    if (found === undefined) throw new Error('nothing was kept');
    await expect(kept(store, found)).rejects.toMatchObject({
      name: 'UnreadableResult',
      message: expect.stringContaining(message),
    });
  });
});
