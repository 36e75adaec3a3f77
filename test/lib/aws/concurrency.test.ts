import { PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concurrencyCap, withinCap } from '../../../lib/aws/concurrency.ts';
import { startedEmulator } from '../../support/started-emulator.ts';

const capOf = (most: number) => ({ most, because: 'as given', remedy: 'Ask for more' });

describe('concurrencyCap', () => {
  it("takes a tenth of the account's unreserved concurrency", async () => {
    const { lambda, create } = await startedEmulator();
    expect((await concurrencyCap(lambda, undefined)).most).toBe(100);
    await create();
    await lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: 'f', ReservedConcurrentExecutions: 300 }),
    );
    expect(await concurrencyCap(lambda, undefined)).toMatchObject({
      most: 70,
      because: "10% of the account's 700 unreserved, at least 2",
    });
  });

  it('takes two in an account that has hardly any', async () => {
    const { lambda } = await startedEmulator({ limits: { concurrentExecutions: 10 } });
    expect((await concurrencyCap(lambda, undefined)).most).toBe(2);
  });

  it('takes what the input says, but no more than there is', async () => {
    const { lambda } = await startedEmulator({ limits: { concurrentExecutions: 400 } });
    expect((await concurrencyCap(lambda, 300)).most).toBe(300);
    expect(await concurrencyCap(lambda, 500)).toMatchObject({
      most: 400,
      because: 'all that the account has unreserved; maxConcurrency is 500',
    });
  });

  it("takes a tenth of the function's own, where that itself is invoked, and asks for nothing else", async () => {
    const { emulator, lambda } = await startedEmulator();
    expect(await concurrencyCap(lambda, undefined, 50)).toMatchObject({
      most: 5,
      because: "10% of the function's 50 reserved, at least 2",
    });
    expect((await concurrencyCap(lambda, 60, 50)).most).toBe(50);
    expect(emulator.calls()).toEqual([]);
  });

  it('takes as little as possible where it may not ask, and says why', async () => {
    const { emulator, lambda } = await startedEmulator();
    await emulator.stop();
    lambda.config.maxAttempts = async () => 1;
    const { most, because } = await concurrencyCap(lambda, undefined);
    expect(most).toBe(2);
    expect(because).toContain('GetAccountSettings');
    expect((await concurrencyCap(lambda, 20)).most).toBe(20);
  });
});

describe('withinCap', () => {
  it('leaves a run as it is that fits', () => {
    const asked = { mapConcurrency: 6, concurrency: 10 };
    expect(withinCap(asked, capOf(66))).toEqual({ spread: asked, warnings: [] });
  });

  it('measures fewer candidates at a time first', () => {
    const { spread, warnings } = withinCap({ mapConcurrency: 6, concurrency: 10 }, capOf(65));
    expect(spread).toEqual({ mapConcurrency: 5, concurrency: 10 });
    expect(warnings).toEqual([
      {
        code: 'concurrency-reduced',
        message:
          'the run may have 65 invocations under way at once, its own Executors included (as given): it measures 5 of its candidates at a time instead of 6. Ask for more',
      },
    ]);
  });

  it('then makes fewer invocations of a candidate at once', () => {
    const { spread, warnings } = withinCap({ mapConcurrency: 6, concurrency: 500 }, capOf(100));
    expect(spread).toEqual({ mapConcurrency: 1, concurrency: 99 });
    expect(warnings[0]?.message).toContain('99 invocations of a candidate at once instead of 500');
  });

  it('never exceeds the cap, never stands still, and reduces nothing without need', () => {
    const whole = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(
        whole(40),
        whole(1000),
        fc.integer({ min: 2, max: 1500 }),
        (mapConcurrency, concurrency, most) => {
          const { spread, warnings } = withinCap({ mapConcurrency, concurrency }, capOf(most));
          expect(spread.mapConcurrency * (spread.concurrency + 1)).toBeLessThanOrEqual(most);
          expect(spread.mapConcurrency).toBeGreaterThanOrEqual(1);
          expect(spread.concurrency).toBeGreaterThanOrEqual(1);
          const fits = mapConcurrency * (concurrency + 1) <= most;
          expect(warnings).toHaveLength(fits ? 0 : 1);
          if (concurrency + 1 <= most) expect(spread.concurrency).toBe(concurrency);
          if (spread.mapConcurrency < mapConcurrency) {
            expect((spread.mapConcurrency + 1) * (spread.concurrency + 1)).toBeGreaterThan(most);
          }
        },
      ),
      { seed: 5 },
    );
  });
});
