import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault, FaultEffect } from '../../../../lib/emulator/faults/fault.ts';
import { createFaultTable } from '../../../../lib/emulator/faults/fault-table.ts';

const drop: FaultEffect = { drop: 'before' };
const delay: FaultEffect = { delayMs: 1 };
const invokeOf = (resource: string) => ({ service: 'lambda', action: 'Invoke', resource }) as const;

/** Which of so many equal calls the table does something to, from 1. */
function met(table: readonly Fault[], calls: number): number[] {
  const faults = createFaultTable(table);
  return Array.from({ length: calls }, (_, index) =>
    faults.next(invokeOf('f')) === undefined ? [] : [index + 1],
  ).flat();
}

describe('createFaultTable', () => {
  it.each([
    [undefined, [1, 2, 3, 4, 5]],
    ['every', [1, 2, 3, 4, 5]],
    [2, [2]],
    [{ from: 2, to: 3 }, [2, 3]],
    [{ from: 4 }, [4, 5]],
    [9, []],
  ] as const)('meets the calls that nth %o names', (nth, expected) => {
    expect(met([{ action: 'Invoke', do: drop, ...(nth !== undefined && { nth }) }], 5)).toEqual(expected);
  });

  it('meets only its service, action and resource, by its beginning', () => {
    const faults = createFaultTable([
      { service: 'lambda', action: 'Invoke', resource: 'probe-', nth: 1, do: drop },
    ]);
    expect(faults.next({ service: 's3', action: 'Invoke', resource: 'probe-1' })).toBeUndefined();
    expect(faults.next({ service: 'lambda', action: 'GetFunction', resource: 'probe-1' })).toBeUndefined();
    expect(faults.next(invokeOf('my-probe-1'))).toBeUndefined();
    expect(faults.next({ service: 'lambda', action: 'Invoke' })).toBeUndefined();
    expect(faults.next(invokeOf('probe-1'))).toEqual(drop);
  });

  it('does what the first row that is due says, and counts the call in all of them', () => {
    const faults = createFaultTable([
      { action: 'Invoke', nth: 2, do: drop },
      { action: 'Invoke', nth: { from: 1, to: 3 }, do: delay },
    ]);
    const effects = Array.from({ length: 4 }, () => faults.next(invokeOf('f')));
    expect(effects).toEqual([delay, drop, delay, undefined]);
  });

  it('counts from 1 again when it is set', () => {
    const faults = createFaultTable([{ action: 'Invoke', nth: 2, do: drop }]);
    faults.next(invokeOf('f'));
    faults.set([{ action: 'Invoke', nth: 2, do: delay }]);
    expect([faults.next(invokeOf('f')), faults.next(invokeOf('f'))]).toEqual([undefined, delay]);
    faults.set([]);
    expect(faults.next(invokeOf('f'))).toBeUndefined();
  });

  it('lasts for its time from the first call that it is due for', () => {
    let nowMs = 5000;
    const faults = createFaultTable(
      [{ action: 'Invoke', nth: { from: 2 }, forMs: 100, do: drop }],
      () => nowMs,
    );
    const at = (ms: number) => {
      nowMs = ms;
      return faults.next(invokeOf('f'));
    };
    // The first call is not due, however long ago it was.
    expect([at(5000), at(9000), at(9099), at(9100)]).toEqual([undefined, drop, drop, undefined]);
  });

  it('leaves what comes after its time to the rows below it', () => {
    let nowMs = 0;
    const faults = createFaultTable(
      [
        { action: 'Invoke', forMs: 10, do: drop },
        { action: 'Invoke', do: delay },
      ],
      () => nowMs,
    );
    const first = faults.next(invokeOf('f'));
    nowMs = 10;
    expect([first, faults.next(invokeOf('f'))]).toEqual([drop, delay]);
  });

  it('lasts anew when it is set again', () => {
    let nowMs = 0;
    const row: Fault = { action: 'Invoke', forMs: 10, do: drop };
    const faults = createFaultTable([row], () => nowMs);
    faults.next(invokeOf('f'));
    nowMs = 10;
    expect(faults.next(invokeOf('f'))).toBeUndefined();
    faults.set([row]);
    expect(faults.next(invokeOf('f'))).toEqual(drop);
  });

  it('meets the n-th call and no other, whatever came between', () => {
    const calls = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), calls, (nth, resources) => {
        const faults = createFaultTable([{ action: 'Invoke', resource: 'a', nth, do: drop }]);
        const hits = resources.map((resource) => faults.next(invokeOf(resource)) !== undefined);
        const ofA = resources.flatMap((resource, index) => (resource === 'a' ? [index] : []));
        const expected = ofA[nth - 1];
        expect(hits.flatMap((hit, index) => (hit ? [index] : []))).toEqual(
          expected === undefined ? [] : [expected],
        );
      }),
      { seed: 11 },
    );
  });

  it.each([
    ['an unknown key', { action: 'Invoke', when: 1, do: drop }],
    ['an unknown effect', { action: 'Invoke', do: { explode: true } }],
    ['two effects', { action: 'Invoke', do: { delayMs: 1, drop: 'after' } }],
    ['a call number 0', { action: 'Invoke', nth: 0, do: drop }],
    [
      'a status that is no error',
      { action: 'Invoke', do: { error: { name: 'E', message: '', status: 200 } } },
    ],
    ['a time that is none', { action: 'Invoke', forMs: 0, do: drop }],
    ['a time for a single call', { action: 'Invoke', nth: 2, forMs: 100, do: drop }],
    ['a killed environment of another action', { action: 'GetFunction', do: { killEnvironment: true } }],
  ])('refuses %s', (_what, row) => {
    expect(() => createFaultTable([row as Fault])).toThrow(TypeError);
  });
});
