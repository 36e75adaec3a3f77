import {
  type CreateFunctionCommandInput,
  GetFunctionConfigurationCommand,
  PublishLayerVersionCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elfHeader, MACHINE } from '../support/elf.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { zipped } from '../support/zipped.ts';

const CURVE = [128, 256].map((memoryMB) => steady(memoryMB, 25_600 / memoryMB));
const CURVES = { x86_64: CURVE, arm64: CURVE };
/** Text, as its bytes are all under 0x80. */
const X86_LIBRARY = Buffer.from(elfHeader(MACHINE.x86_64)).toString('latin1');
const INPUT = { num: 5, powerValues: [128, 256], architectures: ['x86_64', 'arm64'] };

describe('a run on both architectures', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());

  const create = (
    name: string,
    files: Record<string, string> = {},
    more: Partial<CreateFunctionCommandInput> = {},
  ) =>
    pipeline.create(
      name,
      { ...replayPackage(CURVES), ...files },
      { Architectures: ['x86_64'], MemorySize: 256, ...more },
    );
  const probesOf = (architecture: string) =>
    pipeline
      .calls()
      .filter(
        ({ action, resource = '' }) =>
          action === 'CreateFunction' &&
          resource.startsWith('power-tuner-probe-') &&
          resource.includes(architecture),
      );

  it('skips the one that a native library rules out, names the file, and answers with the other', async () => {
    await create('native', { 'lib/fast.node': X86_LIBRARY });
    const result = await pipeline.tune({ lambdaARN: 'native', ...INPUT });
    expect(result.architecture).toBe('x86_64');
    expect(
      result.candidates.map(({ architecture, memoryMB, status }) => [architecture, memoryMB, status]),
    ).toEqual([
      ['x86_64', 128, 'measured'],
      ['x86_64', 256, 'measured'],
      ['arm64', 128, 'skipped'],
      ['arm64', 256, 'skipped'],
    ]);
    const reason =
      "lib/fast.node in the function's code is built for x86_64, and there is no build of it for arm64";
    for (const { status, ...candidate } of result.candidates) {
      expect(candidate.reason).toBe(status === 'skipped' ? reason : undefined);
    }
    const warning = result.warnings.find(({ code }) => code === 'architecture-skipped');
    expect(warning?.message).toBe(`arm64 is not measured: ${reason}`);
    expect(probesOf('arm64')).toEqual([]);
  });

  it('makes a dry run of a candidate that can run', async () => {
    await create('dry', { bootstrap: X86_LIBRARY });
    const { status, output } = await pipeline.run({
      lambdaARN: 'dry',
      ...INPUT,
      architectures: ['arm64', 'x86_64'],
      baseline: false,
      dryRun: true,
    });
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '').plan.skipped).toHaveLength(2);
    expect(probesOf('arm64')).toEqual([]);
  });

  it('refuses when only the one is asked for that is ruled out, before anything is created', async () => {
    await create('only-arm', { 'lib/fast.node': X86_LIBRARY });
    const before = pipeline.calls().filter(({ action }) => action === 'CreateFunction').length;
    const { error, cause } = await pipeline.run({ lambdaARN: 'only-arm', num: 5, architectures: ['arm64'] });
    expect(error).toBe('InvalidInput');
    expect(cause).toContain('lib/fast.node');
    expect(pipeline.calls().filter(({ action }) => action === 'CreateFunction')).toHaveLength(before);
  });

  it('measures both where nothing rules one out', async () => {
    await create('plain');
    const result = await pipeline.tune({ lambdaARN: 'plain', ...INPUT });
    expect(result.candidates.map(({ status }) => status)).toEqual(Array(4).fill('measured'));
    expect(result.architecture).toBe('arm64');
  });

  it('applies the other architecture, with a layer that was seen to run on both', async () => {
    const { LayerVersionArn = '' } = await pipeline.lambda.send(
      new PublishLayerVersionCommand({ LayerName: 'plain', Content: { ZipFile: zipped({ 'a.txt': 'a' }) } }),
    );
    await create('applied', {}, { Layers: [LayerVersionArn] });
    const result = await pipeline.tune({ lambdaARN: 'applied', ...INPUT, autoOptimize: true });
    expect(result.applied).toEqual({ memoryMB: result.memoryMB, architecture: 'arm64' });
    const { MemorySize, Architectures } = await pipeline.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'applied' }),
    );
    expect([MemorySize, Architectures]).toEqual([result.memoryMB, ['arm64']]);
  });

  it('keeps all of its invocations within maxConcurrency', async () => {
    await create('capped');
    const result = await pipeline.tune({
      lambdaARN: 'capped',
      ...INPUT,
      num: 20,
      parallelInvocation: true,
      maxConcurrency: 6,
    });
    const warning = result.warnings.find(({ code }) => code === 'concurrency-reduced');
    expect(warning?.message).toContain(
      'it measures 1 of its candidates at a time instead of 4, and 5 invocations of a candidate at once instead of 20',
    );
    expect(result.candidates.every(({ invocations }) => invocations >= 20)).toBe(true);
  });
});
