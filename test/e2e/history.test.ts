import { GetFunctionConfigurationCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { s3 } from '../../lib/aws/clients/s3.ts';
import { bucketStore } from '../../lib/aws/kept-results.ts';
import { LOCAL_RESULTS_BUCKET } from '../../lib/cli/local/bucket.ts';
import { eventSchema, resultSchema, type TuningResult } from '../../lib/contract/index.ts';
import { keptKey } from '../../lib/core/history/key.ts';
import { keptOf, type ResultStore } from '../../lib/core/history/store.ts';
import type { Fault } from '../../lib/emulator/faults/fault.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { zipped } from '../support/zipped.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:tuning';
const PREFIX = 'results/000000000000/us-east-1/';
const SIZES = [128, 512, 1024] as const;

/** Code that takes so long at each of the sizes. */
function codeThatTakes(...durationsMs: readonly [number, number, number]): Record<string, string> {
  return replayPackage({
    x86_64: SIZES.map((memoryMB, index) => steady(memoryMB, durationsMs[index] ?? 0)),
  });
}

const WELL_TUNED = codeThatTakes(100, 20, 15);
const DENIED = { error: { name: 'AccessDenied', message: 'no', status: 403 } } as const;

let pipeline: Pipeline;
let store: ResultStore;

beforeAll(async () => {
  pipeline = await startPipeline({
    keepSamples: true,
    told: { POWER_TUNER_EVENT_BUS: 'default', POWER_TUNER_TOPIC: TOPIC },
    emulator: { topics: [TOPIC] },
  });
  store = bucketStore(s3(pipeline.connection), LOCAL_RESULTS_BUCKET);
});
afterAll(() => pipeline.stop());
afterEach(() => pipeline.emulator.setFaults([]));

async function create(name: string): Promise<void> {
  await pipeline.create(name, WELL_TUNED, { Architectures: ['x86_64'], MemorySize: 512 });
}

function inputOf(name: string): object {
  return { lambdaARN: name, num: 10, powerValues: SIZES };
}

async function deploy(name: string, code: Record<string, string>): Promise<void> {
  await pipeline.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zipped(code) }));
}

/** The keys of what is kept of a function, the latest first. */
async function keysOf(name: string): Promise<string[]> {
  const kept = { accountId: '000000000000', region: 'us-east-1', functionName: name };
  return (await keptOf(store, kept)).map(keptKey);
}

async function keep(key: string, Body: string): Promise<void> {
  const command = new PutObjectCommand({ Bucket: LOCAL_RESULTS_BUCKET, Key: key, Body });
  await s3(pipeline.connection).send(command);
}

function fail(fault: Omit<Fault, 'resource'>): void {
  pipeline.emulator.setFaults([{ ...fault, resource: `${LOCAL_RESULTS_BUCKET}/results/` }]);
}

describe('a function that is tuned again and again', () => {
  const runs: TuningResult[] = [];
  const tuned = async (more: object = {}) => {
    runs.push(await pipeline.tune({ ...inputOf('orders'), apply: 'auto', ...more }));
  };
  beforeAll(async () => {
    await create('orders');
    await tuned();
    await tuned({ schedule: 'nightly' });
    await deploy('orders', codeThatTakes(150, 30, 24));
    await tuned();
    await deploy('orders', codeThatTakes(40, 30, 24));
    await tuned();
  });

  it('is told of where there is something to say, and of nothing else', () => {
    const said = pipeline.emulator.events().map(({ detail }) => eventSchema.parse(detail));
    expect(said.map(({ outcome, executionArn }) => [outcome, executionArn])).toEqual([
      ['regressed', runs[2]?.run.executionArn],
      ['better', runs[3]?.run.executionArn],
    ]);
    expect(said[0]?.change).toMatchObject({ memoryMB: 512, slower: true });
    expect(said[1]?.applied).toEqual({ memoryMB: 128 });
    expect(pipeline.emulator.published().map(({ subject }) => subject)).toEqual([
      'Power tuning of orders: dearer or slower than before',
      'Power tuning of orders: a better configuration',
    ]);
  });

  it('is given what is better, and left as it is otherwise', async () => {
    expect(runs.map(({ applied }) => applied)).toEqual([undefined, undefined, undefined, { memoryMB: 128 }]);
    expect(runs.map(({ proposal }) => proposal)).toEqual([undefined, undefined, undefined, undefined]);
    const { MemorySize } = await pipeline.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'orders' }),
    );
    expect(MemorySize).toBe(128);
  });

  it('has an object for each of its runs, which is that run’s output', async () => {
    const keys = await keysOf('orders');
    expect(keys.toReversed()).toEqual(
      runs.map(({ run }) => {
        const id = run.executionArn.replaceAll('-', '').slice(-8);
        return `${PREFIX}orders/${run.startedAt.replaceAll(':', '-')}-${id}.json`;
      }),
    );
    const bodies = await Promise.all(keys.map((key) => store.read(key)));
    expect(bodies.map((body) => JSON.parse(body)).toReversed()).toEqual(runs);
    for (const run of runs) expect(resultSchema.parse(run)).toEqual(run);
  });

  it('is compared with nothing at first', () => {
    expect(runs[0]?.outcome).toEqual({ outcome: 'unchanged' });
    expect(runs[0]).not.toHaveProperty('history');
    expect(runs.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it('is unchanged when nothing was', () => {
    expect(runs[1]?.outcome).toEqual({
      outcome: 'unchanged',
      change: {
        architecture: 'x86_64',
        memoryMB: 512,
        costPercent: 0,
        durationPercent: 0,
        dearer: false,
        slower: false,
      },
      before: { executionArn: runs[0]?.run.executionArn, startedAt: runs[0]?.run.startedAt },
    });
    expect(runs[1]?.run.schedule).toBe('nightly');
    expect(runs[1]?.target).toEqual(runs[0]?.target);
  });

  it('has regressed when its code got slower', () => {
    expect(runs[2]?.outcome).toMatchObject({
      outcome: 'regressed',
      change: { memoryMB: 512, dearer: true, slower: true },
      before: { executionArn: runs[1]?.run.executionArn },
    });
    expect(runs[2]?.outcome?.change?.durationPercent).toBeCloseTo(50, 8);
    expect(runs[2]?.target.codeSha256).not.toBe(runs[1]?.target.codeSha256);
    expect(runs[2]?.target.configurationSha256).toBe(runs[1]?.target.configurationSha256);
  });

  it('could be better when it got faster at another size', () => {
    expect(runs[3]).toMatchObject({
      power: 128,
      outcome: {
        outcome: 'better',
        change: { memoryMB: 512, durationPercent: 0, slower: false },
        before: { executionArn: runs[2]?.run.executionArn },
      },
    });
  });

  it('has in each result the runs before, the latest first', () => {
    const histories = runs.map(({ history = [] }) =>
      history.map(({ executionArn, outcome, recommended, current }) => [
        runs.findIndex(({ run }) => run.executionArn === executionArn),
        outcome,
        recommended.memoryMB,
        current?.durationMs.value,
      ]),
    );
    const [first, second, third] = [
      [0, 'unchanged', 512, 20],
      [1, 'unchanged', 512, 20],
      [2, 'regressed', 512, 30],
    ];
    expect(histories).toEqual([[], [first], [second, first], [third, second, first]]);
  });
});

describe('an earlier result that can not be read', () => {
  it.each([
    [
      'is no JSON',
      'half',
      'no json',
      /: UnreadableResult: .* is no JSON\)$|\(UnreadableResult: .*is no JSON/,
    ],
    [
      'has a version of later',
      'later',
      '{"schemaVersion": 99}',
      /has schemaVersion 99; this version .* reads 1/,
    ],
  ])('costs no run where it %s: it is passed over with a warning', async (_, name, body, said) => {
    await create(name);
    await keep(`${PREFIX}${name}/2026-01-01T00-00-00.000Z-x.json`, body);
    const first = await pipeline.tune(inputOf(name));
    expect(first.outcome).toEqual({ outcome: 'unchanged' });
    expect(first.warnings).toEqual([
      { code: 'earlier-result-not-read', message: expect.stringMatching(said) },
    ]);
    // The latest that can be read is what the next run is compared with.
    await keep(`${PREFIX}${name}/2099-01-01T00-00-00.000Z-x.json`, body);
    const second = await pipeline.tune(inputOf(name));
    expect(second.outcome?.before?.executionArn).toBe(first.run.executionArn);
    expect(second.warnings.map(({ code }) => code)).toEqual(['earlier-result-not-read']);
    expect(await keysOf(name)).toHaveLength(4);
  });

  it.each([
    ['reading it', 'GetObject'],
    ['looking for it', 'ListObjectsV2'],
  ])('costs no run where the bucket refuses %s', async (_, action) => {
    const name = `refused-${action}`;
    await create(name);
    const first = await pipeline.tune(inputOf(name));
    pipeline.emulator.setFaults([{ service: 's3', action, do: DENIED }]);
    const second = await pipeline.tune(inputOf(name));
    pipeline.emulator.setFaults([]);
    expect(second.outcome).toEqual({ outcome: 'unchanged' });
    expect(second).not.toHaveProperty('history');
    expect(second.warnings).toEqual([
      {
        code: 'earlier-result-not-read',
        message: `an earlier result of the function can't be read from the results bucket (AccessDenied: no (${action}))`,
      },
    ]);
    expect(second.power).toBe(first.power);
    expect(await keysOf(name)).toHaveLength(2);
  });

  it('costs the Reporter its comparison where it is gone by then', async () => {
    await create('gone');
    await pipeline.tune(inputOf('gone'));
    // The Initializer reads it first, then the Reporter.
    fail({ service: 's3', action: 'GetObject', nth: { from: 2 }, do: DENIED });
    const { outcome, warnings } = await pipeline.tune(inputOf('gone'));
    expect(outcome).toEqual({ outcome: 'unchanged' });
    expect(warnings.map(({ code }) => code)).toEqual(['earlier-result-not-read']);
  });
});

describe('a result that can not be kept', () => {
  it('is the output all the same, with a warning', async () => {
    await create('lost');
    fail({ service: 's3', action: 'PutObject', do: DENIED });
    const { power, warnings } = await pipeline.tune(inputOf('lost'));
    expect(power).toBe(512);
    expect(warnings).toEqual([
      {
        code: 'result-not-kept',
        message:
          'the result could not be kept in the bucket power-tuner-results: AccessDenied: no (PutObject)',
      },
    ]);
    expect(await keysOf('lost')).toEqual([]);
  });
});

describe('what is compared with nothing', () => {
  it('is a dry run: it neither looks for results nor keeps one', async () => {
    await create('dry');
    const before = pipeline.calls().length;
    await pipeline.run({ ...inputOf('dry'), dryRun: true });
    const calls = pipeline.calls().slice(before);
    expect(calls.filter(({ resource = '' }) => resource.includes('/results/'))).toEqual([]);
    expect(calls.filter(({ action }) => action === 'ListObjectsV2')).toEqual([]);
    expect(await keysOf('dry')).toEqual([]);
  });

  it('is a run whose earlier one was measured by something else', async () => {
    await create('moved');
    const { measuredBy: _, ...result } = await pipeline.tune(inputOf('moved'));
    const [key = ''] = await keysOf('moved');
    await keep(key, JSON.stringify({ measuredBy: 'process', ...result }));
    const { outcome, history, warnings } = await pipeline.tune(inputOf('moved'));
    expect([outcome, history]).toEqual([{ outcome: 'unchanged' }, undefined]);
    expect(warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^earlier-result-not-compared: .*by "process", and this one by "replayed"$/),
    ]);
  });
});
