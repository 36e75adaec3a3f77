import { describe, expect, it } from 'vitest';
import {
  functionOf,
  keptKey,
  keptPrefix,
  keyOfResult,
  readKeptKey,
} from '../../../../lib/core/history/key.ts';

const kept = {
  accountId: '123456789012',
  region: 'eu-west-1',
  functionName: 'orders_v2-live',
  startedAt: '2026-11-26T09:05:07.089Z',
  id: 'a1b2c3d4',
};

describe('the key of a kept result', () => {
  it('is read back as it was written', () => {
    const key = keptKey(kept);
    expect(key).toBe('results/123456789012/eu-west-1/orders_v2-live/2026-11-26T09-05-07.089Z-a1b2c3d4.json');
    expect(readKeptKey(key)).toEqual(kept);
    expect(key.startsWith(keptPrefix(kept))).toBe(true);
  });

  it('is in the order of time among those of one function', () => {
    const at = (startedAt: string) => keptKey({ ...kept, startedAt });
    const times = ['2026-02-01T00:00:00.000Z', '2025-12-31T23:59:59.000Z', '2026-02-01T00:00:00.500Z'];
    expect(times.map(at).sort()).toEqual([...times].sort().map(at));
  });

  it('follows from the result, whatever its execution is called', () => {
    const result = {
      target: {
        functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
        codeSha256: 'x',
        region: 'eu-west-1',
      },
      run: {
        executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:power-tuner:../odd.name-1234',
        startedAt: '2026-11-26T09:05:07.123Z',
      },
    } as Parameters<typeof keyOfResult>[0];
    expect(keyOfResult(result)).toEqual({
      accountId: '123456789012',
      region: 'eu-west-1',
      functionName: 'orders',
      startedAt: '2026-11-26T09:05:07.123Z',
      id: 'name1234',
    });
    expect(readKeptKey(keptKey(keyOfResult(result)))?.functionName).toBe('orders');
  });

  it('is another for a function of the same name in another account, as that of the emulator', () => {
    const of = (accountId: string) =>
      keptPrefix(functionOf(`arn:aws:lambda:eu-west-1:${accountId}:function:orders`));
    expect(of('000000000000')).toBe('results/000000000000/eu-west-1/orders/');
    expect(of('123456789012')).toBe('results/123456789012/eu-west-1/orders/');
  });

  it.each([
    '',
    'results/eu-west-1/f/2026-01-01T00-00-00.000Z-x.json',
    'results/123456789012/eu-west-1/f/2026-01-01T00-00-00Z-x.json',
    'results/12345/eu-west-1/f/2026-01-01T00-00-00.000Z-x.json',
    'results/',
    'results/123456789012/eu-west-1/f/x.json',
    'runs/f/e/result.json',
    '../results/123456789012/a/b/2026-01-01T00-00-00.000Z-x.json',
  ])('is none that reads %j', (key) => {
    expect(readKeptKey(key)).toBeUndefined();
  });
});
