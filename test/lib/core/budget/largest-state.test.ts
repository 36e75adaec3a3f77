import { describe, expect, it } from 'vitest';
import { ALL_POWER_VALUES, type AnalyzerEvent } from '../../../../lib/contract/index.ts';
import { afterPilot } from '../../../../lib/core/budget/after-pilot.ts';
import { largestState } from '../../../../lib/core/budget/largest-state.ts';
import { digestBudget } from '../../../../lib/core/digest/state-budget.ts';
import { gridWork } from '../../../../lib/core/search/grid.ts';
import { cold, digestOf, planOf, x86 } from '../analysis/runs.ts';

const NONE = { kind: 'none' } as const;
const LIMIT = 240 * 1024;

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

describe('largestState', () => {
  it('is the grid itself without a limit', () => {
    const plan = planOf([x86(128), x86(512)]);
    expect(largestState(plan)).toEqual({ plan, round: { number: 1, work: gridWork(plan) }, carried: [] });
  });

  it.each([
    { sizes: 160, payloads: 1 },
    { sizes: 8, payloads: 100 },
  ])('leaves room beside $sizes sizes with $payloads payloads for the pilot and the shares', (of) => {
    const payloadWeights = Array.from({ length: of.payloads }, (_, index) => 1 + index / 7);
    const candidates = ALL_POWER_VALUES.slice(0, of.sizes).map((memoryMB) => x86(memoryMB));
    const draft = planOf(candidates, { num: 5, maxCost: 1, payloadWeights, baseline: x86(1024) });
    const digestBytes = digestBudget({ ...largestState(draft), payload: NONE });
    const plan = { ...draft, digestBytes };
    const pilot = digestOf(
      x86(1024),
      payloadWeights.map((_, payload) => cold(99.5, 5, payload)),
    );
    const event: AnalyzerEvent = {
      plan,
      payload: NONE,
      round: { number: 1, work: [] },
      digests: [],
      measured: [pilot],
    };
    const next = afterPilot(event);
    if (next.next !== 'round') throw new Error('it decided');
    // What the Analyzer gets after the real round: its own answer, the Publisher's, and every digest in full.
    const state = bytes(next) - bytes(next.digests) + bytes({ round: next.round });
    expect(state + (gridWork(plan).length + 1) * digestBytes).toBeLessThanOrEqual(LIMIT);
  });
});
