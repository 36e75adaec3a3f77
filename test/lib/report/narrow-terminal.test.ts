import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Candidate, CandidateResult, Figure } from '../../../lib/contract/index.ts';
import { readReport } from '../../../lib/report/reading/read.ts';
import { reportResult } from '../../../lib/report/result.ts';
import { renderReports } from '../../../lib/report/terminal.ts';
import { decisionWith, planWith } from '../../support/plan.ts';

const plain = (text: string) => text;
const palette = { bold: plain, dim: plain, green: plain, yellow: plain };
const coloured = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[39m`;
const colours = { bold: coloured(31), dim: coloured(32), green: coloured(33), yellow: coloured(34) };
const figure = (value: number): Figure => ({ value, n: 50 });

function measured({ architecture, memoryMB }: Candidate, meanMs: number): CandidateResult {
  const mean = figure(meanMs);
  return {
    architecture,
    memoryMB,
    status: 'measured',
    warm: {
      durationMs: { mean, p50: mean, p90: mean, p99: figure(meanMs * 1.3) },
      costUsd: figure(1342.2e-6),
    },
    cold: {
      initMs: { mean: figure(1234), p50: figure(1234), p90: figure(1234), p99: figure(1234) },
      latencyMs: { mean: figure(2345), p50: figure(2345), p90: figure(2345), p99: figure(2345) },
      costUsd: figure(1e-3),
      n: 3,
    } as unknown as NonNullable<CandidateResult['cold']>,
    costPerMillionUsd: figure(1342.2),
    maxMemoryUsedMB: 1020,
    invocations: 50,
    failures: [],
  };
}

const limits = {
  p99Ms: { met: false, sure: true, overPercent: 412 },
  coldP99Ms: { met: false, sure: false, note: 'no cold start came' },
};
const candidates: CandidateResult[] = [
  { ...measured({ architecture: 'x86_64', memoryMB: 128 }, 812_345), limits, memoryTight: true },
  measured({ architecture: 'x86_64', memoryMB: 1024 }, 101_234),
  measured({ architecture: 'arm64', memoryMB: 10_240 }, 12_345.6),
  {
    architecture: 'arm64',
    memoryMB: 512,
    status: 'failed',
    reason: 'Runtime.ExitError: the process ended with signal: killed, 3 of 3 invocations of it',
    invocations: 3,
    failures: [],
  },
];
const warnings = [
  { code: 'drift', message: 'durations of 1024 MB on x86_64 grew from 98.7 ms to 104 ms in 12 s' },
];

const sentence = '128 MB on x86_64 is the cheapest: ';

function rendered(columns: number | undefined, paint = palette, only = candidates): string {
  const { recommendation } = decisionWith();
  const decision = decisionWith({
    candidates: only,
    warnings,
    recommendation: { ...recommendation, architecture: 'x86_64', memoryMB: 128 },
  });
  return renderReports([readReport(reportResult(planWith(), decision, undefined, new Date(0)))], paint, {
    columns,
  });
}

/** The link stays whole: a terminal folds it, and a link in pieces leads nowhere. */
const linesOf = (text: string) => text.split('\n').filter((line) => !line.includes('See it:'));
const tableOf = (text: string) => text.split('\n\n')[0] ?? '';
const FIGURES = /[~$]*\d[\d,.]*\d(?: (?:ms|MB|s)\b|%)?/g;

describe('renderReports in a narrow terminal', () => {
  it.each([40, 60, 80, 120])('has no line that is wider than %i columns', (columns) => {
    const widest = Math.max(...linesOf(rendered(columns)).map((line) => stringWidth(line)));
    expect(widest).toBeLessThanOrEqual(columns);
    const painted = linesOf(rendered(columns, colours)).map((line) => stringWidth(line));
    expect(Math.max(...painted)).toBeLessThanOrEqual(columns);
  });

  it.each([40, 60, 80, 120])('cuts no figure, and shows size, mean and cost of all at %i', (columns) => {
    const all = new Set(rendered(undefined).match(FIGURES));
    const shown = linesOf(rendered(columns)).flatMap((line) => line.match(FIGURES) ?? []);
    expect(shown.filter((one) => !all.has(one))).toEqual([]);
    const rows = tableOf(rendered(columns)).split('\n');
    for (const [size, mean] of [
      ['128 MB', '812,345 ms'],
      ['1024 MB', '101,234 ms'],
      ['10240 MB', '12,346 ms'],
    ] as const) {
      const row = rows.find((line) => line.trimStart().startsWith(size));
      expect(row).toContain(mean);
      expect(row).toContain('$1,342');
    }
  });

  it.each([40, 60, 80])('keeps every remark at %i columns', (columns) => {
    const words = tableOf(rendered(columns)).replaceAll(/\s+/g, ' ');
    expect(words).toContain('← recommended, p99 412% over, cold p99 unknown, memory tight');
    expect(words).toContain('failed: Runtime.ExitError: the process ended with signal: killed, 3 of 3');
  });

  it('leaves out what is missed least first', () => {
    const heads = (columns: number) =>
      tableOf(rendered(columns, palette, candidates.slice(0, 2)))
        .split('\n')[0]
        ?.trim()
        .split(/ {2,}/);
    expect(heads(90)).toEqual(['size', 'arch', 'mean', 'p99', 'per 1M', 'init', 'memory', 'n']);
    expect(heads(75)).toEqual(['size', 'arch', 'mean', 'p99', 'per 1M', 'init', 'n']);
    expect(heads(70)).toEqual(['size', 'arch', 'mean', 'p99', 'per 1M', 'n']);
    expect(heads(32)).toEqual(['size', 'mean', 'per 1M']);
  });

  it('leaves out no architecture where there are two', () => {
    expect(tableOf(rendered(20))).toMatch(/arch.*x86_64.*arm64/s);
  });

  it('is as it ever was where there is room, and where there is no terminal', () => {
    const heads = /size +architecture +mean +p99 +cost per 1M +init +memory +n/;
    expect(tableOf(rendered(200))).toBe(tableOf(rendered(undefined)));
    expect(tableOf(rendered(undefined))).toMatch(heads);
    const lines = rendered(undefined).split('\n');
    expect(lines.find((line) => line.startsWith(sentence))?.length).toBeGreaterThan(60);
  });

  it('indents what goes on behind the mark of a note', () => {
    const [first = '', second = ''] = rendered(40)
      .split('\n')
      .slice(
        rendered(40)
          .split('\n')
          .findIndex((line) => line.startsWith('! ')),
      );
    expect(first).toBe('! durations of 1024 MB on x86_64 grew');
    expect(second).toBe('  from 98.7 ms to 104 ms in 12 s');
  });
});
