import { describe, expect, it } from 'vitest';
import { readReport } from '../../../../lib/report/reading/read.ts';
import { PAST_RUNS, pastRun, withHistory } from '../../../support/history.ts';
import { resultWith } from '../../../support/result.ts';

const result = resultWith();
const historyOf = (document: unknown) => readReport(document).history;

describe('the history of a report', () => {
  it('has the run itself, and those before it, the latest first', () => {
    const [own, ...before] = historyOf(withHistory(result, PAST_RUNS, 'better'));
    const { run, recommendation } = result;
    const candidate = result.candidates.find(
      ({ architecture, memoryMB }) =>
        architecture === recommendation.architecture && memoryMB === recommendation.memoryMB,
    );
    expect(own).toMatchObject({
      startedAt: run.startedAt,
      outcome: 'better',
      applied: false,
      recommended: {
        memoryMB: recommendation.memoryMB,
        mean: { value: candidate?.warm?.durationMs.mean.value },
        costPerMillion: { value: (candidate?.warm?.costUsd.value ?? 0) * 1e6 },
      },
    });
    expect(before.map(({ outcome, applied }) => [outcome, applied])).toEqual([
      ['regressed', false],
      ['better', true],
      ['unchanged', false],
    ]);
    expect(before[0]?.current).toMatchObject({ memoryMB: 512, mean: { value: 140 } });
    expect(before[0]?.current?.costPerMillion.value).toBeCloseTo(1.4);
  });

  it('is empty for a first run, and for results from before there was one', () => {
    expect(historyOf(result)).toEqual([]);
    expect(historyOf(withHistory(result, []))).toEqual([]);
  });

  it('leaves out what can not be drawn, and keeps the others', () => {
    const good = pastRun(1, 100, 'unchanged');
    const odd = [
      null,
      'yesterday',
      { ...good, startedAt: 'yesterday' },
      { ...good, startedAt: '2026-13-45T99:00:00Z' },
      { ...good, outcome: '<b>' },
      { ...good, recommended: { ...good.recommended, durationMs: { value: -1 } } },
      { ...good, currency: 'CNY' },
    ];
    const read = historyOf({ ...withHistory(result), history: [...odd, good] });
    expect(read.slice(1).map(({ startedAt }) => startedAt)).toEqual([good.startedAt]);
  });

  it('leaves out an interval that is none, and a configuration that is none', () => {
    const good = pastRun(1, 100, 'unchanged');
    const recommended = { ...good.recommended, durationMs: { value: 50, low: 60, high: 40 } };
    const [, past] = historyOf({ ...withHistory(result), history: [{ ...good, recommended, current: 7 }] });
    expect(past?.recommended.mean).toEqual({ value: 50 });
    expect(past?.current).toBeUndefined();
  });
});
