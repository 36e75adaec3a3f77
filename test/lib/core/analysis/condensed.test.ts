import { describe, expect, it } from 'vitest';
import { type Digest, decisionSchema, type Plan, type Sample } from '../../../../lib/contract/index.ts';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { condenseGroup, GROUPS } from '../../../../lib/core/digest/strata.ts';
import { draw } from '../digest/draws.ts';
import { cold, digestOf, planOf, warm, x86 } from './runs.ts';

const SIZES = [x86(512), x86(1024)];

function condensedDigest(memoryMB: number, samples: readonly Sample[]): Digest {
  const digest = digestOf(x86(memoryMB), samples);
  return { ...digest, strata: digest.strata.map((stratum) => GROUPS.reduce(condenseGroup, stratum)) };
}

function decisionOf(samplesOf: (memoryMB: number) => readonly Sample[], more: Partial<Plan> = {}) {
  const plan = planOf(SIZES, more);
  const exact = decide(
    plan,
    SIZES.map(({ memoryMB }) => digestOf(x86(memoryMB), samplesOf(memoryMB))),
  );
  const condensed = decide(
    plan,
    SIZES.map(({ memoryMB }) => condensedDigest(memoryMB, samplesOf(memoryMB))),
  );
  return { exact, condensed };
}

function codes({ warnings }: { readonly warnings: readonly { readonly code: string }[] }): string[] {
  return warnings.map(({ code }) => code);
}

describe('decide on condensed samples', () => {
  it.each([{ strategy: 'cost' }, { strategy: 'speed' }, { strategy: 'balanced' }] as const)(
    'comes to the same answer by strategy $strategy: means and intervals are exact',
    ({ strategy }) => {
      const samplesOf = (memoryMB: number) =>
        draw('log-normal, spread 0.3', 4000, memoryMB).map((ms) => warm(memoryMB === 512 ? 1.9 * ms : ms));
      const { exact, condensed } = decisionOf(samplesOf, { strategy, baseline: x86(512) });
      expect(decisionSchema.parse(condensed)).toEqual(condensed);
      expect(condensed.recommendation.memoryMB).toBe(exact.recommendation.memoryMB);
      expect(condensed.recommendation.ties).toEqual(exact.recommendation.ties);
      expect(condensed.recommendation.confidence).toBeCloseTo(exact.recommendation.confidence ?? 0, 1);
      expect(condensed.cost / exact.cost).toBeCloseTo(1, 9);
      expect(condensed.duration / exact.duration).toBeCloseTo(1, 9);
      for (const [index, candidate] of condensed.candidates.entries()) {
        const [shown, true_] = [candidate.warm, exact.candidates[index]?.warm];
        for (const key of ['value', 'low', 'high'] as const) {
          expect((shown?.durationMs.mean[key] ?? 0) / (true_?.durationMs.mean[key] ?? 1)).toBeCloseTo(1, 4);
          expect((shown?.costUsd[key] ?? 0) / (true_?.costUsd[key] ?? 1)).toBeCloseTo(1, 4);
        }
        expect(shown?.durationMs.relativeError).toBe(0.01);
        expect(true_?.durationMs).not.toHaveProperty('relativeError');
      }
      expect(codes(exact)).toEqual([]);
      expect(codes(condensed)).toEqual(['samples-condensed']);
    },
  );

  it('weighs payloads by their shares, as exact ones', () => {
    const samplesOf = (memoryMB: number) => [
      ...draw('log-normal, spread 0.3', 3000, memoryMB).map((ms) => warm(ms, 0)),
      ...draw('several seconds', 300, memoryMB).map((ms) => warm(ms, 1)),
    ];
    const { exact, condensed } = decisionOf(samplesOf, { payloadWeights: [9, 1] });
    expect(condensed.duration / exact.duration).toBeCloseTo(1, 9);
    for (const [index, { warm: shown }] of condensed.candidates.entries()) {
      for (const p of ['p50', 'p90', 'p99', 'p999'] as const) {
        const value = exact.candidates[index]?.warm?.durationMs[p]?.value ?? 1;
        expect(Math.abs((shown?.durationMs[p]?.value ?? 0) / value - 1)).toBeLessThanOrEqual(0.0101);
      }
    }
  });

  it('keeps averages without the fastest and slowest within the error, and says so', () => {
    const samplesOf = (memoryMB: number) =>
      draw('log-normal, spread 1.3', 4000, memoryMB).map((ms) => warm(memoryMB === 512 ? 3 * ms : ms));
    const { exact, condensed } = decisionOf(samplesOf, { discardTopBottom: 0.2 });
    expect(Math.abs(condensed.duration / exact.duration - 1)).toBeLessThan(0.01);
    expect(Math.abs(condensed.cost / exact.cost - 1)).toBeLessThan(0.02);
    expect(condensed.warnings.find(({ code }) => code === 'samples-condensed')?.message).toContain(
      'discardTopBottom',
    );
  });

  it('shows cold starts: init, latency and cost', () => {
    const samplesOf = (memoryMB: number) => {
      const inits = draw('log-normal, spread 0.3', 1500, memoryMB);
      return draw('log-normal, spread 0.3', 1500, 7).map((ms, index) => cold(ms, inits[index] ?? 0));
    };
    const { exact, condensed } = decisionOf(samplesOf, { onlyColdStarts: true, num: 1500 });
    for (const [index, { cold: shown }] of condensed.candidates.entries()) {
      const true_ = exact.candidates[index]?.cold;
      expect((shown?.initMs?.mean.value ?? 0) / (true_?.initMs?.mean.value ?? 1)).toBeCloseTo(1, 9);
      expect((shown?.latencyMs.mean.high ?? 0) / (true_?.latencyMs.mean.high ?? 1)).toBeCloseTo(1, 4);
      expect((shown?.costUsd.value ?? 0) / (true_?.costUsd.value ?? 1)).toBeCloseTo(1, 9);
      expect(shown?.initMs?.relativeError).toBe(0.01);
      expect(shown?.initMs).toHaveProperty('p999');
    }
  });
});

describe('drift of condensed samples', () => {
  const runOf = (slower: number) => (memoryMB: number) =>
    draw('log-normal, spread 0.3', 4000, memoryMB).map((ms, index) =>
      warm(Math.round(100 * ms * (index < 2000 || memoryMB === 512 ? 1 : slower)) / 100),
    );

  it('is seen by the means of both halves', () => {
    const { exact, condensed } = decisionOf(runOf(1.1));
    expect(codes(condensed)).toContain('drift');
    const [message, other] = [condensed, exact].map(
      ({ warnings }) => warnings.find(({ code }) => code === 'drift')?.message,
    );
    expect(message).toContain('1024 MB on x86_64 (+1');
    expect(message).not.toContain('512 MB');
    expect(other).toContain('1024 MB on x86_64 (+1');
  });

  it('is not seen where there is none, or too little to matter', () => {
    for (const slower of [1, 1.01]) expect(codes(decisionOf(runOf(slower)).condensed)).not.toContain('drift');
  });
});
