import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConcurrency } from '../../../../lib/emulator/lambda/concurrency.ts';
import { zipCode } from '../../../../lib/emulator/lambda/function-code.ts';
import { type FunctionRecord, LATEST } from '../../../../lib/emulator/lambda/function-record.ts';
import { scaledDelays, startSettling } from '../../../../lib/emulator/lambda/lifecycle.ts';

/** A function as far as its concurrency goes. */
function functionOf(name: string, reservedConcurrency?: number): FunctionRecord {
  return {
    name,
    latest: {
      version: LATEST,
      configuration: {
        role: '',
        handler: '',
        runtime: '',
        description: '',
        timeoutSeconds: 3,
        memoryMB: 128,
        environment: {},
        ephemeralStorageMB: 512,
        logging: { format: 'Text', logGroup: '' },
        tracingMode: 'PassThrough',
        layers: [],
        fileSystems: [],
        snapStart: false,
      },
      architecture: 'x86_64',
      code: zipCode({ sha256: '', bytes: new Uint8Array(), unpackedBytes: 0, folder: '' }),
      deploymentId: name,
      lastModifiedMs: 0,
      settling: startSettling('create', 0, scaledDelays(0)),
      runtimeManagement: { updateOn: 'Auto' },
    },
    replaced: undefined,
    published: new Map(),
    nextVersion: 1,
    aliases: new Map(),
    tags: new Map(),
    reservedConcurrency,
  };
}

function accountOf(limit: number, ...records: readonly FunctionRecord[]) {
  const functions = new Map(records.map((record) => [record.name, record]));
  return { functions, concurrency: createConcurrency(functions, limit) };
}

const ACCOUNT = { Reason: 'ConcurrentInvocationLimitExceeded' };
const OWN = { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' };

/** Why an invocation is refused; undefined where it isn't. */
function reasonOf(enter: () => unknown): unknown {
  try {
    enter();
    return undefined;
  } catch (error) {
    return error instanceof Error && 'extra' in error ? error.extra : error;
  }
}

describe('createConcurrency', () => {
  it('gives a reserved part to its function alone, which gets no more', () => {
    const [own, other] = [functionOf('own', 2), functionOf('other')];
    const { concurrency } = accountOf(3, own, other);
    concurrency.enter(other);
    expect(reasonOf(() => concurrency.enter(other))).toMatchObject(ACCOUNT);
    const leave = concurrency.enter(own);
    concurrency.enter(own);
    expect(reasonOf(() => concurrency.enter(own))).toMatchObject(OWN);
    leave();
    concurrency.enter(own);
    expect(reasonOf(() => concurrency.enter(other))).toMatchObject(ACCOUNT);
  });

  it('refuses a function that reserved nothing, whatever the account has', () => {
    const off = functionOf('off', 0);
    const { concurrency } = accountOf(Number.POSITIVE_INFINITY, off, functionOf('other'));
    expect(reasonOf(() => concurrency.enter(off))).toMatchObject(OWN);
  });

  it('lets those that wait in as places come free, first come first', async () => {
    const record = functionOf('f');
    const { concurrency } = accountOf(1, record);
    const order: number[] = [];
    const leave = concurrency.enter(record);
    const waiting = [1, 2, 3].map(async (number) => {
      const leaveAgain = await concurrency.enterWhenFree(record);
      order.push(number);
      expect(reasonOf(() => concurrency.enter(record))).toMatchObject(ACCOUNT);
      leaveAgain();
    });
    await Promise.resolve();
    expect(order).toEqual([]);
    leave();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
  });

  it('lets them in when a reservation is taken back', async () => {
    const record = functionOf('f', 0);
    const { concurrency } = accountOf(1, record);
    const waiting = concurrency.enterWhenFree(record);
    record.reservedConcurrency = undefined;
    concurrency.reservationsChanged();
    (await waiting)();
    concurrency.enter(record);
  });

  it('lets nobody in for a function that went meanwhile', () => {
    const record = functionOf('f', 0);
    const { concurrency, functions } = accountOf(1, record);
    let entered = false;
    void concurrency.enterWhenFree(record).then(() => {
      entered = true;
    });
    functions.set('f', functionOf('f'));
    concurrency.reservationsChanged();
    expect(reasonOf(() => concurrency.enter(functionOf('f')))).toBeUndefined();
    expect(entered).toBe(false);
  });

  it('never has more at once than the limit, and always as many as fit', () => {
    const steps = fc.array(fc.constantFrom('a', 'b', 'own', 'leave'), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 9 }),
        fc.integer({ min: 0, max: 3 }),
        steps,
        (limit, reserved, all) => {
          const records = { a: functionOf('a'), b: functionOf('b'), own: functionOf('own', reserved) };
          const { concurrency } = accountOf(limit, ...Object.values(records));
          const running: { readonly name: string; readonly leave: () => void }[] = [];
          for (const step of all) {
            if (step === 'leave') {
              running.shift()?.leave();
              continue;
            }
            const own = running.filter(({ name }) => name === 'own').length;
            const fits = step === 'own' ? own < reserved : running.length - own < limit - reserved;
            const refused = reasonOf(() =>
              running.push({ name: step, leave: concurrency.enter(records[step]) }),
            );
            expect(refused === undefined).toBe(fits);
          }
        },
      ),
      { seed: 3 },
    );
  });
});
