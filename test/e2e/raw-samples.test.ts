import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { localStages } from '../../bin/stages.ts';
import { s3 } from '../../lib/aws/clients/s3.ts';
import type { TuningResult } from '../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { QUIET } from '../support/quiet-log.ts';
import { replayPackage, steady } from '../support/replay.ts';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

type Line = Record<string, unknown>;

/** The lines of every object under the prefix that the result names, by what comes after it. */
async function samplesOf(pipeline: Pipeline, { run }: TuningResult): Promise<Record<string, Line[]>> {
  const [, Bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(run.samples ?? '') ?? [];
  const client = s3(pipeline.connection);
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
  const files = await Promise.all(
    Contents.map(async ({ Key = '' }) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      const text = (await Body?.transformToString()) ?? '';
      expect(text.endsWith('\n')).toBe(true);
      const lines = text.trimEnd().split('\n');
      return [Key.slice(prefix.length), lines.map((line) => JSON.parse(line) as Line)] as const;
    }),
  );
  return Object.fromEntries(files);
}

describe('raw samples', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline({ keepSamples: true });
    const sizes = { x86_64: [steady(128, 20.25), steady(512, 10.5)] };
    await pipeline.create('steady', replayPackage(sizes), { Architectures: ['x86_64'], MemorySize: 512 });
    await pipeline.create('fails-at-first', {
      'index.mjs': `let calls = 0;
        export const handler = async ({ secret }) => {
          if (++calls === 3) throw new RangeError('broken by ' + secret);
          return 1;
        };`,
    });
  });
  afterAll(() => pipeline.stop());
  afterEach(() => pipeline.emulator.setFaults([]));

  it('lie in the bucket, an object for each call and a line for each invocation', async () => {
    const result = await pipeline.tune({ lambdaARN: 'steady', num: 6, powerValues: [128, 512] });
    const execution = result.run.executionArn.split(':').at(-1);
    expect(result.run.samples).toBe(`s3://power-tuner-results/runs/steady/${execution}/samples/`);
    const files = await samplesOf(pipeline, result);
    expect(Object.keys(files).sort()).toEqual(['x86_64-128-1.jsonl', 'x86_64-512-1.jsonl']);
    const [first, second, ...others] = files['x86_64-128-1.jsonl'] ?? [];
    expect(first).toEqual({
      architecture: 'x86_64',
      memoryMB: 128,
      payload: 0,
      time: expect.stringMatching(ISO),
      outcome: 'succeeded',
      start: 'cold',
      durationMs: 20.25,
      initMs: 100,
      billedMs: 121,
      maxMemoryUsedMB: 64,
    });
    expect(second).toMatchObject({ start: 'warm', durationMs: 20.25, billedMs: 21 });
    expect(others).toHaveLength(4);
  });

  it('say which payload was sent, and nothing of what it is', async () => {
    const payload = ['canary-a', 'canary-b'].map((text, index) => ({
      payload: { text },
      weight: 2 - index,
    }));
    const result = await pipeline.tune({ lambdaARN: 'steady', num: 6, powerValues: [512], payload });
    const files = await samplesOf(pipeline, result);
    const lines = files['x86_64-512-1.jsonl'] ?? [];
    expect(lines.map((line) => line.payload).sort()).toEqual([0, 0, 0, 0, 1, 1]);
    expect(JSON.stringify(files)).not.toContain('canary');
  });

  it.each([
    { disablePayloadLogs: false, error: { error: 'broken by canary' } },
    { disablePayloadLogs: true, error: {} },
  ])(
    'have failed invocations too, with disablePayloadLogs $disablePayloadLogs',
    async ({ error, ...input }) => {
      const result = await pipeline.tune({
        lambdaARN: 'fails-at-first',
        num: 20,
        powerValues: [512],
        payload: { secret: 'canary' },
        ...input,
      });
      const files = await samplesOf(pipeline, result);
      const [lines = []] = Object.values(files);
      expect(lines).toHaveLength(20);
      const failed = lines.filter(({ outcome }) => outcome !== 'succeeded');
      expect(failed).toMatchObject([
        { outcome: 'failed', reason: 'RangeError', start: 'warm', billedMs: expect.any(Number), ...error },
      ]);
      expect(JSON.stringify(files).includes('canary')).toBe(!input.disablePayloadLogs);
    },
  );

  it('of a run with a pilot have an object of its own for that', async () => {
    const input = { lambdaARN: 'steady', num: 5, powerValues: [512], maxCostUsd: 1 };
    const files = await samplesOf(pipeline, await pipeline.tune(input));
    expect(Object.entries(files).map(([name, lines]) => [name, lines.length])).toEqual([
      ['x86_64-512-1.jsonl', 1],
      ['x86_64-512-2.jsonl', 5],
    ]);
  });

  it('that can not be written cost no sample: the result says so', async () => {
    pipeline.emulator.setFaults([
      {
        service: 's3',
        action: 'PutObject',
        resource: 'power-tuner-results/runs/',
        do: { error: { name: 'AccessDenied', message: 'no', status: 403 } },
      },
    ]);
    const result = await pipeline.tune({ lambdaARN: 'steady', num: 6, powerValues: [128, 512] });
    expect(result.candidates.map(({ status, invocations }) => [status, invocations])).toEqual([
      ['measured', 6],
      ['measured', 6],
    ]);
    const [warning, ...others] = result.warnings;
    // The Reporter writes there, too.
    expect(others.map(({ code }) => code)).toEqual(['report-not-written']);
    expect(warning?.code).toBe('samples-not-written');
    expect(warning?.message).toContain(
      '128 MB on x86_64 (6: AccessDenied), 512 MB on x86_64 (6: AccessDenied)',
    );
    expect(await samplesOf(pipeline, result)).toEqual({});
  });
});

describe('raw samples of a candidate that takes several calls of the Executor', () => {
  it('have an object for each call', async () => {
    const pipeline: Pipeline = await startPipeline({
      keepSamples: true,
      stages: {
        Executor: {
          // Less than the margins that have to be left: one invocation in each call.
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
      await pipeline.create('tight', replayPackage({ x86_64: [steady(512, 10)] }), {
        Architectures: ['x86_64'],
        Timeout: 3,
      });
      const files = await samplesOf(
        pipeline,
        await pipeline.tune({ lambdaARN: 'tight', num: 5, powerValues: [512] }),
      );
      expect(Object.entries(files).map(([name, lines]) => [name, lines.length])).toEqual(
        [1, 2, 3, 4, 5].map((call) => [`x86_64-512-${call}.jsonl`, 1]),
      );
    } finally {
      await pipeline.stop();
    }
  });
});

describe('a stack without a results bucket', () => {
  it('writes none, and says of none', async () => {
    const pipeline = await startPipeline();
    try {
      await pipeline.create('steady', replayPackage({ x86_64: [steady(512, 10)] }), {
        Architectures: ['x86_64'],
      });
      const result = await pipeline.tune({ lambdaARN: 'steady', num: 5, powerValues: [512] });
      expect(result.run).not.toHaveProperty('samples');
      expect(result.warnings).toEqual([]);
      expect(pipeline.calls().map(({ action }) => action)).not.toContain('PutObject');
    } finally {
      await pipeline.stop();
    }
  });
});
