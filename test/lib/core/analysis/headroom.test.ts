import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../lib/contract/index.ts';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { planOf, warmDigest, x86 } from './runs.ts';

/** At 10 ms everywhere the smallest is the cheapest. */
function decided(usedMB: readonly (number | undefined)[], more: Partial<Plan> = {}) {
  const used = (maxMemoryUsedMB: number | undefined) =>
    maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB };
  const decision = decide(planOf([x86(1000), x86(2000)], more), [
    { ...warmDigest(x86(1000), 10, 10), ...used(usedMB[0]) },
    { ...warmDigest(x86(2000), 10, 10), ...used(usedMB[1]) },
  ]);
  return {
    memoryMB: decision.recommendation.memoryMB,
    tight: decision.candidates.map(({ memoryTight }) => memoryTight),
    codes: decision.warnings.map(({ code }) => code),
    warning: decision.warnings[0]?.message ?? '',
    limits: decision.recommendation.limits,
  };
}

describe('decide with memory that is nearly used up', () => {
  it('does not mind up to 90% of the size', () => {
    expect(decided([900, 900])).toMatchObject({ memoryMB: 1000, tight: [undefined, undefined], codes: [] });
  });

  it('marks what is over, does not recommend it, and says what that changed', () => {
    const { memoryMB, tight, codes, warning } = decided([901, 901]);
    expect({ memoryMB, tight, codes }).toEqual({
      memoryMB: 2000,
      tight: [true, undefined],
      codes: ['memory-tight'],
    });
    expect(warning).toContain('1000 MB on x86_64 would be the answer, but the function used 901 of 1000 MB');
    expect(warning).toContain('A smaller limits.minHeadroomPercent (10 here, 0 for none) allows it');
  });

  it('says nothing where it changed nothing', () => {
    expect(decided([100, 1801])).toMatchObject({ memoryMB: 1000, tight: [undefined, true], codes: [] });
  });

  it('drops the rule where all are tight, with a warning', () => {
    const { memoryMB, tight, codes, warning } = decided([950, 1950]);
    expect({ memoryMB, tight, codes }).toEqual({
      memoryMB: 1000,
      tight: [true, true],
      codes: ['memory-headroom'],
    });
    expect(warning).toContain('no candidate leaves 10% of its memory free');
    expect(warning).toContain('used 950 of 1000 MB');
  });

  it.each([
    { minHeadroomPercent: 40, used: 600, memoryMB: 1000 },
    { minHeadroomPercent: 40, used: 601, memoryMB: 2000 },
    { minHeadroomPercent: 5, used: 950, memoryMB: 1000 },
    { minHeadroomPercent: 0, used: 1000, memoryMB: 1000 },
  ])('takes $memoryMB MB with $used MB used where $minHeadroomPercent% are to be free', (given) => {
    const { minHeadroomPercent, used, memoryMB } = given;
    expect(decided([used, used], { limits: { minHeadroomPercent } }).memoryMB).toBe(memoryMB);
  });

  it('is a limit like the others where the input asks for it: none keeping it is an answer', () => {
    const { memoryMB, limits, codes } = decided([950, 1800], { limits: { minHeadroomPercent: 20 } });
    expect(memoryMB).toBe(2000);
    expect(limits).toEqual({
      met: false,
      sure: true,
      worst: {
        limit: 'minHeadroomPercent',
        allowed: 20,
        value: expect.closeTo(10, 9),
        overPercent: expect.closeTo((1800 / 1600 - 1) * 100, 9),
      },
    });
    expect(codes).toEqual(['memory-headroom']);
  });

  it('is no limit at 0', () => {
    const { limits, tight, codes } = decided([1000, 1000], { limits: { minHeadroomPercent: 0 } });
    expect({ limits, tight, codes }).toEqual({ limits: undefined, tight: [undefined, undefined], codes: [] });
  });

  it('does not guess where no invocation reported its memory', () => {
    expect(decided([])).toMatchObject({ memoryMB: 1000, tight: [undefined, undefined], codes: [] });
    expect(decided([undefined, 100], { limits: { minHeadroomPercent: 20 } }).memoryMB).toBe(2000);
  });

  it('does not call a current configuration better that has no room', () => {
    const decision = decide(planOf([x86(2000)], { baseline: x86(1000) }), [
      { ...warmDigest(x86(2000), 10, 10), maxMemoryUsedMB: 950 },
      { ...warmDigest(x86(1000), 10, 10), maxMemoryUsedMB: 950 },
    ]);
    expect(decision.warnings).toEqual([]);
  });
});
