import { setTimeout as sleep } from 'node:timers/promises';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecutorEvent } from '../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { mixedDigest } from '../support/synthetic-digest.ts';

async function probesIn({ lambda }: Pipeline): Promise<string[]> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  return Functions.map(({ FunctionName = '' }) => FunctionName).filter((name) =>
    name.startsWith('power-tuner-probe-'),
  );
}

describe('a run that meets trouble', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());

  it('refuses a bad strategy and sizes before anything is created or invoked, with all problems', async () => {
    const lambdaARN = await pipeline.create('refused', replayPackage({ x86_64: [steady(128, 10)] }));
    const before = pipeline.calls().length;
    const ended = await pipeline.run({ lambdaARN, num: 5, strategy: 'cheapest', powerValues: [64] });
    expect(ended.status).toBe('FAILED');
    expect(ended.error).toBe('InvalidInput');
    expect(JSON.parse(ended.cause ?? '').errorMessage).toMatch(
      /^2 problems in the input:\n- powerValues\[0\].*\n- strategy/,
    );
    expect(
      pipeline
        .calls()
        .slice(before)
        .filter(({ service }) => service === 'lambda'),
    ).toEqual([]);
  });

  it('fails when the function does not exist, with the remedy', async () => {
    const ended = await pipeline.run({ lambdaARN: 'nowhere', num: 5 });
    expect(ended.error).toBe('TargetNotTunable');
    expect(ended.cause).toMatch(/nowhere.*Check its name, region and qualifier/);
  });

  it('goes on without a size that runs out of memory, and says why', async () => {
    const lambdaARN = await pipeline.create('fails-small', {
      'index.mjs': `export const handler = async (_, { memoryLimitInMB }) => {
        if (memoryLimitInMB === '128') throw Object.assign(new Error('too small'), { name: 'TooSmall' });
      };`,
    });
    const result = await pipeline.tune({ lambdaARN, num: 20, powerValues: [128, 256] });
    expect(result.power).toBe(256);
    const failed = result.candidates.find(({ memoryMB }) => memoryMB === 128);
    expect(failed?.status).toBe('failed');
    expect(failed?.reason).toContain('TooSmall');
    // It stops paying once it is sure.
    expect(failed?.invocations).toBeLessThan(5);
    expect(failed?.warm).toBeUndefined();
  });

  it('keeps a size of which one invocation of many failed', async () => {
    const lambdaARN = await pipeline.create('fails-once', {
      'index.mjs': `let count = 0;
        export const handler = async () => { if (++count === 3) throw new Error('once'); };`,
    });
    const result = await pipeline.tune({ lambdaARN, num: 10, powerValues: [256], baseline: false });
    expect(result.candidates[0]?.status).toBe('measured');
    expect(result.candidates[0]?.failures).toEqual([{ reason: 'Error', count: 1, example: 'once' }]);
    expect(result.candidates[0]?.warm?.durationMs.mean.n).toBe(8);
  });

  it('fails when no candidate survives, and lists the reasons', async () => {
    const lambdaARN = await pipeline.create('fails-always', {
      'index.mjs': `export const handler = async () => { throw new TypeError('always'); };`,
    });
    const ended = await pipeline.run({ lambdaARN, num: 5, powerValues: [128, 256] });
    expect(ended.status).toBe('FAILED');
    expect(ended.error).toBe('NoCandidateMeasured');
    expect(ended.cause).toMatch(/128.*TypeError/s);
    expect(await probesIn(pipeline)).toEqual([]);
  });

  it('reports sizes that a replayed curve does not hold as not measurable, never with a number', async () => {
    const lambdaARN = await pipeline.create('replayed', replayPackage({ x86_64: [steady(128, 10)] }), {
      MemorySize: 128,
    });
    const result = await pipeline.tune({ lambdaARN, num: 5, powerValues: [128, 192] });
    expect(result.measuredBy).toBe('replayed');
    const missing = result.candidates.find(({ memoryMB }) => memoryMB === 192);
    expect(missing?.status).toBe('not-measurable');
    expect(missing?.warm).toBeUndefined();
  });

  it('reads a burst of cold starts without their init: a 10 ms function is a 10 ms function', async () => {
    const lambdaARN = await pipeline.create(
      'burst',
      replayPackage({ x86_64: [{ memoryMB: 128, durationsMs: [10], initMs: [800] }] }, 'real'),
      { MemorySize: 128 },
    );
    const result = await pipeline.tune({ lambdaARN, num: 10, powerValues: [128], parallelInvocation: true });
    expect(result.duration).toBe(10);
    expect(result.candidates[0]?.cold?.latencyMs.mean.value).toBe(810);
    // All ten were cold, so the same ten were sent once more.
    expect(result.candidates[0]?.cold?.initMs?.mean.n).toBe(10);
    expect(result.candidates[0]?.warm?.durationMs.mean.value).toBe(10);
  });

  it('makes exactly num invocations of each candidate in series', async () => {
    const lambdaARN = await pipeline.create(
      'counted',
      replayPackage({ x86_64: [steady(128, 10), steady(256, 10)] }),
      {
        MemorySize: 128,
      },
    );
    const before = pipeline.calls().length;
    const result = await pipeline.tune({ lambdaARN, num: 7, powerValues: [128, 256] });
    const invokes = pipeline
      .calls()
      .slice(before)
      .filter(({ action }) => action === 'Invoke');
    expect(invokes).toHaveLength(14);
    expect(result.run.invocations).toBe(14);
  });

  it('deletes its probes when the execution is aborted in the middle', async () => {
    const lambdaARN = await pipeline.create('slow', {
      'index.mjs': `export const handler = () => new Promise((resolve) => setTimeout(resolve, 200));`,
    });
    const executionArn = await pipeline.start({ lambdaARN, num: 50, powerValues: [128, 256] });
    while ((await probesIn(pipeline)).length < 2) await sleep(20);
    await pipeline.states.send(new StopExecutionCommand({ executionArn }));
    const ended = await pipeline.end(executionArn);
    expect(ended.status).toBe('ABORTED');
    expect(await probesIn(pipeline)).toEqual([]);
  });

  it('leaves no probe after any of these', async () => {
    expect(await probesIn(pipeline)).toEqual([]);
  });
});

describe('a region without a price', () => {
  let pipeline: Pipeline;
  let lambdaARN: string;
  beforeAll(async () => {
    pipeline = await startPipeline({ region: 'mx-central-1' });
    lambdaARN = await pipeline.create('orders', replayPackage({ x86_64: [steady(128, 10)] }), {
      MemorySize: 128,
    });
  });
  afterAll(() => pipeline.stop());

  it('fails when none is given, and says how to give one', async () => {
    const ended = await pipeline.run({ lambdaARN, num: 5, powerValues: [128] });
    expect(ended.error).toBe('PriceMissing');
    expect(ended.cause).toMatch(/mx-central-1.*prices/s);
  });

  it('reckons with the prices of the input', async () => {
    const prices = { gbSecond: { x86_64: 0.001 }, request: 0.5, currency: 'USD' };
    const result = await pipeline.tune({ lambdaARN, num: 5, powerValues: [128], prices });
    expect(result.cost).toBeCloseTo(0.5 + 0.01 * (128 / 1024) * 0.001, 12);
    expect(result.run.prices.source).toContain('input');
    // The region's price of a state transition isn't known either: it is absent, not zero.
    expect(result.stateMachine.executionCost).toBeUndefined();
  });
});

describe('a Reporter that fails', () => {
  it('loses no answer: the error is JSON that has it, whatever the Reporter said', async () => {
    const pipeline = await startPipeline({
      stages: {
        Reporter: {
          handler: () => Promise.reject(new SyntaxError('an "unquoted" \\ text')),
          timeoutSeconds: 60,
        },
      },
    });
    try {
      const lambdaARN = await pipeline.create('orders', replayPackage({ x86_64: [steady(128, 10)] }), {
        MemorySize: 128,
      });
      const { status, error, cause } = await pipeline.run({ lambdaARN, num: 5, powerValues: [128] });
      expect([status, error]).toEqual(['FAILED', 'SyntaxError']);
      expect(JSON.parse(cause ?? '')).toMatchObject({
        message: 'the Reporter gave no answer: SyntaxError',
        left: [],
        recommendation: { architecture: 'x86_64', memoryMB: 128 },
      });
    } finally {
      await pipeline.stop();
    }
  });
});

describe('a large run', () => {
  it('keeps every state under 256 KiB with 20 candidates of 1,000 samples', async () => {
    let largest = 0;
    const pipeline = await startPipeline({
      stages: {
        Executor: {
          handler: async ({ work }: ExecutorEvent) => mixedDigest(work, 1000),
          timeoutSeconds: 900,
        },
      },
    });
    try {
      const sizes = Array.from({ length: 20 }, (_, index) => 128 + index * 64);
      const lambdaARN = await pipeline.create('large', replayPackage({ x86_64: [steady(128, 10)] }), {
        MemorySize: 128,
      });
      const ended = await pipeline.run({ lambdaARN, num: 1000, powerValues: sizes });
      expect(ended.status).toBe('SUCCEEDED');
      for (const event of await pipeline.history(ended.executionArn ?? '')) {
        const { input, output } = { ...event.stateEnteredEventDetails, ...event.stateExitedEventDetails };
        largest = Math.max(largest, Buffer.byteLength(input ?? ''), Buffer.byteLength(output ?? ''));
      }
    } finally {
      await pipeline.stop();
    }
    expect(largest).toBeGreaterThan(64 * 1024);
    expect(largest).toBeLessThan(256 * 1024);
  });

  it('fails with States.DataLimitExceeded where a state grows over 256 KiB, and still cleans up', async () => {
    const reason = 'x'.repeat(300_000);
    const pipeline = await startPipeline({
      stages: {
        Executor: {
          handler: async ({ work }: ExecutorEvent) => ({
            done: true,
            digest: { ...work, status: 'failed', reason },
            next: 0,
            since: '',
          }),
          timeoutSeconds: 900,
        },
      },
    });
    try {
      const lambdaARN = await pipeline.create('grown', replayPackage({ x86_64: [steady(128, 10)] }));
      const ended = await pipeline.run({ lambdaARN, num: 5, powerValues: [128] });
      expect(ended.status).toBe('FAILED');
      expect(ended.error).toBe('States.DataLimitExceeded');
      expect(await probesIn(pipeline)).toEqual([]);
    } finally {
      await pipeline.stop();
    }
  });

  it('refuses what cannot fit, with the remedies', async () => {
    const pipeline = await startPipeline();
    try {
      const lambdaARN = await pipeline.create('orders', replayPackage({ x86_64: [steady(128, 10)] }));
      // Even condensed, the samples have no room beside it.
      const payload = 'x'.repeat(230_000);
      const ended = await pipeline.run({
        lambdaARN,
        num: 10_000,
        powerValues: [128, 256, 512, 1024],
        payload,
      });
      expect(ended.error).toBe('InvalidInput');
      expect(ended.cause).toMatch(/fewer powerValues.*lower num.*payloadS3/);
      expect(pipeline.calls().map(({ action }) => action)).not.toContain('Invoke');
    } finally {
      await pipeline.stop();
    }
  });
});
