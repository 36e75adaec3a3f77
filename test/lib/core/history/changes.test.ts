import { describe, expect, it } from 'vitest';
import type { CandidateResult } from '../../../../lib/contract/index.ts';
import { changesBetween } from '../../../../lib/core/history/changes.ts';
import { normalQuantile } from '../../../../lib/core/statistics/normal.ts';
import { type Random, seededRandom } from '../../../../lib/core/statistics/random.ts';

/** A candidate that shows its samples, without an interval: there are too few of them. */
function shown(memoryMB: number, ...durationsMs: readonly number[]): CandidateResult {
  const value = durationsMs.reduce((sum, one) => sum + one, 0) / durationsMs.length;
  const mean = { value, n: durationsMs.length };
  return {
    architecture: 'x86_64',
    memoryMB,
    status: 'measured',
    warm: {
      durationMs: { mean, p50: mean, p90: mean, p99: mean, quantiles: [...durationsMs] },
      costUsd: { value: value * memoryMB * 1.63e-11, n: durationsMs.length },
    },
    invocations: durationsMs.length,
    failures: [],
  };
}

function drawn(memoryMB: number, meanMs: number, count: number, spread: number, random: Random) {
  return shown(
    memoryMB,
    ...Array.from(
      { length: count },
      () => meanMs * Math.exp(spread * normalQuantile(0.001 + 0.998 * random())),
    ),
  );
}

const changeBetween = (before: readonly CandidateResult[], after: readonly CandidateResult[]) =>
  changesBetween({ candidates: [...before] }, { candidates: [...after] })[0];

describe('what changed between two runs of few samples', () => {
  const before = [shown(512, 98, 102, 101, 99, 100), shown(1024, 50, 51)];

  it('is sure beyond the noise of all samples of both', () => {
    const change = changeBetween(before, [shown(512, 130, 132)]);
    expect([change?.duration.surely, change?.cost.surely]).toEqual([1, 1]);
    expect(change?.duration.percent).toBeCloseTo(31, 8);
    const faster = changeBetween(before, [shown(512, 80, 81)]);
    expect([faster?.duration.surely, faster?.cost.surely]).toEqual([-1, -1]);
  });

  it('is not, within it', () => {
    expect(changeBetween(before, [shown(512, 104, 103)])?.duration.surely).toBe(0);
    const noisy = [shown(512, 70, 130, 90, 120, 90)];
    expect(changeBetween(noisy, [shown(512, 120, 130)])?.duration.surely).toBe(0);
  });

  it('is not, where hardly a sample tells the noise', () => {
    expect(changeBetween([shown(512, 100)], [shown(512, 300, 310)])?.duration.surely).toBe(0);
  });

  it('is not where it is under 2%, however sure', () => {
    const many = (ms: number) => shown(512, ...Array.from({ length: 50 }, (_, i) => ms + (i % 2) * 0.01));
    expect(changeBetween([many(100)], [many(101.5)])?.duration.surely).toBe(0);
  });

  it('goes by what is usual: one slow sample is no change', () => {
    expect(changeBetween(before, [shown(512, 100, 101, 100, 99, 400)])?.duration.surely).toBe(0);
  });

  /** A first run has some sizes and five samples of what it settles, a confirmation two. */
  const told = (slower: number, spread: number) => {
    const random = seededRandom(1, `${slower}/${spread}`);
    const all = Array.from({ length: 400 }, () => {
      const first = [
        drawn(512, 100, 5, spread, random),
        drawn(128, 400, 2, spread, random),
        drawn(640, 90, 2, spread, random),
      ];
      return changeBetween(first, [drawn(512, slower * 100, 2, spread, random)])?.duration.surely ?? 0;
    });
    return all.filter((surely) => surely > 0).length / all.length;
  };

  it.each([0.01, 0.05, 0.2])('hardly ever alarms for nothing, with noise of %s', (spread) => {
    expect(told(1, spread)).toBeLessThan(0.015);
  });

  it.each([
    [0.01, 1.1],
    [0.05, 1.3],
    [0.2, 2.5],
  ])('tells mostly, with noise of %s, that a function takes %s times as long', (spread, slower) => {
    expect(told(slower, spread)).toBeGreaterThan(0.9);
  });
});
