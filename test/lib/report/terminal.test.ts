import { describe, expect, it } from 'vitest';
import type { CandidateResult, Decision, Figure } from '../../../lib/contract/index.ts';
import { readReport } from '../../../lib/report/reading/read.ts';
import { reportResult } from '../../../lib/report/result.ts';
import { renderReports, type TerminalOptions } from '../../../lib/report/terminal.ts';
import { decisionWith, planWith } from '../../support/plan.ts';
import { resultWith } from '../../support/result.ts';

const plain = (text: string) => text;
const palette = { bold: plain, dim: plain, green: plain, yellow: plain };
const settled: Figure = { value: 12.3, n: 400, low: 12, high: 12.6 };

function rendered(p99: Figure, more: Partial<CandidateResult> = {}, decided: Partial<Decision> = {}): string {
  const candidate: CandidateResult = {
    architecture: 'x86_64',
    memoryMB: 128,
    status: 'measured',
    warm: { durationMs: { mean: settled, p50: settled, p90: settled, p99 }, costUsd: settled },
    invocations: 400,
    failures: [],
    ...more,
  };
  const decision = decisionWith({ candidates: [candidate], ...decided });
  return renderReports([readReport(reportResult(planWith(), decision, undefined, new Date(0)))], palette);
}

describe('renderReports', () => {
  it('marks a p99 that rests on too few samples, and says what the mark means', () => {
    const text = rendered({ value: 45.6, n: 10, note: 'n < 299' });
    expect(text).toContain('~45.6 ms');
    expect(text).toContain('~ too few samples to say how far off this p99 may be');
  });

  it('shows what a function says of its failures, without the sequences that a terminal carries out', () => {
    const failed: CandidateResult = {
      architecture: 'x86_64',
      memoryMB: 128,
      status: 'failed',
      reason: 'Error\u001b[2J: first\nsecond',
      invocations: 2,
      failures: [],
    };
    const tolerated: CandidateResult = {
      ...failed,
      memoryMB: 256,
      status: 'measured',
      failures: [{ reason: '\u001b]0;title\u0007', count: 1, example: '' }],
    };
    const warnings = [{ code: 'any', message: 'odd\r' }];
    const decision = decisionWith({ candidates: [failed, tolerated], warnings });
    const text = renderReports(
      [readReport(reportResult(planWith(), decision, undefined, new Date(0)))],
      palette,
    );
    expect(text).toContain('failed: Error\\u{1b}[2J: first second');
    expect(text).toContain('1 × \\u{1b}]0;title\\u{7} left out');
    expect(text).toContain('! odd\\u{d}');
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('marks nothing where there are enough', () => {
    expect(rendered({ value: 45.6, n: 400, low: 44, high: 47 })).not.toContain('~');
  });

  it('explains no mark where a name has one, and none that it has no room for', () => {
    const report = readReport(resultWith());
    const legend = 'too few samples to say how far off this p99 may be';
    const of = (title: string, options: TerminalOptions) =>
      renderReports([report, { ...report, title }], palette, options);
    for (const title of ['~5 times', '~5 ms']) expect(of(title, { view: 'warm' })).not.toContain(legend);
    expect(of('~5 times', { view: 'cold' })).toContain(legend);
    expect(of('~5 times', { view: 'cold', columns: 50 })).not.toContain(legend);
  });

  it('says of a candidate which limits it breaks, and that its memory is tight', () => {
    const limits = {
      p99Ms: { met: false, sure: true, overPercent: 4.2 },
      meanMs: { met: true, sure: true, overPercent: -10 },
      coldP99Ms: { met: false, sure: false, note: 'no cold start came' },
    };
    expect(rendered(settled, { limits, memoryTight: true })).toContain(
      '← recommended, p99 4% over, cold p99 unknown, memory tight',
    );
  });

  it('shows the blend where that is what candidates were compared by', () => {
    const figure = (value: number) => ({ ...settled, value });
    const latencyMs = { mean: figure(44.4), p50: figure(12), p90: figure(13), p99: figure(812) };
    const blended = { rate: 0.05, costUsd: figure(7e-6), latencyMs };
    const recommendation = { ...decisionWith().recommendation, coldStartRate: 0.05 };
    const text = rendered(settled, { blended }, { recommendation });
    expect(text).toMatch(/128 MB +x86_64 +44\.4 ms +812 ms +\$7\.00/);
    expect(text).toContain('mean, p99 and cost with 5% cold starts, init included');
    expect(rendered(settled, { blended })).toMatch(/128 MB +x86_64 +12\.3 ms +12\.3 ms/);
  });

  it('tells of an insight without calling it odd', () => {
    const warnings = [
      { code: 'init-boost', message: "init takes 410 to 430 ms: memory doesn't make it faster" },
      { code: 'drift', message: 'durations changed' },
    ];
    const lines = rendered(settled, {}, { warnings }).split('\n');
    expect(lines).toContain("Init takes 410 to 430 ms: memory doesn't make it faster.");
    expect(lines).toContain('! durations changed');
  });
});
