import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Sample, type Stratum, stratumSchema } from '../../../../lib/contract/index.ts';
import { RELATIVE_ERROR } from '../../../../lib/core/digest/sketch.ts';
import {
  condenseGroup,
  GROUPS,
  mergeStrata,
  packStrata,
  unpackStrata,
} from '../../../../lib/core/digest/strata.ts';
import { momentsOf } from '../../../../lib/core/statistics/moments.ts';
import { quantile } from '../../../../lib/core/statistics/quantile.ts';
import { cold, warm } from '../analysis/runs.ts';
import { arbitrarySamples } from './arbitrary-samples.ts';
import { DRAWS, draw } from './draws.ts';

const QUANTILES = [0.01, 0.5, 0.9, 0.99, 0.999];

function restored(durationMs: number, restoreMs: number, billedMs: number): Sample {
  return { outcome: 'succeeded', start: 'cold', durationMs, restoreMs, billedMs, payload: 0 };
}

function condensed(strata: readonly Stratum[]): Stratum[] {
  return strata.map((stratum) => GROUPS.reduce(condenseGroup, stratum));
}

function expectWithin(value: number, of: number): void {
  const reach = (1 + RELATIVE_ERROR) * (1 + 1e-9);
  if (!(value <= of * reach + 1e-9 && of <= value * reach + 1e-9)) {
    expect.fail(`${value} is not within ${RELATIVE_ERROR} of ${of}`);
  }
}

/** What figures are made from. */
function numbersOf(samples: readonly Sample[]) {
  const of = (value: (sample: Sample) => number) => samples.map(value);
  return {
    duration: of(({ durationMs }) => durationMs),
    init: of(({ initMs, restoreMs }) => initMs ?? restoreMs ?? 0),
    latency: of(({ durationMs, initMs, restoreMs }) => durationMs + (initMs ?? restoreMs ?? 0)),
    billed: of(({ billedMs }) => billedMs),
  };
}

function expectSameMoments(values: readonly number[], of: readonly number[]): void {
  const [a, b] = [momentsOf(values), momentsOf(of)];
  expect(a.n).toBe(b.n);
  expect(a.mean / (b.mean || 1)).toBeCloseTo(b.mean === 0 ? 0 : 1, 9);
  expect(Math.sqrt(a.variance) / (b.mean || 1)).toBeCloseTo(Math.sqrt(b.variance) / (b.mean || 1), 6);
}

describe('condensed warm samples', () => {
  it.each(DRAWS)('keep quantiles to p99.9 within 1%%, mean and variance exactly: %s', (kind) => {
    const samples = draw(kind, 20_000).map((durationMs) => ({
      ...warm(durationMs),
      billedMs: Math.max(1, Math.ceil(durationMs)),
    }));
    const [exact, laid] = [numbersOf(samples), numbersOf(unpackStrata(condensed(packStrata(samples))))];
    for (const p of QUANTILES) expectWithin(quantile(laid.duration, p), quantile(exact.duration, p));
    expectSameMoments(laid.duration, exact.duration);
    expectSameMoments(laid.billed, exact.billed);
  });

  it('follow the contract, and know n', () => {
    const [stratum] = condensed(packStrata([warm(1), warm(2), cold(3, 4)]));
    expect(stratumSchema.parse(stratum)).toEqual(stratum);
    expect(stratum).toMatchObject({ warm: { condensed: true, n: 2 }, cold: { condensed: true, n: 1 } });
  });
});

describe('condensed cold starts', () => {
  it.each(DRAWS)('keep quantiles of inits and of latencies within 1%%, and all means exactly: %s', (kind) => {
    const inits = draw(kind, 5000, 1);
    const samples = draw('log-normal, spread 0.3', 5000, 2).map((durationMs, index) =>
      cold(durationMs, inits[index] ?? 0),
    );
    const [exact, laid] = [numbersOf(samples), numbersOf(unpackStrata(condensed(packStrata(samples))))];
    for (const p of QUANTILES) {
      expectWithin(quantile(laid.init, p), quantile(exact.init, p));
      expectWithin(quantile(laid.latency, p), quantile(exact.latency, p));
    }
    for (const key of ['init', 'latency', 'billed'] as const) expectSameMoments(laid[key], exact[key]);
    expect(momentsOf(laid.duration).mean).toBeCloseTo(momentsOf(exact.duration).mean, 6);
  });

  it('stay restores where they were, with what was billed of them', () => {
    const samples = [restored(306.34, 512.9, 610), restored(127.1, 480, 154), restored(90, 470, 120)];
    const laid = unpackStrata(condensed(packStrata(samples)));
    for (const sample of laid) {
      expect(sample).toHaveProperty('restoreMs');
      expect(sample).not.toHaveProperty('initMs');
    }
    expectSameMoments(numbersOf(laid).billed, numbersOf(samples).billed);
  });
});

describe('mergeStrata', () => {
  const some = arbitrarySamples(2, 20_000);

  /** All numbers of strata, the text of the columns and of the buckets as it is. */
  function expectAlike(a: readonly Stratum[], b: readonly Stratum[]): void {
    expect(a.map(({ payload }) => payload)).toEqual(b.map(({ payload }) => payload));
    const [left, right] = [unpackStrata(a), unpackStrata(b)];
    expect(left).toHaveLength(right.length);
    for (const payload of [0, 1]) {
      for (const start of ['warm', 'cold'] as const) {
        const isSo = (sample: Sample) => sample.payload === payload && sample.start === start;
        const [one, other] = [numbersOf(left.filter(isSo)), numbersOf(right.filter(isSo))];
        if (one.duration.length === 0) continue;
        for (const key of ['init', 'latency', 'billed'] as const) expectSameMoments(one[key], other[key]);
        for (const p of QUANTILES) {
          expectWithin(quantile(one.latency, p), quantile(other.latency, p));
          expectWithin(quantile(one.init, p), quantile(other.init, p));
        }
      }
    }
  }

  it.each([
    ['exact ones and exact ones', [false, false]],
    ['exact ones and condensed ones', [false, true]],
    ['condensed ones and exact ones', [true, false]],
    ['condensed ones and condensed ones', [true, true]],
  ] as const)('puts %s together as if they had come at once, in either order', (_, [first, second]) => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [left, right] = [
          first ? condensed(packStrata(a)) : packStrata(a),
          second ? condensed(packStrata(b)) : packStrata(b),
        ];
        const together = packStrata([...a, ...b]);
        expectAlike(mergeStrata(left, right), together);
        expectAlike(mergeStrata(right, left), together);
      }),
      { seed: 36, numRuns: 50 },
    );
  });

  it('does not mind in which grouping: condensing early or late is the same', () => {
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        const [x, y, z] = [condensed(packStrata(a)), packStrata(b), condensed(packStrata(c))];
        const one = condensed(mergeStrata(mergeStrata(x, y), z));
        const other = condensed(mergeStrata(x, mergeStrata(y, z)));
        const late = condensed(packStrata([...a, ...b, ...c]));
        const buckets = (strata: readonly Stratum[]) =>
          strata.map(({ payload, warm, cold }) => [
            payload,
            warm && 'condensed' in warm && [warm.n, warm.duration.buckets],
            cold && 'condensed' in cold && [cold.n, cold.init.buckets, cold.latency.buckets],
          ]);
        // Buckets are counts: they are the same to the last one.
        expect(buckets(one)).toEqual(buckets(other));
        expect(buckets(one)).toEqual(buckets(late));
        expectAlike(one, late);
      }),
      { seed: 37, numRuns: 50 },
    );
  });

  it('keeps what is exact in one payload exact, where another payload is condensed', () => {
    const [first, second] = packStrata([warm(1, 0), warm(2, 1)]);
    if (first === undefined || second === undefined) throw new Error('two strata were packed');
    const strata = [...condensed([first]), second];
    const merged = mergeStrata(strata, packStrata([warm(3, 0), warm(4, 1)]));
    expect(merged).toMatchObject([
      { payload: 0, warm: { condensed: true, n: 2 } },
      { payload: 1, warm: { n: 2, duration: expect.any(String) } },
    ]);
  });
});
