import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Sample, stratumSchema } from '../../../../lib/contract/index.ts';
import { packStrata, unpackStrata } from '../../../../lib/core/digest/strata.ts';
import { arbitrarySamples } from './arbitrary-samples.ts';

const WARM: Sample = { outcome: 'succeeded', start: 'warm', durationMs: 1.95, billedMs: 2, payload: 0 };
const COLD: Sample = {
  outcome: 'succeeded',
  start: 'cold',
  durationMs: 62.14,
  initMs: 162.08,
  billedMs: 225,
  payload: 0,
};

describe('packStrata', () => {
  it('gives back every sample, by payload, warm before cold, in the order in which they came', () => {
    fc.assert(
      fc.property(arbitrarySamples(3), (samples) => {
        const strata = packStrata(samples);
        expect(unpackStrata(strata)).toEqual(
          samples.toSorted((a, b) => a.payload - b.payload || startOrder(a, b)),
        );
        expect(strata.map((stratum) => stratumSchema.parse(stratum))).toEqual(strata);
        expect(strata.map(({ payload }) => payload)).toEqual(
          [...new Set(samples.map(({ payload }) => payload))].sort((a, b) => a - b),
        );
      }),
      { seed: 6 },
    );
  });

  it('leaves the billed column out where it follows: 62.14 + 162.08 is billed as 225', () => {
    expect(packStrata([WARM, COLD])).toEqual([
      { payload: 0, warm: { n: 1, duration: 'wwE' }, cold: { n: 1, duration: 'xjA', init: '0H4' } },
    ]);
  });

  it('rounds to hundredths before it adds: 4.35 × 100 is 434.99… in binary, 1.1 × 100 is 110.00…01', () => {
    const samples: Sample[] = [
      { outcome: 'succeeded', start: 'cold', durationMs: 4.35, initMs: 0.65, billedMs: 5, payload: 0 },
      { outcome: 'succeeded', start: 'cold', durationMs: 1.1, initMs: 2.9, billedMs: 4, payload: 0 },
    ];
    expect(packStrata(samples)[0]?.cold).not.toHaveProperty('billed');
    expect(unpackStrata(packStrata(samples))).toEqual(samples);
  });

  it('bills at least one millisecond', () => {
    const samples: Sample[] = [
      { outcome: 'succeeded', start: 'warm', durationMs: 0, billedMs: 1, payload: 0 },
    ];
    expect(packStrata(samples)[0]?.warm).not.toHaveProperty('billed');
    expect(unpackStrata(packStrata(samples))).toEqual(samples);
  });

  it('keeps what SnapStart bills: 306.34 ms and 512.90 ms of restore are billed as 610', () => {
    const restored: Sample = {
      outcome: 'succeeded',
      start: 'cold',
      durationMs: 306.34,
      initMs: 512.9,
      billedMs: 610,
      payload: 0,
    };
    expect(packStrata([restored, COLD])[0]?.cold).toHaveProperty('billed');
    expect(unpackStrata(packStrata([restored, COLD]))).toEqual([restored, COLD]);
  });

  it('sets repeated inits apart', () => {
    expect(packStrata([{ ...WARM, start: 'repeated-init' }])).toEqual([]);
  });

  it('keeps payloads in the order of their index', () => {
    const strata = packStrata([2, 10, 0, 2].map((payload) => ({ ...WARM, payload })));
    expect(strata.map(({ payload, warm }) => [payload, warm?.n])).toEqual([
      [0, 1],
      [2, 2],
      [10, 1],
    ]);
  });
});

function startOrder(a: Sample, b: Sample): number {
  return Number(a.start === 'cold') - Number(b.start === 'cold');
}
