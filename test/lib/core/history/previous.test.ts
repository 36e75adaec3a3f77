import { describe, expect, it } from 'vitest';
import type { CandidateResult } from '../../../../lib/contract/index.ts';
import { previousOf, type Served } from '../../../../lib/core/history/previous.ts';
import { distribution, figure, measured } from '../../../support/result.ts';
import { arm, x86 } from '../analysis/runs.ts';

function served(candidates: readonly CandidateResult[], recommended = x86(512)): Served {
  return {
    candidates: [...candidates],
    measuredBy: 'aws',
    recommendation: { ...recommended, strategy: 'cost' },
    run: { startedAt: '2026-11-20T10:00:00.000Z' },
    target: {
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders',
      codeSha256: 'c29tZSBjb2Rl',
    },
  };
}

/** Warm invocations of which all samples are shown. */
function shown(memoryMB: number, ...samplesMs: number[]): CandidateResult {
  const mean = samplesMs.reduce((sum, ms) => sum + ms, 0) / samplesMs.length;
  return measured('x86_64', memoryMB, mean, {
    warm: {
      durationMs: { ...distribution(mean, samplesMs.length), quantiles: samplesMs },
      costUsd: figure(1e-6),
    },
  });
}

/** Neither warm nor cold invocations. */
function failed(memoryMB: number): CandidateResult {
  const { warm: _, cold: __, ...rest } = measured('x86_64', memoryMB, 1);
  return { ...rest, status: 'failed', reason: 'Runtime.OutOfMemory' };
}

describe('previousOf', () => {
  it('has what was measured, what was recommended, and whose it is', () => {
    expect(previousOf(served([measured('x86_64', 128, 1300), measured('x86_64', 512, 327)]))).toMatchObject({
      startedAt: '2026-11-20T10:00:00.000Z',
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders',
      codeSha256: 'c29tZSBjb2Rl',
      measuredBy: 'aws',
      strategy: 'cost',
      recommended: x86(512),
      warm: {
        points: [
          { ...x86(128), meanMs: 1300, n: 400 },
          { ...x86(512), meanMs: 327, n: 400 },
        ],
        degreesOfFreedom: 0,
      },
      failed: [],
    });
  });

  it('has geometric means and their spread, where the samples are shown', () => {
    const { warm } = previousOf(served([shown(128, 100, 400), shown(512, 50, 50, 50)])) ?? {};
    expect(warm?.points).toEqual([
      { ...x86(128), meanMs: 250, usualMs: 200, n: 2 },
      { ...x86(512), meanMs: 50, usualMs: 50, n: 3 },
    ]);
    // (ln 2)² twice, with 1 + 2 degrees of freedom.
    expect(warm?.degreesOfFreedom).toBe(3);
    expect(warm?.spread).toBeCloseTo(Math.sqrt((2 * Math.log(2) ** 2) / 3), 5);
  });

  it('has cold starts by what their callers waited for', () => {
    const { cold } = previousOf(served([measured('x86_64', 128, 1300), measured('x86_64', 512, 327)])) ?? {};
    expect(cold?.points.map(({ meanMs }) => meanMs)).toEqual([1531.5, 558.5]);
  });

  it('names what failed, and has no figures of it', () => {
    const previous = previousOf(served([failed(128), shown(512, 50, 51), shown(1024, 25, 26)]));
    expect(previous?.failed).toEqual([x86(128)]);
    expect(previous?.warm?.points.map(({ memoryMB }) => memoryMB)).toEqual([512, 1024]);
  });

  it('takes of a grid of every size those around its answer', () => {
    const grid = Array.from({ length: 120 }, (_, at) => shown(128 + 64 * at, 100, 101));
    const previous = previousOf(served(grid));
    expect(previous?.warm?.points).toHaveLength(24);
    expect(previous?.warm?.points.map(({ memoryMB }) => memoryMB)).toContain(512);
    expect(JSON.stringify(previous).length).toBeLessThan(6000);
  });

  it.each([
    ['one size', [measured('x86_64', 512, 327)]],
    ['one size of its architecture', [measured('x86_64', 512, 327), measured('arm64', 128, 1300)]],
    ['nothing but the recommendation', [failed(128), measured('x86_64', 512, 327)]],
    ['sizes without their figures', [failed(128), failed(512)]],
    ['other sizes than the recommendation', [shown(128, 100, 101), shown(256, 50, 51)]],
  ])('is none where the result has %s', (_, candidates) => {
    expect(previousOf(served(candidates))).toBeUndefined();
  });

  it('is one where its own architecture has two sizes and the other one', () => {
    const candidates = [
      measured('x86_64', 512, 327),
      measured('arm64', 512, 300),
      measured('arm64', 256, 600),
    ];
    expect(previousOf(served(candidates, arm(512)))?.warm?.points).toHaveLength(3);
  });

  it('has what an earlier run knew of other sizes, at the pace of this one', () => {
    const first = previousOf(served([shown(128, 100, 100), shown(512, 50, 50), shown(1024, 40, 40)]));
    const second = { ...served([shown(512, 75, 75), shown(1024, 60, 60)]), search: { previous: first } };
    const { warm } = previousOf(second) ?? {};
    expect(warm?.points).toEqual([
      { ...x86(512), meanMs: 75, usualMs: 75, n: 2 },
      { ...x86(1024), meanMs: 60, usualMs: 60, n: 2 },
      { ...x86(128), meanMs: 150, usualMs: 150, n: 2 },
    ]);
    expect(warm?.degreesOfFreedom).toBe(5);
  });

  it('has this run alone where both have no size in common', () => {
    const first = previousOf(served([shown(128, 100), shown(512, 50)]));
    const second = { ...served([shown(256, 75), shown(1024, 60)], x86(256)), search: { previous: first } };
    expect(previousOf(second)?.warm?.points.map(({ memoryMB }) => memoryMB)).toEqual([256, 1024]);
  });

  it('stays as small however often a run starts from the one before', () => {
    let previous = previousOf(served(Array.from({ length: 24 }, (_, index) => shown(128 + index * 64, 100))));
    for (let run = 0; run < 5; run++) {
      const sizes = [shown(512, 90), shown(2048 + run * 64, 60)];
      previous = previousOf({ ...served(sizes), search: { previous } });
    }
    expect(previous?.warm?.points).toHaveLength(24);
  });
});
