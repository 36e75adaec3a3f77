import { GetAliasCommand, GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultSchema, type TuningResult } from '../../lib/contract/index.ts';
import { renderMarkdown } from '../../lib/report/markdown.ts';
import { readReport } from '../../lib/report/reading/read.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage } from '../support/replay.ts';

/** Five durations around a mean. */
function point(memoryMB: number, meanMs: number) {
  const durationsMs = [0.96, 0.98, 1, 1.02, 1.04].map((share) => meanMs * share);
  return { memoryMB, durationsMs, initMs: [300], maxMemoryUsedMB: 64 };
}

/** 128 MB cost a fifth less than 1,024 MB do, and a tenth less than 512 MB. */
const CURVE = [point(128, 700), point(512, 200), point(1024, 110)];

describe('a run that may apply its answer', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());

  /** Tunes a new function of 1,024 MB. */
  async function tuned(name: string, input: object, Tags: Record<string, string> = {}, curve = CURVE) {
    const more = { MemorySize: 1024, Architectures: ['x86_64' as const], Tags };
    await pipeline.create(name, replayPackage({ x86_64: curve }), more);
    return await again(name, input);
  }

  async function again(name: string, input: object): Promise<TuningResult> {
    const sizes = [128, 512, 1024];
    const result = await pipeline.tune({ lambdaARN: name, num: 20, powerValues: sizes, ...input });
    expect(resultSchema.parse(result)).toEqual(result);
    return result;
  }

  const sizeOf = async (FunctionName: string) =>
    (await pipeline.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).MemorySize;
  const codes = ({ warnings }: TuningResult) => warnings.map(({ code }) => code);

  it('applies by itself what is sure and saves enough, once', async () => {
    const first = await tuned('orders', { apply: 'auto', autoOptimizeAlias: 'live' });
    expect(first).toMatchObject({ power: 128, applied: { memoryMB: 128, alias: 'live', version: '1' } });
    expect(first).not.toHaveProperty('proposal');
    expect(first.warnings).toEqual([]);
    expect(await sizeOf('orders')).toBe(128);
    const second = await again('orders', { apply: 'auto', autoOptimizeAlias: 'live' });
    expect(second.power).toBe(128);
    expect(second).not.toHaveProperty('applied');
    expect(second).not.toHaveProperty('proposal');
    expect(second.warnings).toEqual([]);
    const alias = await pipeline.lambda.send(new GetAliasCommand({ FunctionName: 'orders', Name: 'live' }));
    expect(alias.FunctionVersion).toBe('1');
  });

  it('does so after a search too, which is as sure as it was to become', async () => {
    const { applied, search } = await tuned('searched', { apply: 'auto', search: 'auto' });
    expect(search?.sure).toBeGreaterThanOrEqual(0.95);
    expect(applied).toEqual({ memoryMB: 128 });
  });

  it('leaves a function to what deploys it, and shows the lines to change there', async () => {
    const result = await tuned('deployed', { apply: 'auto' }, { ManagedBy: 'Terraform' });
    expect(result).not.toHaveProperty('applied');
    expect(codes(result)).toEqual(['managed-elsewhere']);
    expect(result.proposal).toEqual({
      memoryMB: 128,
      architecture: 'x86_64',
      reason:
        'by its tags the function is deployed with Terraform, whose next deployment would undo it: change it there, or have it applied nevertheless (applyManaged: true)',
      owner: { tool: 'terraform' },
      change: '# the resource "aws_lambda_function" whose function_name is deployed\nmemory_size = 128',
    });
    expect(await sizeOf('deployed')).toBe(1024);
    expect(renderMarkdown([readReport(result)])).toContain(`\`\`\`hcl\n${result.proposal?.change}\n\`\`\``);
  });

  it('applies it there nevertheless where it is told to, and says what undoes it', async () => {
    const tags = { 'lambda:createdBy': 'SAM' };
    const result = await tuned('managed', { apply: 'auto', applyManaged: true }, tags);
    expect(result.applied).toEqual({ memoryMB: 128 });
    expect(codes(result)).toEqual(['deployment-undoes']);
    expect(result.proposal).toMatchObject({
      owner: { tool: 'sam' },
      reason: 'it was applied, and the next deployment with SAM undoes that unless it is changed there too',
    });
    expect(await sizeOf('managed')).toBe(128);
  });

  it('says so with autoOptimize as well, which applies as ever', async () => {
    const result = await tuned('always', { autoOptimize: true }, { 'pulumi:stack': 'prod' });
    expect(result.applied).toEqual({ memoryMB: 128 });
    expect(codes(result)).toEqual(['deployment-undoes']);
    expect(result.proposal?.change.split('\n').at(-1)).toBe('memorySize: 128,');
  });

  it.each<[string, object, string]>([
    ['the saving is too small', { minSaving: 0.5 }, 'saving-too-small'],
    ['the saving is not sure', { minSaving: 0.18 }, 'saving-unsure'],
    [
      'the current configuration is not measured',
      { baseline: false, powerValues: [128, 512] },
      'saving-unknown',
    ],
  ])('changes nothing where %s, and says so', async (_, input, code) => {
    const result = await tuned(`not-${code}`, { apply: 'auto', ...input });
    expect(result.power).toBe(128);
    expect(codes(result)).toEqual([code]);
    expect(result).not.toHaveProperty('applied');
    expect(await sizeOf(`not-${code}`)).toBe(1024);
    // What is not worth a change isn't proposed either.
    expect(result.proposal?.change).toBe(
      code === 'saving-too-small'
        ? undefined
        : `aws lambda update-function-configuration --region us-east-1 --function-name not-${code} --memory-size 128`,
    );
  });

  it('changes nothing where sizes can not be told apart', async () => {
    const alike = [point(128, 700), point(512, 175.1), point(1024, 110)];
    const result = await tuned('alike', { apply: 'auto' }, {}, alike);
    expect(codes(result)).toEqual(['choice-unsure']);
    expect(await sizeOf('alike')).toBe(1024);
  });

  it('changes nothing where it is not sure that limits are kept', async () => {
    const result = await tuned('limited', { apply: 'auto', limits: { p99Ms: 800 } });
    expect(codes(result)).toEqual(['limits-unsure']);
    expect(await sizeOf('limited')).toBe(1024);
  });

  it('only proposes where that is asked for, and never comes to the Optimizer', async () => {
    const before = pipeline.calls().length;
    const result = await tuned('proposed', { apply: 'propose' });
    expect(result.proposal).toEqual({
      memoryMB: 128,
      architecture: 'x86_64',
      reason: 'with apply: "propose" nothing is applied',
      change:
        'aws lambda update-function-configuration --region us-east-1 --function-name proposed --memory-size 128',
    });
    expect(result.warnings).toEqual([]);
    const events = await pipeline.history(result.run.executionArn);
    const entered = events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
    expect(entered).toContain('Reporter');
    expect(entered).not.toContain('Optimizer');
    const updates = pipeline
      .calls()
      .slice(before)
      .filter(({ action }) => action.startsWith('Update'));
    expect(updates).toEqual([]);
    expect(await sizeOf('proposed')).toBe(1024);
  });

  it('proposes nothing where nothing was asked for', async () => {
    expect(await tuned('never', {}, { ManagedBy: 'Terraform' })).not.toHaveProperty('proposal');
  });
});
