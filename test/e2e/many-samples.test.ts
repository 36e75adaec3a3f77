import { describe, expect, it } from 'vitest';
import { Tally } from '../../lib/aws/measure/tally.ts';
import type { ExecutorEvent, ExecutorResult, Sample, TuningResult } from '../../lib/contract/index.ts';
import { emptyDigest } from '../../lib/core/digest/digest.ts';
import { RELATIVE_ERROR } from '../../lib/core/digest/sketch.ts';
import { momentsOf } from '../../lib/core/statistics/moments.ts';
import { quantile } from '../../lib/core/statistics/quantile.ts';
import { cold, warm } from '../lib/core/analysis/runs.ts';
import { draw } from '../lib/core/digest/draws.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';

const STATE_BYTES = 256 * 1024;

/** What an Executor hands back to which these samples came. The others of the pipeline are the deployed ones. */
function executor(samplesOf: (memoryMB: number) => readonly Sample[]) {
  return ({ plan, work }: ExecutorEvent): ExecutorResult => {
    const tally = new Tally(emptyDigest(work), { digestBytes: plan.digestBytes });
    const samples = samplesOf(work.memoryMB);
    for (const sample of samples) {
      if (!tally.hasRoom()) break;
      tally.add({ sample, killedEnvironment: false });
    }
    const next = { tries: 0, samples: samples.length };
    return { done: true, digest: tally.digest(plan, work), next, since: plan.startedAt };
  };
}

async function run(
  input: object,
  samplesOf: (memoryMB: number) => readonly Sample[],
): Promise<{ result: TuningResult; largest: number }> {
  const handler = async (event: ExecutorEvent) => executor(samplesOf)(event);
  const pipeline = await startPipeline({ stages: { Executor: { handler, timeoutSeconds: 900 } } });
  try {
    const lambdaARN = await pipeline.create('many', replayPackage({ x86_64: [steady(128, 10)] }), {
      Architectures: ['x86_64'],
      MemorySize: 128,
    });
    const result = await pipeline.tune({ lambdaARN, baseline: false, ...input });
    return { result, largest: await largestState(pipeline, result.run.executionArn) };
  } finally {
    await pipeline.stop();
  }
}

/** Of all states' inputs and outputs in an execution's history, in bytes. */
async function largestState(pipeline: Pipeline, executionArn: string): Promise<number> {
  const events = await pipeline.history(executionArn);
  const sizes = events.flatMap(({ stateEnteredEventDetails, stateExitedEventDetails }) =>
    [stateEnteredEventDetails?.input, stateExitedEventDetails?.output].flatMap((text) =>
      text === undefined ? [] : [Buffer.byteLength(text)],
    ),
  );
  expect(sizes.length).toBeGreaterThan(10);
  return Math.max(...sizes);
}

describe('40 candidates with 1,000 samples each', () => {
  it('stay under 256 KiB in every state, one by one, of up to 20 s', async () => {
    const powerValues = Array.from({ length: 40 }, (_, index) => 128 + 64 * index);
    const samplesOf = (memoryMB: number) =>
      draw('several seconds', 1000, memoryMB).map((ms, index) =>
        index % 20 === 0 ? cold(ms, 200) : warm(ms),
      );
    const { result, largest } = await run({ num: 1000, powerValues }, samplesOf);
    expect(largest).toBeGreaterThan(STATE_BYTES / 2);
    expect(largest).toBeLessThan(STATE_BYTES);
    for (const { warm: figures, cold: starts } of result.candidates) {
      expect(figures?.durationMs.mean.n).toBe(950);
      expect(starts?.initMs?.mean.n).toBe(50);
      expect(figures?.durationMs).not.toHaveProperty('relativeError');
    }
    expect(result.warnings.map(({ code }) => code)).not.toContain('samples-condensed');
  });
});

describe('6 candidates with 100,000 samples each', () => {
  it('stay under 256 KiB too: condensed, with exact means and quantiles within 1%', async () => {
    const powerValues = [128, 256, 512, 1024, 1536, 3008];
    const durationsOf = (memoryMB: number) => draw('log-normal, spread 1.3', 100_000, memoryMB);
    const { result, largest } = await run({ num: 100_000, powerValues }, (memoryMB) =>
      durationsOf(memoryMB).map((ms) => warm(ms)),
    );
    expect(largest).toBeLessThan(STATE_BYTES);
    expect(result.warnings.map(({ code }) => code)).toContain('samples-condensed');
    expect(result.candidates).toHaveLength(6);
    for (const { memoryMB, warm: figures } of result.candidates) {
      const exact = durationsOf(memoryMB);
      const { mean, variance } = momentsOf(exact);
      const shown = figures?.durationMs;
      expect(shown?.relativeError).toBe(RELATIVE_ERROR);
      expect(shown?.mean).toMatchObject({ n: 100_000, value: expect.closeTo(mean, 8) });
      // Student's t with so many is the normal distribution.
      const reach = 1.96 * Math.sqrt(variance / 100_000);
      expect((shown?.mean.high ?? 0) - mean).toBeCloseTo(reach, 2);
      for (const [key, p] of [
        ['p50', 0.5],
        ['p90', 0.9],
        ['p99', 0.99],
        ['p999', 0.999],
      ] as const) {
        const value = shown?.[key]?.value ?? Number.NaN;
        expect(Math.abs(value / quantile(exact, p) - 1)).toBeLessThanOrEqual(RELATIVE_ERROR);
        expect(shown?.[key]).not.toHaveProperty('note');
      }
      const billed = momentsOf(exact.map(Math.ceil)).mean;
      const cost = (billed / 1000) * (memoryMB / 1024) * 0.0000166667 + 0.0000002;
      expect((figures?.costUsd.value ?? 0) / cost).toBeCloseTo(1, 9);
    }
  }, 180_000);
});
