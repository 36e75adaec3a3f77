import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../../lib/report/markdown.ts';
import { outcomeInWords } from '../../../../lib/report/past-runs.ts';
import { readReport } from '../../../../lib/report/reading/read.ts';
import { renderReports } from '../../../../lib/report/terminal.ts';
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

  it('has how the canaries of earlier runs ended', () => {
    const trial = (outcome: string) => ({
      ...pastRun(1, 100, 'better', { applied: true }),
      canary: { outcome },
    });
    const history = [trial('back'), trial('<b>')];
    expect(
      historyOf({ ...withHistory(result), history })
        .slice(1)
        .map(outcomeInWords),
    ).toEqual(['better, went back', 'better, canary']);
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

describe('what a report says of the run before', () => {
  const change = {
    architecture: 'x86_64',
    memoryMB: 512,
    costPercent: 49.2,
    durationPercent: -12,
    dearer: true,
    slower: false,
  };
  const before = { executionArn: 'x', startedAt: '2026-11-09T03:00:00.000Z' };
  const said = (outcome: object) => readReport({ ...result, outcome });

  it('is a sentence, in the terminal and in Markdown too', () => {
    const report = said({ outcome: 'regressed', change, before });
    const sentence =
      'Regressed since the run of 2026-11-09 03:00 (UTC): 512 MB on x86_64 is 49% dearer and 12% faster, beyond the noise of both.';
    expect(report.since).toBe(sentence);
    const plain = (text: string) => text;
    const palette = { bold: plain, dim: plain, green: plain, yellow: plain };
    expect(renderReports([report], palette)).toContain(sentence);
    expect(renderMarkdown([report])).toMatch(
      /^Regressed since the run of 2026-11-09 03:00 .*is 49% dearer and 12% faster/m,
    );
    expect(said({ outcome: 'unchanged', change, before }).since).toBe(
      'Since the run of 2026-11-09 03:00 (UTC), 512 MB on x86_64 is 49% dearer and 12% faster.',
    );
  });

  it.each([
    [{ outcome: 'unchanged' }],
    [{ outcome: 'unchanged', before }],
    [{ outcome: 'regressed', change, before: { startedAt: '<script>' } }],
    [{ outcome: 'regressed', change: { ...change, costPercent: 'much' }, before }],
  ])('is nothing where it is not known: %j', (outcome) => {
    expect(said(outcome).since).toBeUndefined();
  });

  it('says of a version on trial that it is one', () => {
    const canary = { executionArn: 'x', share: 0.1, minutes: 30 };
    const applied = { memoryMB: 512, version: '2', alias: 'live', canary };
    expect(readReport({ ...result, applied }).applied).toBe(
      'On trial: 512 MB as version 2, for 10% of the invocations of the alias live, 30 minutes long.',
    );
  });
});
