import { describe, expect, it } from 'vitest';
import type { TuningResult } from '../../../lib/contract/index.ts';
import { type JudgedWith, judge } from '../../../lib/core/condition/judge.ts';
import { parseCondition } from '../../../lib/core/condition/parse.ts';
import { conditionsMarkdown } from '../../../lib/report/condition-markdown.ts';
import { conditionLine, conditionRecord } from '../../../lib/report/condition-text.ts';
import { distribution, figure, measured, tunedResult } from '../../support/tuned-result.ts';

const SMALL = { architecture: 'x86_64', memoryMB: 512 } as const;
const OTHER = { architecture: 'x86_64', memoryMB: 1024 } as const;

function of(mean: number, candidate: typeof SMALL | typeof OTHER = SMALL): TuningResult {
  return tunedResult({
    candidates: [
      measured(
        candidate,
        distribution(figure(mean, mean - 9, mean + 9), { p90: figure(mean), p99: figure(mean) }),
        figure(5e-6, 4.8e-6, 5.3e-6),
      ),
    ],
    recommended: candidate,
    current: candidate,
  });
}

function record(text: string, result: TuningResult, judgedWith: JudgedWith = {}) {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  const { byValue = false } = judgedWith;
  return conditionRecord(judge(parsed.condition, result, judgedWith), { byValue, currency: 'USD' });
}

describe('a condition in words', () => {
  it.each([
    ['mean > 300', of(342), '✗ mean > 300 ms holds: 342 ms (333 to 351 ms), the current 512 MB on x86_64'],
    [
      'mean > 340',
      of(342),
      '? mean > 340 ms may hold, not sure: 342 ms (333 to 351 ms), the current 512 MB on x86_64',
    ],
    [
      'mean > 400',
      of(342),
      '✓ mean > 400 ms does not hold: 342 ms (333 to 351 ms), the current 512 MB on x86_64',
    ],
    [
      'mean > 345',
      of(342),
      '✓ mean > 345 ms does not hold: 342 ms (333 to 351 ms), the current 512 MB on x86_64; not sure',
    ],
    ['cost > 4', of(342), '✗ cost > 4 holds: $5.00 ($4.80 to $5.30), the current 512 MB on x86_64'],
    ['memory > 90', of(342), '✗ memory > 90 MB holds: 100 MB, the current 512 MB on x86_64'],
    [
      'p99 > 300',
      of(342),
      "✗ p99 > 300 ms holds: 342 ms (surely over 333 ms; more isn't known: too few samples, n < 5), the current 512 MB on x86_64",
    ],
    ['init > 30', of(342), "✗ init > 30 ms can't be judged: no cold start came of 512 MB on x86_64"],
  ])('says of %s what came of it', (text, result, line) => {
    expect(conditionLine(record(text, result))).toBe(line);
  });

  it('says what a relative limit was compared with', () => {
    expect(conditionLine(record('mean > +10%', of(400), { stored: of(342) }))).toBe(
      '✗ mean > +10% holds: 400 ms (391 to 409 ms), the current 512 MB on x86_64; 17% over the stored 342 ms (333 to 351 ms)',
    );
    expect(conditionLine(record('mean > +10%', of(400), { stored: of(342, OTHER) }))).toBe(
      '✗ mean > +10% holds: 400 ms (391 to 409 ms), the current 512 MB on x86_64; 17% over the stored 342 ms (333 to 351 ms) of 1024 MB on x86_64, as this configuration was not measured there',
    );
    expect(conditionLine(record('memory > +0%', of(400), { stored: of(342) }))).toMatch(
      /the same as the stored 100 MB$/,
    );
  });

  it('marks what fails by its value alone as failing', () => {
    const unsure = record('mean > 340', of(342), { byValue: true });
    expect(unsure).toMatchObject({ outcome: 'may-hold', fails: true });
    expect(conditionLine(unsure)).toMatch(/^✗ mean > 340 ms may hold, not sure/);
  });
});

describe('conditions in Markdown', () => {
  it('are a table, a row each', () => {
    const table = conditionsMarkdown([
      record('mean > 300', of(342)),
      record('mean > 340', of(342)),
      record('cost > 9', of(342)),
    ]);
    const [head, rule, ...rows] = table.split('\n');
    expect(head?.split('|')).toHaveLength(rule?.split('|').length ?? 0);
    expect(
      rows.map((row) =>
        row
          .split('|')
          .slice(1, 4)
          .map((cell) => cell.trim()),
      ),
    ).toEqual([
      ['❌', '`mean > 300 ms`', 'holds'],
      ['⚠️', '`mean > 340 ms`', 'may hold, not sure'],
      ['✅', '`cost > 9`', 'does not hold'],
    ]);
  });

  it("let no function's words become links, markup, mentions or cells", () => {
    const hostile = 'x | y ![a](http://b) <script> @team `c` **d**\n| e |';
    const row = conditionsMarkdown([
      { condition: 'mean > 3 ms', outcome: 'not-judged', fails: true, sentence: hostile },
    ])
      .split('\n')
      .slice(2);
    expect(row).toHaveLength(1);
    const [cell = ''] = row;
    // Every sign that begins markup stands behind a backslash.
    expect(cell.replaceAll(/\\./g, '').replace('`mean > 3 ms`', '')).not.toMatch(/[<[\]`*]|@team|:\/\//);
    expect(cell.split(/(?<!\\)\|/)).toHaveLength(6);
  });
});
