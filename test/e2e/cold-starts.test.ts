import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStages } from '../../bin/stages.ts';
import type { Plan, TuningResult } from '../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { QUIET } from '../support/quiet-log.ts';
import { replayPackage, steady } from '../support/replay.ts';

type Points = Parameters<typeof replayPackage>[0][string];

const SIZES = [128, 256, 512, 1024, 1769];

function since(pipeline: Pipeline, before: number, action: string) {
  return pipeline
    .calls()
    .slice(before)
    .filter((call) => call.action === action);
}

function codes({ warnings }: TuningResult): string[] {
  return warnings.map(({ code }) => code);
}

async function planOf(pipeline: Pipeline, executionArn: string): Promise<Plan> {
  const events = await pipeline.history(executionArn);
  const planned = events.find(
    ({ stateExitedEventDetails }) => stateExitedEventDetails?.name === 'Initializer',
  );
  return JSON.parse(planned?.stateExitedEventDetails?.output ?? '').plan as Plan;
}

describe('a run with coldStarts', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
    // In real time, so that all of a burst have begun before the first one answers.
    const create = (name: string, points: Points, pace: 'real' | 'instant' = 'real') =>
      pipeline.create(name, replayPackage({ x86_64: points }, pace), {
        Architectures: ['x86_64'],
        MemorySize: 512,
      });
    await create(
      'slow',
      SIZES.map((memoryMB) => steady(memoryMB, 400)),
    );
    await create(
      'slower',
      SIZES.map((memoryMB) => steady(memoryMB, 1000)),
    );
    await create('without-init', [{ memoryMB: 512, durationsMs: [10] }], 'instant');
  });
  afterAll(() => pipeline.stop());

  it('measures so many real ones beside the warm samples: 50 at 5 sizes with 5 functions', async () => {
    const before = pipeline.calls().length;
    const result = await pipeline.tune({ lambdaARN: 'slower', num: 5, powerValues: SIZES, coldStarts: 50 });
    expect(result.candidates).toHaveLength(5);
    for (const { cold, warm, invocations } of result.candidates) {
      expect(cold?.initMs?.mean).toMatchObject({ value: 100, n: 50 });
      expect(cold?.initMs?.p90).toHaveProperty('low');
      expect(cold?.latencyMs.p99).toMatchObject({ value: 1100, n: 50 });
      // What follows finds the environments of the last burst.
      expect(warm?.durationMs.mean).toMatchObject({ value: 1000, n: 5 });
      expect(invocations).toBe(55);
    }
    expect(since(pipeline, before, 'CreateFunction')).toHaveLength(5);
    expect(since(pipeline, before, 'PublishVersion')).toHaveLength(0);
    // Of an account's 1,000 a tenth, for 5 candidates: 19 at once and their Executor. Three bursts, two updates between.
    const { coldStarts, mapConcurrency, concurrency } = await planOf(pipeline, result.run.executionArn);
    expect({ coldStarts, mapConcurrency, concurrency }).toEqual({
      coldStarts: { count: 50, atOnce: 19 },
      mapConcurrency: 5,
      concurrency: 1,
    });
    expect(since(pipeline, before, 'UpdateFunctionConfiguration')).toHaveLength(5 * 2);
    // The warm ones decide.
    expect(result.duration).toBe(1000);
    expect(codes(result)).toEqual(['init-boost']);
  });

  it('tries twice as often at most, takes what was warm as warm samples, and says that fewer came', async () => {
    const before = pipeline.calls().length;
    const input = { lambdaARN: 'without-init', num: 5, powerValues: [512], coldStarts: 6, concurrency: 3 };
    const result = await pipeline.tune(input);
    const [candidate] = result.candidates;
    expect(candidate?.invocations).toBe(2 * 6 + 5);
    expect(candidate?.warm?.durationMs.mean.n).toBe(2 * 6 + 5);
    expect(candidate).not.toHaveProperty('cold');
    expect(result.warnings.map(({ code }) => code)).toEqual(['fewer-cold-starts']);
    expect(result.warnings[0]?.message).toContain('512 MB on x86_64 (0 of 6)');
    expect(since(pipeline, before, 'UpdateFunctionConfiguration')).toHaveLength(4 - 1);
  });

  it('keeps to the concurrency that the input asks for', async () => {
    const input = { lambdaARN: 'slow', num: 5, powerValues: [512], coldStarts: 4, concurrency: 2 };
    const result = await pipeline.tune(input);
    const plan = await planOf(pipeline, result.run.executionArn);
    expect(plan.coldStarts).toEqual({ count: 4, atOnce: 2 });
    expect(result.candidates[0]?.cold?.initMs?.mean.n).toBe(4);
  });

  it('keeps to the cap of the run: fewer at once, and more bursts', async () => {
    const before = pipeline.calls().length;
    const input = { lambdaARN: 'slow', num: 5, powerValues: [512], coldStarts: 6, maxConcurrency: 4 };
    const result = await pipeline.tune(input);
    const plan = await planOf(pipeline, result.run.executionArn);
    expect([plan.coldStarts, plan.mapConcurrency]).toEqual([{ count: 6, atOnce: 3 }, 1]);
    expect(codes(result)).toContain('concurrency-reduced');
    expect(result.candidates[0]?.cold?.initMs?.mean.n).toBe(6);
    expect(since(pipeline, before, 'UpdateFunctionConfiguration')).toHaveLength(1);
  });

  it('gives every payload its share of them', async () => {
    const payload = [
      { payload: 1, weight: 2 },
      { payload: 2, weight: 1 },
    ];
    const input = { lambdaARN: 'slow', num: 6, powerValues: [512], coldStarts: 6, payload };
    const before = pipeline.invocations().length;
    const result = await pipeline.tune(input);
    expect(result.candidates[0]?.cold?.latencyMs.mean).toMatchObject({ value: 500, n: 6 });
    expect(result.candidates[0]?.warm?.durationMs.mean).toMatchObject({ value: 400, n: 6 });
    expect(pipeline.invocations().length - before).toBe(12);
  });

  it('is counted by maxCostUsd: in the estimate, and as what is spent', async () => {
    const input = { lambdaARN: 'slow', num: 5, powerValues: [512], coldStarts: 4, maxCostUsd: 1 };
    const result = await pipeline.tune(input);
    const [candidate] = result.candidates;
    // The pilot's environment is retired first: of 5 cold ones 4 were asked for.
    expect(candidate?.cold?.initMs?.mean.n).toBe(5);
    expect(candidate?.invocations).toBe(1 + 4 + 5);
    const events = await pipeline.history(result.run.executionArn);
    const answer = events.find(({ stateExitedEventDetails }) => stateExitedEventDetails?.name === 'Analyzer');
    const { plan } = JSON.parse(answer?.stateExitedEventDetails?.output ?? '') as { plan: Plan };
    // The pilot was billed 500 ms. 5 warm ones and twice 4 tries of 400 ms, and inits of 100 ms: of the 4, and one more.
    const gb = 0.5 * 0.0000166667;
    const requests = 14 * 0.0000002;
    const transitions = (6 + 2 * 4 + 2 * 3) * 0.000025;
    const billed = 0.5 + 13 * 0.4 + 5 * 0.1;
    expect(plan.estimatedCost).toBeCloseTo(billed * gb + requests + transitions, 12);
    const { lambdaCost, executionCost = 0 } = result.stateMachine;
    expect(lambdaCost + executionCost).toBeLessThanOrEqual(plan.estimatedCost ?? 0);
  });

  it('is refused where that many may cost more than maxCostUsd', async () => {
    const prices = { gbSecond: { x86_64: 2 }, request: 0 };
    const input = { lambdaARN: 'slow', num: 5, powerValues: [512], prices, coldStarts: 10, concurrency: 5 };
    // At half a GB a second costs 1: the pilot 0.5, and at most 20 tries of 0.4, 10 warm ones, inits of 0.1.
    const refused = await pipeline.run({ ...input, maxCostUsd: 9 });
    expect(refused.error).toBe('CostLimitExceeded');
    expect(refused.cause).toContain('30 invocations, 15 of them with an init, billed 13500 ms');
  });

  it('has none in a dry run', async () => {
    const ended = await pipeline.run({ lambdaARN: 'slow', powerValues: [512], coldStarts: 50, dryRun: true });
    expect(ended.status).toBe('SUCCEEDED');
    expect(pipeline.invocations().at(-1)?.report.initDurationMs).toBe(100);
  });
});

describe('a run with coldStarts whose Executor has too little time', () => {
  it('goes on with the cold starts in the next call, then with the warm ones', async () => {
    const pipeline: Pipeline = await startPipeline({
      stages: {
        Executor: {
          // Less than the margins that have to be left: one burst, or one invocation, in each call.
          timeoutSeconds: 10,
          handler: (event, context) => {
            const stage = localStages(pipeline.connection, QUIET).Executor;
            if (stage === undefined) throw new Error('there is no Executor');
            return stage.handler(event, context);
          },
        },
      },
    });
    try {
      const lambdaARN = await pipeline.create('slow', replayPackage({ x86_64: [steady(512, 400)] }, 'real'), {
        Timeout: 3,
      });
      const before = pipeline.calls().length;
      const input = { lambdaARN, num: 5, powerValues: [512], coldStarts: 9, concurrency: 3 };
      const result = await pipeline.tune(input);
      const [candidate] = result.candidates;
      expect(candidate?.cold?.initMs?.mean.n).toBe(9);
      expect(candidate?.warm?.durationMs.mean.n).toBe(5);
      expect(candidate?.invocations).toBe(9 + 5);
      const events = await pipeline.history(result.run.executionArn);
      const progress = events
        .filter(({ stateExitedEventDetails }) => stateExitedEventDetails?.name === 'Executor')
        .map(({ stateExitedEventDetails }) => JSON.parse(stateExitedEventDetails?.output ?? '').progress);
      expect(progress.map(({ next }) => [next.tries, next.samples])).toEqual([
        ...[3, 6, 9].map((tries) => [tries, 0]),
        ...[1, 2, 3, 4, 5].map((samples) => [9, samples]),
      ]);
      expect(since(pipeline, before, 'CreateFunction')).toHaveLength(1);
    } finally {
      await pipeline.stop();
    }
  });
});

describe('a SnapStart function with coldStarts', () => {
  it('publishes a version for each burst, and shows restores, not inits', async () => {
    const pipeline = await startPipeline();
    try {
      const point = { memoryMB: 512, durationsMs: [400], restoreMs: [300], billedRestoreMs: [120] };
      await pipeline.create('snap', replayPackage({ x86_64: [point] }, 'real'), {
        Architectures: ['x86_64'],
        Runtime: 'java21',
        SnapStart: { ApplyOn: 'PublishedVersions' },
      });
      const input = { lambdaARN: 'snap', num: 5, powerValues: [512], coldStarts: 6, concurrency: 3 };
      const { candidates } = await pipeline.tune(input);
      const [candidate] = candidates;
      expect(candidate?.cold?.restoreMs?.mean).toMatchObject({ value: 300, n: 6 });
      expect(candidate?.cold).not.toHaveProperty('initMs');
      expect(candidate?.cold?.latencyMs.mean.value).toBe(700);
      // 520 ms at half a GB, and the request: the restore is billed in part.
      expect(candidate?.cold?.costUsd.value).toBeCloseTo(0.52 * 0.5 * 0.0000166667 + 0.0000002, 14);
      const versions = pipeline.invocations().map(({ functionArn }) => functionArn.split(':')[7]);
      expect(new Set(versions)).toEqual(new Set(['1', '2']));
    } finally {
      await pipeline.stop();
    }
  });
});

describe('cold starts in bursts', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());

  it('come as often as they are asked for, since an update between bursts retires the environments', async () => {
    const lambdaARN = await pipeline.create('cold', replayPackage({ x86_64: [steady(256, 300)] }, 'real'));
    const before = pipeline.calls().length;
    const result = await pipeline.tune({
      lambdaARN,
      num: 5,
      powerValues: [256],
      baseline: false,
      onlyColdStarts: true,
      concurrency: 2,
    });
    const [candidate] = result.candidates;
    expect(candidate?.cold?.initMs?.mean).toMatchObject({ value: 100, n: 5 });
    expect(candidate?.warm).toBeUndefined();
    const actions = pipeline
      .calls()
      .slice(before)
      .map(({ action }) => action);
    // Two at once, twice, and one more.
    expect(actions.filter((action) => action === 'UpdateFunctionConfiguration')).toHaveLength(2);
    expect(actions.filter((action) => action === 'Invoke')).toHaveLength(5);
  });
});
