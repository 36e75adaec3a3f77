import { describe, expect, it } from 'vitest';
import { NotAResult } from '../../../../lib/report/reading/not-a-result.ts';
import { readReport } from '../../../../lib/report/reading/read.ts';
import { CANDIDATES, measured, resultWith } from '../../../support/result.ts';

describe('readReport of our result', () => {
  it('has every candidate with its figures, their intervals and their n', () => {
    const report = readReport(resultWith());
    expect(report.entries.map(({ key }) => key)).toEqual(
      CANDIDATES.map(({ architecture, memoryMB }) => `${architecture}-${memoryMB}`),
    );
    expect(report.entries[0]?.views.warm?.mean).toEqual({
      value: 1304.4,
      n: 400,
      low: 1304.4 * 0.97,
      high: 1304.4 * 1.03,
    });
    expect(report.entries[0]?.views.cold?.p99).toEqual({ value: (1304.4 + 231.5) * 1.3, n: 12 });
    expect(report.entries[5]).toMatchObject({ status: 'failed', reason: CANDIDATES[5]?.reason, views: {} });
  });

  it('has the answer, what it is compared with, and what is said of it', () => {
    const report = readReport(resultWith());
    expect(report).toMatchObject({
      title: 'secret-orders',
      currency: 'USD',
      basis: 'warm',
      recommended: 'arm64-512',
      current: 'x86_64-512',
      confidence: 0.82,
      saving: '14% cheaper (12% to 16%) and 7% slower (9% slower to 1% faster)',
      insights: ["Init takes 230 to 233 ms: memory doesn't make it faster."],
    });
    expect([...report.ties]).toEqual(['arm64-128']);
    expect(report.warnings).toHaveLength(2);
    expect(report.facts).toContainEqual({ label: 'Took', text: '84.6 s' });
  });

  it('shows cold starts where only they were measured, and blends where candidates were compared by them', () => {
    const { warm: _, ...cold } = measured('x86_64', 128, 100);
    expect(readReport(resultWith({ candidates: [cold] })).basis).toBe('cold');
    const { warm, recommendation } = { ...measured('x86_64', 128, 100), ...resultWith() };
    const blended = warm && { rate: 0.05, latencyMs: warm.durationMs, costUsd: warm.costUsd };
    const result = resultWith({
      candidates: [{ ...measured('x86_64', 128, 100), ...(blended && { blended }) }],
      recommendation: { ...recommendation, coldStartRate: 0.05 },
    });
    expect(readReport(result)).toMatchObject({ basis: 'blended', coldStartRate: 0.05 });
  });

  it('has amounts in the currency of the run', () => {
    const { run } = resultWith();
    const result = resultWith({ run: { ...run, prices: { ...run.prices, currency: 'CNY' } } });
    expect(readReport(result).currency).toBe('CNY');
  });

  it('leaves out what is not what it should be, and keeps the rest', () => {
    const [first, second] = CANDIDATES;
    const damaged = {
      ...resultWith(),
      candidates: [
        { ...first, cold: 'none', maxMemoryUsedMB: null, limits: { p99Ms: 'broken' } },
        { ...second, warm: { durationMs: { mean: { value: null } } } },
        { memoryMB: 3008 },
        null,
      ],
      warnings: [{ message: 3 }, { message: 'kept' }],
      run: 'long',
    };
    const report = readReport(damaged);
    expect(report.entries.map(({ key }) => key)).toEqual(['x86_64-128', 'x86_64-512']);
    expect(Object.keys(report.entries[0]?.views ?? {})).toEqual(['warm']);
    expect(report.entries[1]?.views).toMatchObject({ cold: expect.anything() });
    expect(report.entries[1]?.views.warm).toBeUndefined();
    expect(report.warnings).toEqual(['kept']);
  });

  it('takes an interval for none whose ends are in the wrong order, or of which one is missing', () => {
    const { warm, ...candidate } = measured('x86_64', 128, 100);
    const mean = { value: 100, n: 10, low: 120, high: 90 };
    const p50 = { value: 100, n: 10, low: 90 };
    const damaged = { ...candidate, warm: { ...warm, durationMs: { mean, p50 } } };
    const [entry] = readReport({ ...resultWith(), candidates: [damaged] }).entries;
    expect(entry?.views.warm?.mean).toEqual({ value: 100, n: 10 });
    expect(entry?.views.warm?.p50).toEqual({ value: 100, n: 10 });
  });

  it('recommends nothing that is no candidate', () => {
    const { recommendation, baseline } = resultWith();
    const elsewhere = { architecture: 'arm64', memoryMB: 10_240 } as const;
    const report = readReport({
      ...resultWith(),
      recommendation: { ...recommendation, ...elsewhere, ties: [elsewhere], pareto: [elsewhere] },
      baseline: { ...baseline, ...elsewhere },
    });
    expect(report.recommended).toBeUndefined();
    expect(report.current).toBeUndefined();
    expect(report.ties.size + report.pareto.size).toBe(0);
  });

  it('draws a candidate once that stands there twice', () => {
    const twice = [measured('x86_64', 128, 100), measured('x86_64', 128, 200)];
    expect(readReport(resultWith({ candidates: twice })).entries).toHaveLength(1);
  });

  it('has what the samples of a candidate are like, in order', () => {
    const { warm, ...candidate } = measured('x86_64', 128, 100);
    const quantiles = [130, 90, 100];
    const document = { ...candidate, warm: { ...warm, durationMs: { ...warm?.durationMs, quantiles } } };
    const [entry] = readReport({ ...resultWith(), candidates: [document] }).entries;
    expect(entry?.views.warm?.quantilesMs).toEqual([90, 100, 130]);
  });
});

const OTHER = { power: 512, cost: 2.08e-7, duration: 2.9066 };
const STATS = [
  { value: 128, averagePrice: 2.1e-7, averageDuration: 11.9 },
  { value: 512, averagePrice: 2.08e-7, averageDuration: 2.9066 },
];
const LINK = 'https://lambda-power-tuning.show/#gAAAAg==;MzM/QWYmOkA=;d7hhNHVVXzQ=';

describe("readReport of aws-lambda-power-tuning's output", () => {
  it('has its averages from stats, and its answer', () => {
    const report = readReport({
      ...OTHER,
      stats: STATS,
      stateMachine: { executionCost: 0.0003, lambdaCost: 0.0001 },
    });
    expect(report.entries.map(({ memoryMB, views }) => [memoryMB, views.warm?.mean.value])).toEqual([
      [128, 11.9],
      [512, 2.9066],
    ]);
    expect(report.entries[1]?.views.warm?.costPerMillion.value).toBeCloseTo(0.208, 9);
    expect(report.recommended).toBe('measured-512');
    expect(report.facts).toContainEqual({ label: 'Cost of the run', text: '$0.000400' });
  });

  it('has them from its link where there are no stats', () => {
    const report = readReport({ ...OTHER, stateMachine: { visualization: LINK } });
    expect(report.entries.map(({ memoryMB }) => memoryMB)).toEqual([128, 512]);
    expect(report.recommended).toBe('measured-512');
  });

  it('has its answer alone where there is neither, or the link holds nothing', () => {
    expect(readReport(OTHER).entries).toHaveLength(1);
    const damaged = { ...OTHER, stateMachine: { visualization: 'https://example.com/#nothing' } };
    expect(readReport(damaged).entries.map(({ memoryMB }) => memoryMB)).toEqual([512]);
  });

  it('reads CNY from the link', () => {
    const visualization = LINK.replace('/#', '/?currency=CNY#');
    expect(readReport({ ...OTHER, stats: STATS, stateMachine: { visualization } }).currency).toBe('CNY');
  });
});

describe('readReport', () => {
  it.each([
    [null],
    [3],
    ['text'],
    [[]],
    [{}],
    [{ schemaVersion: 2 }],
    [{ stats: [] }],
    [{ power: 512, cost: 'cheap' }],
  ])('refuses %j and says what is allowed', (document) => {
    expect(() => readReport(document)).toThrow(NotAResult);
    expect(() => readReport(document)).toThrow(
      /allowed is the output of power-tuner \(with schemaVersion: 1\) or of aws-lambda-power-tuning/,
    );
  });

  it('calls a result by its title, its function or else what it is called from outside', () => {
    expect(readReport({ ...resultWith(), title: 'before' }, 'a file').title).toBe('before');
    expect(readReport({ ...OTHER, title: 'before' }, 'a file').title).toBe('before');
    expect(readReport(OTHER, 'a file').title).toBe('a file');
  });
});
