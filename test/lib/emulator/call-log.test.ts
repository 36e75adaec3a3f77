import { describe, expect, it } from 'vitest';
import { type ApiCall, createCallLog } from '../../../lib/emulator/call-log.ts';

const call = (action: string): ApiCall => ({ service: 'lambda', action, status: 200 });

describe('createCallLog', () => {
  it('tells of every call, and keeps them in order', () => {
    const told: ApiCall[] = [];
    const log = createCallLog((one) => told.push(one));
    log.record(call('CreateFunction'));
    log.record(call('Invoke'));
    expect(told).toEqual([call('CreateFunction'), call('Invoke')]);
    expect(log.calls()).toEqual(told);
  });

  it('keeps the last 10,000', () => {
    const log = createCallLog(undefined);
    for (let index = 0; index < 10_005; index++) log.record(call(String(index)));
    expect(log.calls()).toHaveLength(10_000);
    expect(log.calls()[0]).toEqual(call('5'));
  });
});
