import { PutObjectCommand } from '@aws-sdk/client-s3';
import { type DescribeExecutionCommandOutput, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { s3 } from '../../lib/aws/clients/s3.ts';
import type { Fault } from '../../lib/emulator/emulator.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { HOSTILE_INPUTS, type HostileInput, TARGET } from './hostile-inputs.ts';

/** What may be called before an input is refused: nothing that creates, changes or invokes. */
const READING = /^(Get|List|Describe|Head)/;

/** An error that travels through Lambda and Step Functions has room for 32 KiB, with its trace. */
const MOST_CHARACTERS = 14_000;

let pipeline: Pipeline;
let callsBefore = 0;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.create(TARGET, replayPackage({ x86_64: [steady(128, 10)] }), {
    MemorySize: 128,
    Architectures: ['x86_64'],
    Publish: true,
  });
});
afterAll(() => pipeline.stop());
beforeEach(() => {
  callsBefore = pipeline.calls().length;
});

function asJson({ input }: Pick<HostileInput, 'input'>): string {
  return typeof input === 'string' ? input : JSON.stringify({ lambdaARN: TARGET, ...input });
}

async function run(input: string): Promise<DescribeExecutionCommandOutput> {
  const { stateMachineArn } = pipeline;
  const { executionArn = '' } = await pipeline.states.send(
    new StartExecutionCommand({ stateMachineArn, input }),
  );
  return pipeline.end(executionArn);
}

/** What did more than read since the test began. */
function doings(): string[] {
  return pipeline
    .calls()
    .slice(callsBefore)
    .map(({ action }) => action)
    .filter((action) => action !== 'StartExecution' && !READING.test(action));
}

function messageOf({ cause = '' }: DescribeExecutionCommandOutput): string {
  return (JSON.parse(cause) as { errorMessage: string }).errorMessage;
}

/** The paths of the problems that a message lists. */
function pathsIn(message: string): string[] {
  return message
    .split('\n')
    .slice(1)
    .flatMap((line) => /^- (.*?): (?:got |no such key)/.exec(line)?.[1] ?? []);
}

describe.each(Object.entries(HOSTILE_INPUTS))('an input %s', (_, rows) => {
  it.each(rows.map((row) => [asJson(row).slice(0, 90), row] as const))('is refused: %s', async (__, row) => {
    const ended = await run(asJson(row));
    expect([ended.status, ended.error]).toEqual(['FAILED', 'InvalidInput']);
    const message = messageOf(ended);
    expect(pathsIn(message).sort()).toEqual([...row.paths].sort());
    expect(message).toMatch(row.says ?? new RegExp(`^${row.paths.length} problems? in the input:\\n`));
    expect(message).toHaveLength(message.toWellFormed().length);
    expect(message.length).toBeLessThan(MOST_CHARACTERS);
    // One line for each problem, and none that was smuggled in.
    expect(message).not.toMatch(/[^\n\P{C}]|\p{Zl}|\p{Zp}/u);
    expect(doings()).toEqual([]);
  });
});

describe('an input that is refused before there is an execution', () => {
  const deep = `{"payload": ${'['.repeat(1001)}${']'.repeat(1001)}}`;
  it.each([
    ['', 'InvalidExecutionInput'],
    ['{', 'InvalidExecutionInput'],
    ["{'num': 5}", 'InvalidExecutionInput'],
    ['{"num": 5,}', 'InvalidExecutionInput'],
    ['{"num": NaN}', 'InvalidExecutionInput'],
    ['{"num": Infinity}', 'InvalidExecutionInput'],
    ['{"num": 05}', 'InvalidExecutionInput'],
    ['{"num": +5}', 'InvalidExecutionInput'],
    ['\ufeff{"num": 5}', 'InvalidExecutionInput'],
    ['{"num": 5} {"num": 6}', 'InvalidExecutionInput'],
    [deep, 'InvalidExecutionInput'],
    [JSON.stringify({ lambdaARN: TARGET, payload: 'x'.repeat(256 * 1024) }), 'ValidationException'],
  ])('%.60s', async (input, name) => {
    await expect(run(input)).rejects.toMatchObject({ name });
    expect(doings()).toEqual([]);
  });
});

describe('an input of which only the account can say that it is wrong', () => {
  const arn = (partition: string, region: string, account: string) =>
    `arn:${partition}:lambda:${region}:${account}:function:${TARGET}`;
  const denied = (action: string): Fault => ({
    action,
    do: { error: { name: 'AccessDeniedException', message: 'not authorized to perform it', status: 403 } },
  });
  const large = (bytes: number) => {
    const empty = JSON.stringify({ lambdaARN: TARGET, num: 5, payload: '' });
    return { num: 5, payload: 'x'.repeat(bytes - empty.length) };
  };

  beforeAll(async () => {
    const objects = {
      'weights.json': '[{"payload": "canary", "weight": "canary"}]',
      'deep.json': '['.repeat(600),
    };
    for (const [Key, Body] of Object.entries(objects)) {
      const closed = Key === 'deep.json' ? Body + ']'.repeat(600) : Body;
      await s3(pipeline.connection).send(new PutObjectCommand({ Bucket: 'payloads', Key, Body: closed }));
    }
  });

  it.each<[string, object, string, RegExp, Fault?]>([
    [
      'a name that nobody has',
      { lambdaARN: 'nowhere' },
      'TargetNotTunable',
      /nowhere.*Check its name, region and qualifier/,
    ],
    ['a version that is not there', { lambdaARN: `${TARGET}:9` }, 'TargetNotTunable', /orders:9.*qualifier/],
    [
      'an alias that is not there',
      { lambdaARN: `${TARGET}:prod` },
      'TargetNotTunable',
      /orders:prod.*qualifier/,
    ],
    [
      'another account',
      { lambdaARN: arn('aws', 'us-east-1', '123456789012') },
      'TargetNotTunable',
      /123456789012/,
    ],
    [
      'another region',
      { lambdaARN: arn('aws', 'eu-west-1', '000000000000') },
      'TargetNotTunable',
      /eu-west-1.*region/,
    ],
    [
      'a region that is none',
      { lambdaARN: arn('aws', 'xx-nowhere-9', '000000000000') },
      'TargetNotTunable',
      /xx-nowhere-9/,
    ],
    ['China', { lambdaARN: arn('aws-cn', 'cn-north-1', '000000000000') }, 'TargetNotTunable', /cn-north-1/],
    [
      'GovCloud',
      { lambdaARN: arn('aws-us-gov', 'us-gov-west-1', '000000000000') },
      'TargetNotTunable',
      /us-gov-west-1/,
    ],
    [
      'a target that may not be read',
      {},
      'TargetNotTunable',
      /AccessDeniedException.*needs lambda:GetFunction/,
      denied('GetFunction'),
    ],
    [
      'a payload in no bucket',
      { payloadS3: 's3://nowhere/key' },
      'PayloadNotReadable',
      /s3:\/\/nowhere\/key.*payloadBucket/,
    ],
    [
      'a payload under no key',
      { payloadS3: 's3://payloads/none' },
      'PayloadNotReadable',
      /s3:\/\/payloads\/none.*Check bucket and key/,
    ],
    [
      'a payload that may not be read',
      { payloadS3: 's3://payloads/weights.json' },
      'PayloadNotReadable',
      /AccessDenied.*payloadBucket/,
      denied('GetObject'),
    ],
    [
      'weights in S3 that are none',
      { payloadS3: 's3://payloads/weights.json' },
      'InvalidInput',
      /^1 problem in the input:\n- payload\[0\]\.weight: got a text of 6 characters/,
    ],
    [
      'a payload in S3 that is too deep',
      { payloadS3: 's3://payloads/deep.json' },
      'InvalidInput',
      /^1 problem in the input:\n- payload: got a list; allowed: .*at most 500 deep/,
    ],
    ['a payload that leaves no room for samples', large(256 * 1024), 'InvalidInput', /payloadS3/],
    ['a payload that leaves room for too few', large(256 * 1024 - 8000), 'InvalidInput', /payloadS3/],
    [
      'more samples than fit, condensed as they are',
      {
        num: 100_000,
        powerValues: Array.from({ length: 40 }, (_, index) => 128 + 64 * index),
        payload: Array.from({ length: 100 }, (_, payload) => ({ payload, weight: 1 })),
      },
      'InvalidInput',
      /fewer powerValues.*lower num/,
    ],
    [
      'more sizes than fit with all figures of so many samples',
      { num: 100_000, powerValues: 'ALL' },
      'InvalidInput',
      /use fewer powerValues or architectures$/,
    ],
  ])('is refused: %s', async (_, fields, name, message, fault) => {
    pipeline.emulator.setFaults(fault === undefined ? [] : [fault]);
    onTestFinished(() => pipeline.emulator.setFaults([]));
    const ended = await run(asJson({ input: fields }));
    expect([ended.status, ended.error]).toEqual(['FAILED', name]);
    expect(messageOf(ended)).toMatch(message);
    expect(messageOf(ended)).not.toContain('canary');
    expect(messageOf(ended).length).toBeLessThan(MOST_CHARACTERS);
    expect(doings()).toEqual([]);
  });
});

describe('an input that only looks hostile', () => {
  it.each([
    '"num": 1, "num": 5',
    '"sleepBetweenRunsMs": -0, "seed": -0',
    '"num": 5.0, "powerValues": [1.28e2]',
    '"disablePayloadLogs": true, "payload": {"num": "no", "strategy": ["none"]}',
  ])('is carried out: %s', async (members) => {
    const { status } = await run(`{"lambdaARN": "${TARGET}", "dryRun": true, ${members}}`);
    expect(status).toBe('SUCCEEDED');
  });

  it('has its payload handed on as it is, whatever keys it has', async () => {
    const nested = `${'['.repeat(490)}${']'.repeat(490)}`;
    const payload = `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1,"then":1,"a.$":"$.plan","$$.Execution.Input":"States.UUID()","":0,"ключ\\u0000":"\\u2028😀\\ud800","n":1e+21,"deep":${nested}}`;
    await pipeline.create('exact', {
      'index.mjs': `import { readFileSync } from 'node:fs';
        const expected = readFileSync(new URL('expected.json', import.meta.url), 'utf8');
        export const handler = async (event) => { if (JSON.stringify(event) !== expected) throw new Error(JSON.stringify(event)); };`,
      'expected.json': JSON.stringify(JSON.parse(payload)),
    });
    const ended = await run(`{"lambdaARN": "exact", "num": 5, "powerValues": [512], "payload": ${payload}}`);
    expect(ended.cause).toBeUndefined();
    expect(ended.status).toBe('SUCCEEDED');
    expect(JSON.parse(ended.output ?? '').candidates[0].failures).toEqual([]);
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });
});
