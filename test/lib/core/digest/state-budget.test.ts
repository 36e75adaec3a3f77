import { describe, expect, it } from 'vitest';
import { InvalidInput, type Plan } from '../../../../lib/contract/index.ts';
import { digestBudget } from '../../../../lib/core/digest/state-budget.ts';
import { gridWork } from '../../../../lib/core/search/grid.ts';
import { planOf, x86 } from '../analysis/runs.ts';

function budgetOf(sizes: number, more: Partial<Plan>): number {
  const candidates = Array.from({ length: sizes }, (_, index) => x86(128 + 64 * index));
  const plan = planOf(candidates, more);
  return digestBudget({ plan, payload: { kind: 'none' }, round: { number: 1, work: gridWork(plan) } });
}

describe('digestBudget', () => {
  it.each([
    ['40 candidates with 1,000 samples', 40, { num: 1000 }],
    ['40 candidates with 100,000 samples, which are condensed', 40, { num: 100_000 }],
    [
      '6 candidates with 100,000 samples of each of ten payloads',
      6,
      { num: 100_000, payloadWeights: Array(10).fill(1) },
    ],
    [
      '30 candidates with 1,000 cold starts beside 50 samples',
      30,
      { num: 50, coldStarts: { count: 1000, atOnce: 10 } },
    ],
    ['20 candidates with 1,000 cold starts only', 20, { num: 1000, onlyColdStarts: true, concurrency: 10 }],
    ['every memory size with 50 samples', 159, { num: 50 }],
  ])('lets %s through', (_, sizes, more) => {
    expect(budgetOf(sizes, more)).toBeGreaterThan(1000);
  });

  it.each([
    [
      'each of a hundred payloads with many samples for 40 candidates',
      40,
      { num: 100_000, payloadWeights: Array(100).fill(1) },
    ],
    ['more sizes with a p99.9 than the decision has room for', 159, { num: 1000 }],
  ])('refuses %s, with the remedy', (_, sizes, more) => {
    expect(() => budgetOf(sizes, more)).toThrow(InvalidInput);
    expect(() => budgetOf(sizes, more)).toThrow(/use fewer powerValues or architectures/);
  });

  it('counts cold starts beside the samples, and says that fewer of them would help', () => {
    const input = { num: 1000, payloadWeights: Array(10).fill(1) };
    expect(() => budgetOf(20, input)).not.toThrow();
    const with1000 = { ...input, coldStarts: { count: 1000, atOnce: 10 } };
    expect(() => budgetOf(20, with1000)).toThrow(
      /20 candidates with 1000 invocations and 1000 cold starts each.*lower num or coldStarts/,
    );
  });
});
