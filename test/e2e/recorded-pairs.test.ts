import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ARCHITECTURES,
  type Architecture,
  candidateKey,
  type TuningResult,
} from '../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';

interface Curve {
  readonly points: readonly {
    readonly memoryMB: number;
    readonly durationsMs: readonly number[];
    readonly maxMemoryUsedMB: number;
  }[];
}

/** Functions that were recorded on AWS on both architectures (bench/curves, each file with its source). */
const PAIRS = ['nodejs18x s3put-short', 'nodejs18x s3put-long', 'python311 s3put-long'];
const SIZES = [128, 256, 512, 1024, 2048];
const STRATEGIES = ['cost', 'speed'] as const;
/** us-east-1: GB-second by architecture, and request. */
const GB_SECOND = { x86_64: 0.0000166667, arm64: 0.0000133334 };
const REQUEST = 0.0000002;

function curveOf(pair: string, architecture: Architecture): Curve {
  const [runtime, job] = pair.split(' ');
  const file = new URL(
    `../../bench/curves/mbwilding_${runtime}_${architecture}_${job}.json`,
    import.meta.url,
  );
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What all recorded invocations of a size cost and took on average, reckoned without any of our code. */
function truthOf(pair: string) {
  return ARCHITECTURES.flatMap((architecture) =>
    curveOf(pair, architecture)
      .points.filter(({ memoryMB }) => SIZES.includes(memoryMB))
      .map(({ memoryMB, durationsMs, maxMemoryUsedMB }) => {
        const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
        const billedMs = mean(durationsMs.map(Math.ceil));
        return {
          architecture,
          memoryMB,
          cost: (billedMs / 1000) * (memoryMB / 1024) * GB_SECOND[architecture] + REQUEST,
          speed: mean(durationsMs),
          hasRoom: maxMemoryUsedMB <= 0.9 * memoryMB,
        };
      }),
  );
}

describe('functions that were recorded on both architectures', () => {
  let pipeline: Pipeline;
  const results = new Map<string, TuningResult>();

  beforeAll(async () => {
    pipeline = await startPipeline();
    const runs = PAIRS.flatMap((pair) => STRATEGIES.map((strategy) => ({ pair, strategy })));
    await Promise.all(
      runs.map(async ({ pair, strategy }) => {
        const name = `${pair} ${strategy}`.replaceAll(' ', '-');
        // Draws are a function's own: whatever runs beside it, each run gets the same.
        const curves = Object.fromEntries(
          ARCHITECTURES.map((one) => [one, { ...curveOf(pair, one), function: `${name} ${one}` }]),
        );
        const files = { 'replay.json': JSON.stringify({ curves, pace: 'instant' }) };
        const lambdaARN = await pipeline.create(name, files, { MemorySize: 512, Timeout: 60 });
        const input = { num: 15, powerValues: SIZES, architectures: ARCHITECTURES, seed: 1, strategy };
        results.set(`${pair} ${strategy}`, await pipeline.tune({ lambdaARN, ...input }));
      }),
    );
  }, 120_000);
  afterAll(() => pipeline.stop());

  const resultOf = (pair: string, strategy: string): TuningResult => {
    const result = results.get(`${pair} ${strategy}`);
    if (result === undefined) throw new Error(`there is no run of ${pair} by ${strategy}`);
    return result;
  };

  it.each(PAIRS.flatMap((pair) => STRATEGIES.map((strategy) => ({ pair, strategy }))))(
    '$pair by $strategy: the answer is the best of the recorded data, or ties with it',
    ({ pair, strategy }) => {
      const { recommendation } = resultOf(pair, strategy);
      const withRoom = truthOf(pair).filter(({ hasRoom }) => hasRoom);
      const [best] = withRoom.sort((a, b) => a[strategy] - b[strategy]);
      const alike = [recommendation, ...recommendation.ties].map(candidateKey);
      expect(alike).toContain(best && candidateKey(best));
      // A tie is no excuse for an answer that is far off.
      const chosen = withRoom.find((one) => candidateKey(one) === candidateKey(recommendation));
      expect((chosen?.[strategy] ?? Number.NaN) / (best?.[strategy] ?? 0)).toBeLessThan(1.05);
    },
  );

  it('the longer Node.js job used over nine tenths of 128 MB, where it is cheapest: that is passed over', () => {
    const result = resultOf('nodejs18x s3put-long', 'cost');
    const [cheapest] = truthOf('nodejs18x s3put-long').sort((a, b) => a.cost - b.cost);
    expect(cheapest).toMatchObject({ architecture: 'arm64', memoryMB: 128, hasRoom: false });
    expect(result).toMatchObject({ architecture: 'arm64', memoryMB: 256 });
    expect(result.warnings.map(({ code }) => code)).toContain('memory-tight');
  });

  it.each(PAIRS)(
    '%s: the table shows both architectures, and the Pareto front only what nothing beats',
    (pair) => {
      const { candidates, recommendation } = resultOf(pair, 'cost');
      expect(candidates.map(candidateKey)).toEqual(
        ARCHITECTURES.flatMap((architecture) =>
          SIZES.map((memoryMB) => candidateKey({ architecture, memoryMB })),
        ),
      );
      const { pareto } = recommendation;
      for (const { warm, status } of candidates) {
        expect(status).toBe('measured');
        const [cost, durationMs] = [warm?.costUsd.value ?? 0, warm?.durationMs.mean.value ?? 0];
        // Figures of candidates are cut to ten digits.
        const isBeatenBy = (one: (typeof pareto)[number]) =>
          one.costUsd <= cost * (1 + 1e-8) && one.durationMs <= durationMs * (1 + 1e-8);
        expect(pareto.some(isBeatenBy)).toBe(true);
      }
      for (const [index, { costUsd, durationMs }] of pareto.slice(1).entries()) {
        expect(costUsd).toBeGreaterThan(pareto[index]?.costUsd ?? 0);
        expect(durationMs).toBeLessThan(pareto[index]?.durationMs ?? 0);
      }
    },
  );
});
