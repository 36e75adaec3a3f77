import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TuningResult } from '../../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';
import { replayPackage, steady } from '../../support/replay.ts';

/** Milliseconds by memory size: from far under one to fourteen minutes, the longest timeout that is tuned. */
const DURATIONS: Readonly<Record<number, number>> = {
  128: 840_000,
  256: 839_999.99,
  512: 180_000,
  1024: 1000.01,
  2048: 0.3,
  3008: 0.01,
};
const SIZES = Object.keys(DURATIONS).map(Number);

/** Minutes are replayed: nobody waits for them. */
describe('durations from a hundredth of a millisecond to fourteen minutes', () => {
  let pipeline: Pipeline;
  let result: TuningResult;
  beforeAll(async () => {
    pipeline = await startPipeline();
    const curve = SIZES.map((memoryMB) => steady(memoryMB, DURATIONS[memoryMB] ?? 0));
    const lambdaARN = await pipeline.create(
      'spread',
      replayPackage({ x86_64: [...curve, steady(192, 840_001)] }),
      { MemorySize: 1024, Timeout: 840, Architectures: ['x86_64'] },
    );
    result = await pipeline.tune({ lambdaARN, num: 5, powerValues: [...SIZES, 192], strategy: 'speed' });
  });
  afterAll(() => pipeline.stop());

  it.each(SIZES)('are measured to the hundredth at %i MB', (memoryMB) => {
    const candidate = result.candidates.find((one) => one.memoryMB === memoryMB);
    expect(candidate?.status).toBe('measured');
    expect(candidate?.warm?.durationMs.mean).toMatchObject({ n: 4, value: DURATIONS[memoryMB] });
    expect(candidate?.warm?.durationMs.p50.value).toBe(DURATIONS[memoryMB]);
  });

  it('are billed by the whole millisecond', () => {
    const costs = result.candidates.map(({ memoryMB, warm }) => [memoryMB, warm?.costUsd.value]);
    const cost = (memoryMB: number, billedMs: number) =>
      expect.closeTo((billedMs / 1000) * (memoryMB / 1024) * 0.0000166667 + 0.0000002, 12);
    expect(Object.fromEntries(costs)).toMatchObject({
      128: cost(128, 840_000),
      256: cost(256, 840_000),
      1024: cost(1024, 1001),
      2048: cost(2048, 1),
      3008: cost(3008, 1),
    });
  });

  it('choose the fastest, though it is a hundred million times as fast as the slowest', () => {
    expect([result.power, result.duration]).toEqual([3008, 0.01]);
  });

  it('fail where they are over the timeout', () => {
    const late = result.candidates.find(({ memoryMB }) => memoryMB === 192);
    expect(late?.status).toBe('failed');
    expect(late?.reason).toMatch(/^2 of 2 invocations failed: timeout: .*timed out after 840\.00 seconds$/);
  });
});
