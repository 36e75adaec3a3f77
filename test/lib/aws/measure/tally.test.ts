import { describe, expect, it } from 'vitest';
import type { Measured } from '../../../../lib/aws/measure/outcome.ts';
import { Tally } from '../../../../lib/aws/measure/tally.ts';
import type { Digest } from '../../../../lib/contract/index.ts';
import { hasCondensed, sampleCount } from '../../../../lib/core/digest/count.ts';
import { emptyDigest } from '../../../../lib/core/digest/digest.ts';
import { jsonBytes } from '../../../../lib/core/digest/fit.ts';
import { unpackStrata } from '../../../../lib/core/digest/strata.ts';
import { planWith } from '../../../support/plan.ts';
import { warm } from '../../core/analysis/runs.ts';
import { draw } from '../../core/digest/draws.ts';

const CANDIDATE = { architecture: 'x86_64', memoryMB: 128 } as const;
const WORK = { ...CANDIDATE, samples: 50 };

const success = (more: Partial<Measured> = {}): Measured => ({
  sample: { outcome: 'succeeded', start: 'warm', durationMs: 10, billedMs: 10, payload: 0 },
  killedEnvironment: false,
  ...more,
});
const failure: Measured = {
  sample: { outcome: 'failed', reason: 'timeout', example: 'Task timed out', billedMs: 3000, payload: 0 },
  killedEnvironment: true,
};

function tallyOf(...measured: readonly Measured[]): Tally {
  const tally = new Tally(emptyDigest(CANDIDATE));
  for (const one of measured) tally.add(one);
  return tally;
}

describe('Tally', () => {
  it('keeps a candidate of which one invocation failed: one may be chance', () => {
    const tally = tallyOf(...Array.from({ length: 9 }, () => success()), failure);
    expect(tally.hopeless(10)).toBe(false);
    expect(tally.digest(planWith(), WORK)).toMatchObject({
      status: 'measured',
      invocations: 10,
      billedMs: 3090,
      failures: [{ reason: 'timeout', count: 1, example: 'Task timed out' }],
    });
  });

  it('fails a candidate of which two of ten invocations failed, and stops paying', () => {
    const tally = tallyOf(...Array.from({ length: 8 }, () => success()), failure, failure);
    expect(tally.hopeless(10)).toBe(true);
    const digest = tally.digest(planWith(), WORK);
    expect(digest.status).toBe('failed');
    expect(digest.reason).toBe('2 of 10 invocations failed: timeout: Task timed out');
  });

  it('goes on after two early failures of many invocations', () => {
    expect(tallyOf(failure, failure, success()).hopeless(1000)).toBe(false);
  });

  it('stops after three failures without one success, however many were planned', () => {
    expect(tallyOf(failure, failure).hopeless(1000)).toBe(false);
    expect(tallyOf(failure, failure, failure).hopeless(1000)).toBe(true);
  });

  it('counts failures of the calls before', () => {
    const before = tallyOf(failure, success()).digest(planWith(), WORK);
    const tally = new Tally(before);
    tally.add(failure);
    expect(tally.digest(planWith(), WORK)).toMatchObject({ status: 'failed', invocations: 3, calls: 2 });
  });

  it('expects a hidden init in as many invocations as environments were killed', () => {
    const tally = tallyOf(failure);
    expect([tally.takeRepeat(), tally.takeRepeat()]).toEqual([true, false]);
  });

  it('hands on which killed environments have not shown their hidden init yet', () => {
    const tally = tallyOf(failure, failure);
    tally.takeRepeat();
    const digest = tally.digest(planWith(), WORK);
    expect(digest.killed).toBe(1);
    const next = new Tally(digest);
    expect([next.takeRepeat(), next.takeRepeat()]).toEqual([true, false]);
    expect(next.digest(planWith(), WORK)).not.toHaveProperty('killed');
  });

  it('forgets why a call before said that nothing was measured, once something is', () => {
    const before = tallyOf(failure).digest(planWith(), WORK);
    expect(before).toMatchObject({ status: 'failed', reason: expect.stringContaining('no invocation') });
    const tally = new Tally(before);
    for (let index = 0; index < 30; index++) tally.add(success());
    const digest = tally.digest(planWith(), WORK);
    expect(digest.status).toBe('measured');
    expect(digest).not.toHaveProperty('reason');
  });

  it('gives no number for a candidate that is not measurable here', () => {
    const provenance = { measuredBy: 'process', notMeasurable: 'it used both CPUs of this machine' } as const;
    const tally = tallyOf(success({ provenance }), success({ provenance }), success());
    expect(tally.digest(planWith(), WORK)).toMatchObject({
      status: 'not-measurable',
      reason: 'it used both CPUs of this machine',
      measuredBy: 'process',
    });
  });

  it('measures a candidate of which a small part was at the limit of the machine', () => {
    const provenance = { measuredBy: 'process', notMeasurable: 'it used both CPUs of this machine' } as const;
    expect(tallyOf(success({ provenance }), success(), success()).digest(planWith(), WORK).status).toBe(
      'measured',
    );
  });

  it('packs samples in the order in which they were sent, not in which they ended', () => {
    const sent = (second: number, durationMs: number): Measured => ({
      sample: {
        outcome: 'succeeded',
        start: 'warm',
        durationMs,
        billedMs: durationMs,
        payload: 0,
        time: `2026-11-20T10:00:0${second}.000Z`,
      },
      killedEnvironment: false,
    });
    const tally = tallyOf(sent(2, 30), sent(0, 10), sent(1, 20));
    const durations = unpackStrata(tally.digest(planWith(), WORK).strata).map(({ durationMs }) => durationMs);
    expect(durations).toEqual([10, 20, 30]);
    expect(tally.samples.map(({ durationMs }) => durationMs)).toEqual([30, 10, 20]);
  });

  it('condenses what its share of the state has no room for, and goes on', () => {
    const tally = new Tally(emptyDigest(CANDIDATE), { digestBytes: 3000 });
    for (const durationMs of draw('log-normal, spread 0.3', 20_000)) {
      expect(tally.hasRoom()).toBe(true);
      tally.add({ sample: warm(durationMs), killedEnvironment: false });
    }
    const digest = tally.digest(planWith(), WORK);
    expect(jsonBytes(digest)).toBeLessThanOrEqual(3000);
    expect(digest).toMatchObject({ status: 'measured', invocations: 20_000 });
    expect([tally.warm, sampleCount(digest), hasCondensed(digest)]).toEqual([20_000, 20_000, true]);
  });

  it('goes on from a condensed digest in the next call', () => {
    const first = new Tally(emptyDigest(CANDIDATE), { digestBytes: 2000 });
    const second = (before: Digest) => new Tally(before, { digestBytes: 2000 });
    const add = (tally: Tally, count: number, seed: number) => {
      for (const ms of draw('log-normal, spread 0.3', count, seed)) {
        tally.add({ sample: warm(ms), killedEnvironment: false });
        tally.hasRoom();
      }
    };
    add(first, 1000, 1);
    const next = second(first.digest(planWith(), WORK));
    expect(next.payloadsWithoutWarm(1)).toEqual([]);
    add(next, 500, 2);
    const digest = next.digest(planWith(), WORK);
    expect(sampleCount(digest)).toBe(1500);
    expect(digest).toMatchObject({ invocations: 1500, calls: 2 });
  });

  it('has no room where condensing does not help: one sample of each of a thousand payloads', () => {
    const tally = new Tally(emptyDigest(CANDIDATE), { digestBytes: 3000 });
    let added = 0;
    while (added < 1000 && tally.hasRoom()) {
      tally.add({ sample: { ...warm(10), payload: added++ }, killedEnvironment: false });
    }
    expect(added).toBeLessThan(100);
    expect(jsonBytes(tally.digest(planWith(), WORK))).toBeLessThanOrEqual(3000);
  });
});
