import { describe, expect, it } from 'vitest';
import type { CanaryReports } from '../../../../lib/contract/index.ts';
import { judgeCanary } from '../../../../lib/core/canary/judge.ts';
import { momentsOf } from '../../../../lib/core/statistics/moments.ts';
import { canaryPlan } from '../../../support/canary-plan.ts';

/** So many invocations that take about so long, and cost about so much. */
function reports(invocations: number, failed: number, ms = 100, cost = 1): CanaryReports {
  const around = Array.from({ length: invocations }, (_, index) => 1 + ((index % 5) - 2) / 50);
  return {
    invocations,
    failed,
    durationMs: momentsOf(around.map((times) => times * ms)),
    cost: momentsOf(around.map((times) => times * cost)),
  };
}

const judge = (fresh: CanaryReports, old: CanaryReports, isOver: boolean, more = {}) =>
  judgeCanary(canaryPlan(more), { new: fresh, old }, isOver);

describe('judgeCanary', () => {
  it('waits until the time is up, however few or slow the invocations are', () => {
    expect(judge(reports(100, 0, 500, 9), reports(100, 0), false).verdict).toBe('wait');
    expect(judge({ invocations: 0, failed: 0 }, { invocations: 0, failed: 0 }, false).verdict).toBe('wait');
  });

  it('completes where the new version keeps what was promised', () => {
    expect(judge(reports(50, 0, 55, 0.9), reports(50, 0), true)).toEqual({
      verdict: 'complete',
      reason: 'nothing speaks against version 2 (50 invocations of version 2, 50 of version 1)',
    });
  });

  it('goes back at once where the new version surely fails more often', () => {
    expect(judge(reports(20, 8), reports(60, 0), false)).toEqual({
      verdict: 'back',
      reason: 'version 2 fails more often: 8 of 20, version 1 0 of 60',
    });
  });

  it('takes one failure, and failures that were there before, for no rise', () => {
    expect(judge(reports(20, 1), reports(60, 0), false).verdict).toBe('wait');
    expect(judge(reports(100, 12, 60), reports(100, 10), true).verdict).toBe('complete');
  });

  it('is stricter with each of many looks than with the last', () => {
    const [fresh, old] = [reports(40, 4, 60), reports(160, 1)];
    expect(judge(fresh, old, false).verdict).toBe('wait');
    expect(judge(fresh, old, true).verdict).toBe('back');
  });

  it.each([
    [
      'slower',
      reports(50, 0, 80, 0.9),
      /^version 2 is slower than promised: 0\.\d+ to 0\.\d+ times .* at most 0\.60/,
    ],
    ['dearer', reports(50, 0, 55, 1.3), /^version 2 is dearer than promised/],
  ])('goes back at the end where it is %s than promised', (_, fresh, reason) => {
    const verdict = judge(fresh, reports(50, 0), true);
    expect(verdict.verdict).toBe('back');
    expect(verdict.reason).toMatch(reason);
  });

  it('judges by failures alone where nothing was promised', () => {
    expect(judge(reports(50, 0, 500, 9), reports(50, 0), true, { promised: {} }).verdict).toBe('complete');
  });

  it.each([
    [reports(19, 0), reports(500, 0)],
    [reports(500, 0), reports(19, 0)],
    [{ invocations: 0, failed: 0 }, reports(500, 0)],
  ])('goes back where one of both had too few invocations to tell', (fresh, old) => {
    const verdict = judge(fresh, old, true);
    expect(verdict.verdict).toBe('back');
    expect(verdict.reason).toMatch(/^too few invocations in 30 minutes to tell \(.*; wanted: 20 of each\)/);
  });

  it('reckons with invocations that are all alike', () => {
    const same: CanaryReports = { invocations: 30, failed: 0, durationMs: { n: 30, mean: 60, variance: 0 } };
    const before: CanaryReports = {
      invocations: 30,
      failed: 0,
      durationMs: { n: 30, mean: 100, variance: 0 },
    };
    expect(judge(same, before, true).verdict).toBe('complete');
    expect(judge({ ...same, durationMs: { n: 30, mean: 90, variance: 0 } }, before, true).verdict).toBe(
      'back',
    );
  });
});
