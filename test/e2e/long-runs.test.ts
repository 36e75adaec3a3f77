import { describe, expect, it } from 'vitest';
import { localStages } from '../../bin/stages.ts';
import type { ExecutorEvent } from '../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { QUIET } from '../support/quiet-log.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { coldDigest } from '../support/synthetic-digest.ts';

/** A pipeline whose Executor's Lambda has so little time that it must hand back what it has. */
async function startShort(timeoutSeconds: number): Promise<Pipeline> {
  const pipeline: Pipeline = await startPipeline({
    stages: {
      Executor: {
        timeoutSeconds,
        handler: (event, context) => {
          const stage = localStages(pipeline.connection, QUIET).Executor;
          if (stage === undefined) throw new Error('there is no Executor');
          return stage.handler(event, context);
        },
      },
    },
  });
  return pipeline;
}

async function executorCalls(pipeline: Pipeline, executionArn: string): Promise<number> {
  const events = await pipeline.history(executionArn);
  return events.filter(
    ({ type, stateEnteredEventDetails }) =>
      type === 'TaskStateEntered' && stateEnteredEventDetails?.name === 'Executor',
  ).length;
}

describe('a candidate that takes longer than one Executor may run', () => {
  it('is measured by several calls, each invocation made and counted once', async () => {
    // 3 s of timeout and 50 s of margins have to be left: of 54 s that leaves about one for invocations.
    const pipeline = await startShort(54);
    try {
      const lambdaARN = await pipeline.create(
        'slow',
        { 'index.mjs': 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 150));' },
        { Timeout: 3 },
      );
      const before = pipeline.calls().length;
      const result = await pipeline.tune({ lambdaARN, num: 20, powerValues: [512], baseline: false });
      expect(result.candidates[0]?.warm?.durationMs.mean.n).toBe(19);
      expect(result.candidates[0]?.cold?.initMs?.mean.n).toBe(1);
      const invokes = pipeline
        .calls()
        .slice(before)
        .filter(({ action }) => action === 'Invoke');
      expect(invokes).toHaveLength(20);
      expect(await executorCalls(pipeline, result.run.executionArn)).toBeGreaterThan(1);
    } finally {
      await pipeline.stop();
    }
  });

  it('always makes at least one invocation a call, so that it ends', async () => {
    const pipeline = await startShort(10);
    try {
      const lambdaARN = await pipeline.create('tight', replayPackage({ x86_64: [steady(128, 10)] }), {
        MemorySize: 128,
        Timeout: 3,
      });
      const result = await pipeline.tune({ lambdaARN, num: 5, powerValues: [128] });
      expect(result.run.invocations).toBe(5);
      expect(await executorCalls(pipeline, result.run.executionArn)).toBe(5);
    } finally {
      await pipeline.stop();
    }
  });

  it('ends at candidateTimeoutSeconds, and says after how many invocations', async () => {
    const pipeline = await startPipeline();
    try {
      const lambdaARN = await pipeline.create('endless', {
        'index.mjs': 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 300));',
      });
      const input = { lambdaARN, num: 1000, powerValues: [512], baseline: false, candidateTimeoutSeconds: 3 };
      const result = await pipeline.tune(input);
      expect(result.candidates[0]?.status).toBe('measured');
      expect(result.candidates[0]?.invocations).toBeLessThan(20);
      expect(result.warnings.map(({ code }) => code)).toContain('fewer-samples');
    } finally {
      await pipeline.stop();
    }
  });
});

describe('500 cold starts of 6 sizes, which made a state of 366 KB there', () => {
  it('stay under 256 KiB in every state', async () => {
    const pipeline = await startPipeline({
      stages: {
        Executor: { handler: async ({ work }: ExecutorEvent) => coldDigest(work, 500), timeoutSeconds: 900 },
      },
    });
    try {
      const lambdaARN = await pipeline.create('cold', replayPackage({ x86_64: [steady(128, 10)] }), {
        MemorySize: 128,
      });
      // The runner fails an execution as soon as one state is larger.
      const result = await pipeline.tune({ lambdaARN, num: 500, onlyColdStarts: true });
      expect(result.candidates.map(({ cold }) => cold?.initMs?.mean.n)).toEqual([
        500, 500, 500, 500, 500, 500,
      ]);
    } finally {
      await pipeline.stop();
    }
  });
});
