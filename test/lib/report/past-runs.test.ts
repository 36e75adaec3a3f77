import { describe, expect, it } from 'vitest';
import { outcomeInWords } from '../../../lib/report/past-runs.ts';

describe('the outcome of a run in words', () => {
  const applied = { outcome: 'better', applied: true } as const;

  it('says whether it was applied', () => {
    expect(outcomeInWords({ outcome: 'unchanged', applied: false })).toBe('unchanged');
    expect(outcomeInWords(applied)).toBe('better, applied');
  });

  it.each([
    ['complete', 'better, applied'],
    ['back', 'better, went back'],
    ['moved', 'better, alias moved'],
    ['failed', 'better, canary failed'],
    [undefined, 'better, canary'],
  ] as const)('says how a canary ended (%s)', (outcome, words) => {
    expect(outcomeInWords({ ...applied, canary: { outcome } })).toBe(words);
  });
});
