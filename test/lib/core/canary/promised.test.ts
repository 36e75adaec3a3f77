import { describe, expect, it } from 'vitest';
import type { Recommendation } from '../../../../lib/contract/index.ts';
import { promisedOf } from '../../../../lib/core/canary/promised.ts';

const chosen: Pick<Recommendation, 'saving'> = {
  saving: {
    costPercent: 45,
    durationPercent: -5,
    costPercentInterval: { low: 40, high: 50 },
    durationPercentInterval: { low: -10, high: 0 },
  },
};

describe('promisedOf', () => {
  it('is the upper end of what it may take and cost in proportion', () => {
    const { cost, duration } = promisedOf({}, chosen);
    expect(cost).toBeCloseTo(0.6, 12);
    expect(duration).toBeCloseTo(1.1, 12);
  });

  it('is nothing where no saving is known, or not how sure it is', () => {
    expect(promisedOf({}, {})).toEqual({});
    expect(promisedOf({}, { saving: { costPercent: 45, durationPercent: -5 } })).toEqual({});
  });

  it.each([
    ['a share of cold starts', { coldStartRate: 0.1 }],
    ['cold starts', { onlyColdStarts: true }],
  ])('is nothing where candidates were compared by %s, since warm invocations are', (_, plan) => {
    expect(promisedOf(plan, chosen)).toEqual({});
  });
});
