import { describe, expect, it } from 'vitest';
import { runCost, runPrices } from '../../../../lib/core/pricing/run-cost.ts';
import { stageCost } from '../../../../lib/core/pricing/stage-cost.ts';

/** What a run of some minutes might have counted. */
const STAGES = {
  initializer: { memoryMB: 1024, calls: 1, billedMs: 2345 },
  publisher: { memoryMB: 1769, calls: 1, billedMs: 8120 },
  executor: { memoryMB: 512, calls: 12, billedMs: 1_440_000 },
  analyzer: { memoryMB: 1024, calls: 1, billedMs: 412 },
  cleaner: { memoryMB: 512, calls: 2, billedMs: 5150 },
  reporter: { memoryMB: 512, calls: 1, billedMs: 97 },
};
const RUN = { invocations: 0.0123, stages: STAGES, stateTransitions: 47 };

describe('runCost', () => {
  it('adds invocations, the tuner itself and state transitions', () => {
    const cost = runCost(RUN, runPrices('eu-west-1', 'USD'), 'eu-west-1');
    // scripts/reference/invoices.py
    expect(cost.stages).toBeCloseTo(0.00986242418970781, 15);
    expect(cost.stateTransitions).toBeCloseTo(0.001175, 15);
    expect(cost.total).toBeCloseTo(0.0233374241897078, 15);
    expect(cost).toMatchObject({ invocations: 0.0123, missing: [] });
  });

  it('has no made-up price of a region without one: the part is absent, and named', () => {
    const cost = runCost(RUN, runPrices('mx-central-1', 'USD'), 'mx-central-1');
    expect(cost).toEqual({
      invocations: 0.0123,
      total: 0.0123,
      missing: [
        'no price of a GB-second and a request on arm64 is known for the region mx-central-1',
        'no price of a state transition is known for the region mx-central-1',
      ],
    });
  });

  it('knows one of the two where the table has one', () => {
    // GovCloud: no price on arm64, but of state transitions.
    const cost = runCost(RUN, runPrices('us-gov-west-1', 'USD'), 'us-gov-west-1');
    expect(cost).not.toHaveProperty('stages');
    expect(cost.stateTransitions).toBeCloseTo(47 * 0.00003, 15);
    expect(cost.missing).toHaveLength(1);
  });
});

describe('runPrices', () => {
  it('are in yuan in China, and in no other currency than that of the run', () => {
    expect(runPrices('cn-north-1', 'CNY')).toEqual({
      stage: { gbSecond: 0.0000908, request: 1.36e-6 },
      stateTransition: 0.1891 / 1000,
    });
    expect(runPrices('cn-north-1', 'USD')).toEqual({});
  });
});

describe('stageCost', () => {
  it('is what its calls cost together', () => {
    const price = { gbSecond: 0.0000133334, request: 2e-7 };
    expect(stageCost(price, STAGES.publisher)).toBeCloseTo(0.000187235831007812, 17);
    expect(stageCost(price, { memoryMB: 512, calls: 0, billedMs: 0 })).toBe(0);
  });
});
