import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteFunctionCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { localStages } from '../../bin/stages.ts';
import type { ExecutorEvent } from '../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { QUIET } from '../support/quiet-log.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { mixedDigest } from '../support/synthetic-digest.ts';

const FILES = replayPackage({ x86_64: [steady(128, 10), steady(256, 20)] });

class Named extends Error {
  constructor(name: string) {
    super('as asked');
    this.name = name;
  }
}

/** A pipeline in which the Executor of 128 MB ends with an error. */
async function startBroken(errorName: string): Promise<Pipeline> {
  const pipeline: Pipeline = await startPipeline({
    stages: {
      Executor: {
        timeoutSeconds: 900,
        handler: async (event: ExecutorEvent, context) => {
          if (event.work.memoryMB === 128) throw new Named(errorName);
          return localStages(pipeline.connection, QUIET).Executor?.handler(event as never, context);
        },
      },
    },
  });
  return pipeline;
}

describe('an Executor that is lost', () => {
  it.each([
    'Sandbox.Timedout',
    'Runtime.OutOfMemory',
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
  ])('costs its own candidate, not the run: %s', async (errorName) => {
    const pipeline = await startBroken(errorName);
    try {
      const lambdaARN = await pipeline.create('orders', FILES, { MemorySize: 256 });
      const result = await pipeline.tune({ lambdaARN, num: 5, powerValues: [128, 256] });
      expect(result.power).toBe(256);
      expect(result.candidates[0]).toMatchObject({ memoryMB: 128, status: 'failed' });
      expect(result.candidates[0]?.reason).toContain(errorName);
    } finally {
      await pipeline.stop();
    }
  });

  it('costs its own candidate when it runs into its own timeout', async () => {
    const pipeline: Pipeline = await startPipeline({
      stages: {
        Executor: {
          timeoutSeconds: 3,
          handler: async (event: ExecutorEvent, context) =>
            localStages(pipeline.connection, QUIET).Executor?.handler(event as never, context),
        },
      },
    });
    try {
      const lambdaARN = await pipeline.create('slow-small', {
        'index.mjs': `export const handler = (_, { memoryLimitInMB }) =>
          new Promise((resolve) => setTimeout(resolve, memoryLimitInMB === '128' ? 9000 : 1));`,
      });
      const result = await pipeline.tune({ lambdaARN, num: 5, powerValues: [128, 256], baseline: false });
      expect(result.power).toBe(256);
      expect(result.candidates[0]?.reason).toContain('Sandbox.Timedout');
    } finally {
      await pipeline.stop();
    }
  });

  it('keeps what the calls before it brought, and counts what they cost', async () => {
    let calls = 0;
    const pipeline = await startPipeline({
      stages: {
        Executor: {
          timeoutSeconds: 900,
          handler: async ({ work }: ExecutorEvent) => {
            if (++calls === 2) throw new Named('Sandbox.Timedout');
            return { ...mixedDigest(work, 500), done: false };
          },
        },
      },
    });
    try {
      const lambdaARN = await pipeline.create('orders', FILES, { MemorySize: 128 });
      const result = await pipeline.tune({ lambdaARN, num: 1000, powerValues: [128] });
      expect(result.candidates[0]).toMatchObject({ status: 'measured', invocations: 500 });
      expect(result.candidates[0]?.warm?.durationMs.mean.n).toBe(450);
      expect(result.warnings.map(({ code }) => code)).toContain('executor-lost');
    } finally {
      await pipeline.stop();
    }
  });

  it('ends the run where the fault is not the candidate’s', async () => {
    const pipeline = await startBroken('ProcessorFailed');
    try {
      const lambdaARN = await pipeline.create('orders', FILES, { MemorySize: 256 });
      const ended = await pipeline.run({ lambdaARN, num: 5, powerValues: [128, 256] });
      expect([ended.status, ended.error]).toEqual(['FAILED', 'ProcessorFailed']);
    } finally {
      await pipeline.stop();
    }
  });
});

describe('a probe that is deleted in the middle', () => {
  it('costs its own candidate, not the run', async () => {
    const pipeline = await startPipeline();
    try {
      const lambdaARN = await pipeline.create('waits', {
        'index.mjs': 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 100));',
      });
      const executionArn = await pipeline.start({
        lambdaARN,
        num: 10,
        powerValues: [128, 256],
        baseline: false,
      });
      const small = async () => {
        const { Functions = [] } = await pipeline.lambda.send(new ListFunctionsCommand({}));
        return Functions.find(({ FunctionName = '' }) => FunctionName.endsWith('-128'))?.FunctionName;
      };
      let name = await small();
      for (; name === undefined; name = await small()) await sleep(10);
      await sleep(300);
      await pipeline.lambda.send(new DeleteFunctionCommand({ FunctionName: name }));
      const ended = await pipeline.end(executionArn);
      expect(ended.status).toBe('SUCCEEDED');
      const { power, candidates } = JSON.parse(ended.output ?? '');
      expect(power).toBe(256);
      expect(candidates[0].status).toBe('failed');
      expect(candidates[0].reason).toContain('ResourceNotFoundException');
    } finally {
      await pipeline.stop();
    }
  });
});

describe('a weighted payload that met only a cold environment', () => {
  it('is sent once more instead of falling out of the averages', async () => {
    const pipeline = await startPipeline();
    try {
      const lambdaARN = await pipeline.create('weighted', {
        'index.mjs': 'export const handler = ({ ms }) => new Promise((resolve) => setTimeout(resolve, ms));',
      });
      const payload = [300, 1, 1, 1, 1].map((ms) => ({ payload: { ms }, weight: 1 }));
      const result = await pipeline.tune({ lambdaARN, num: 5, powerValues: [512], baseline: false, payload });
      expect(result.duration).toBeGreaterThan(55);
      expect(result.run.invocations).toBe(6);
      expect(result.warnings).toEqual([]);
    } finally {
      await pipeline.stop();
    }
  });
});
