import { describe, expect, it } from 'vitest';
import type { ConditionRecord } from '../../../lib/report/condition-text.ts';
import { summaryOf } from '../../../scripts/action/summary.ts';

const record = (outcome: ConditionRecord['outcome'], fails: boolean): ConditionRecord => ({
  condition: 'p99 > 300 ms',
  outcome,
  fails,
  sentence: 'as measured',
});
const HOLDS = record('holds', true);
const NOT_JUDGED = record('not-judged', true);
const UNSURE = record('may-hold', false);
const UNSURE_FAILS = record('may-hold', true);
const PASSES = record('does-not-hold', false);

describe('summaryOf', () => {
  it.each([
    ['### ✅ No condition holds', [PASSES]],
    ['### ❌ A condition holds', [PASSES, HOLDS]],
    ['### ❌ A condition holds', [NOT_JUDGED, UNSURE, HOLDS]],
    ["### ❌ A condition can't be judged", [PASSES, NOT_JUDGED, UNSURE]],
    // With --fail-if-unsure.
    ['### ❌ A condition may hold', [PASSES, UNSURE_FAILS]],
    ["### ❌ A condition can't be judged", [UNSURE_FAILS, NOT_JUDGED]],
    // The run passes, but not surely.
    ['### ⚠️ A condition may hold', [PASSES, UNSURE]],
  ])('is headed %s', (heading, conditions) => {
    const failed = conditions.some(({ fails }) => fails);
    const summary = summaryOf({ conditions: { schemaVersion: 1, failed, conditions }, report: 'REPORT' });
    expect(summary.split('\n')[0]).toBe(heading);
    expect(summary).toMatch(/\nREPORT$/);
  });

  it('has no heading of its own without conditions', () => {
    expect(summaryOf({ report: 'REPORT' })).toBe('REPORT');
  });
});
