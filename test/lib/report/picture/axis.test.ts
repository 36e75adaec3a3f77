import { describe, expect, it } from 'vitest';
import { memoryAxis } from '../../../../lib/report/picture/axis.ts';

describe('memoryAxis', () => {
  it('has equal steps for equal factors, with ticks at doublings', () => {
    const axis = memoryAxis([128, 1769, 3008], 'log');
    expect(axis.at(256) - axis.at(128)).toBeCloseTo(axis.at(2048) - axis.at(1024), 12);
    expect(axis.ticks.map(axis.sizeAt)).toEqual([128, 256, 512, 1024, 2048]);
  });

  it('has equal steps for equal amounts from zero', () => {
    const axis = memoryAxis([128, 3008], 'linear');
    expect(axis.at(2048) - axis.at(1024)).toBe(1024);
    expect(axis.min).toBe(0);
    expect(axis.ticks.map(axis.sizeAt)).toEqual([0, 1024, 2048]);
  });

  it.each([
    ['log', [128, 10_240]],
    ['linear', [128, 10_240]],
    ['log', [512]],
    ['linear', [512]],
    ['log', []],
    ['linear', []],
    ['log', [1, 2 ** 20]],
    ['linear', [1, 2 ** 20]],
  ] as const)('has room for all sizes and few ticks: %s, %j', (scale, sizes) => {
    const axis = memoryAxis(sizes, scale);
    for (const size of sizes) {
      expect(axis.at(size)).toBeGreaterThan(axis.min);
      expect(axis.at(size)).toBeLessThan(axis.max);
      expect(axis.sizeAt(axis.at(size))).toBeCloseTo(size, 6);
    }
    for (const tick of axis.ticks) {
      expect(tick).toBeGreaterThanOrEqual(axis.min);
      expect(tick).toBeLessThanOrEqual(axis.max);
    }
    expect(axis.ticks.length).toBeLessThan(24);
  });
});
