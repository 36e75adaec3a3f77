import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { historyEntrySchema, resultSchema } from '../../../../lib/contract/index.ts';
import { historyAfter, historyEntryOf } from '../../../../lib/core/history/entry.ts';
import { resultWith } from '../../../support/result.ts';

const result = resultWith();
const [, current, , , recommended] = result.candidates;

describe('a run in the history', () => {
  it('has the figures of what it recommended and of what there was', () => {
    const entry = historyEntryOf(result);
    expect(entry).toEqual({
      executionArn: result.run.executionArn,
      startedAt: '2026-11-20T10:00:00.000Z',
      codeSha256: 'c29tZSBjb2Rl',
      outcome: 'better',
      recommended: {
        architecture: 'arm64',
        memoryMB: 512,
        costUsd: {
          value: recommended?.warm?.costUsd.value,
          low: recommended?.warm?.costUsd.low,
          high: recommended?.warm?.costUsd.high,
        },
        durationMs: { value: 350.47, low: 350.47 * 0.97, high: 350.47 * 1.03 },
        of: 'warm',
      },
      current: expect.objectContaining({ architecture: 'x86_64', memoryMB: 512 }),
      applied: false,
      runCostUsd: result.run.costUsd,
      currency: 'USD',
    });
    expect(entry?.current?.durationMs.value).toBe(current?.warm?.durationMs.mean.value);
    expect(historyEntrySchema.parse(entry)).toEqual(entry);
  });

  it('has what samples it rests on and their noise, where they are shown', () => {
    const [first, ...others] = result.candidates;
    const { warm } = first ?? {};
    if (first === undefined || warm === undefined) throw new Error('the first candidate is measured');
    const durationMs = { ...warm.durationMs, mean: { value: 100, n: 4 }, quantiles: [90, 110, 90, 110] };
    const shown = { ...first, warm: { ...warm, durationMs } };
    const { architecture, memoryMB } = first;
    const entry = historyEntryOf({
      ...result,
      candidates: [shown, ...others],
      recommendation: { ...result.recommendation, architecture, memoryMB },
    });
    expect(entry?.recommended).toMatchObject({ n: 4, usualMs: 99.4987 });
    expect(entry?.noise?.degreesOfFreedom).toBe(3);
    expect(entry?.noise?.spread).toBeCloseTo((Math.log(110 / 90) / 2) * Math.sqrt(4 / 3), 5);
    expect(historyEntrySchema.parse(entry)).toEqual(entry);
  });

  it('says what it said itself, whatever would be said of it now', () => {
    expect(historyEntryOf({ ...result, outcome: { outcome: 'regressed' } })?.outcome).toBe('regressed');
  });

  it('tells that it was applied, and has no current configuration where none was measured', () => {
    const { baseline: _, ...bare } = result;
    const entry = historyEntryOf({ ...bare, applied: { memoryMB: 512 } });
    expect(entry).toMatchObject({ applied: true, outcome: 'unchanged' });
    expect(entry).not.toHaveProperty('current');
  });

  it('has the blended figures where candidates were compared by them', () => {
    const [first] = result.candidates;
    const { warm } = first ?? {};
    if (first === undefined || warm === undefined) throw new Error('the first candidate is measured');
    const blended = {
      rate: 0.1,
      costUsd: { value: 9e-6, n: 5 },
      latencyMs: { ...warm.durationMs, mean: { value: 777, n: 5 } },
    };
    const { architecture, memoryMB } = first;
    const entry = historyEntryOf({
      ...result,
      recommendation: { ...result.recommendation, architecture, memoryMB },
      candidates: [{ ...first, blended }],
    });
    expect(entry?.recommended).toMatchObject({ costUsd: { value: 9e-6 }, durationMs: { value: 777 } });
    expect(entry?.recommended.costUsd).not.toHaveProperty('low');
  });

  it('is left out where it has no figures of what it recommended', () => {
    const empty = { ...result, candidates: [] };
    expect(historyEntryOf(empty)).toBeUndefined();
    expect(historyAfter(empty)).toEqual([]);
  });

  it('is made of a result that was kept before there were outcomes', () => {
    const file = new URL('../../../fixtures/results/v1.json', import.meta.url);
    const old = resultSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(historyEntryOf(old)).toMatchObject({
      outcome: 'better',
      recommended: { architecture: 'arm64', memoryMB: 256 },
    });
  });
});

describe('the history after a run', () => {
  const entry = historyEntryOf(result);
  if (entry === undefined) throw new Error('there is one of a whole result');
  const earlier = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...entry, executionArn: `earlier ${index}` }));

  it('begins with it, and goes on with its own', () => {
    const after = historyAfter({ ...result, history: earlier(2) });
    expect(after.map(({ executionArn }) => executionArn)).toEqual([
      result.run.executionArn,
      'earlier 0',
      'earlier 1',
    ]);
  });

  it('has 20 runs at most: the oldest is left out', () => {
    const after = historyAfter({ ...result, history: earlier(20) });
    expect(after).toHaveLength(20);
    expect(after.at(-1)?.executionArn).toBe('earlier 18');
  });
});
