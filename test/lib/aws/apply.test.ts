import {
  CreateAliasCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyRecommendation } from '../../../lib/aws/apply.ts';
import { NotApplied, type Plan } from '../../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';
import { planWith } from '../../support/plan.ts';
import { replayPackage, steady } from '../../support/replay.ts';
import { zipped } from '../../support/zipped.ts';

const FILES = replayPackage({ x86_64: [steady(128, 10)] });

describe('applyRecommendation', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());

  const configurationOf = (FunctionName: string) =>
    pipeline.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));

  /** A new function of 512 MB on x86_64, and the plan of a run that has measured it. */
  async function measured(name: string, more: Partial<Plan> = {}): Promise<Plan> {
    const functionArn = await pipeline.create(name, FILES, { Architectures: ['x86_64'] });
    const { CodeSha256 = '', RevisionId = '' } = await configurationOf(name);
    const plan = planWith();
    const latest = { codeSha256: CodeSha256, revisionId: RevisionId };
    const target = { ...plan.target, functionArn, functionName: name, memoryMB: 512, ...latest, latest };
    return { ...plan, target, apply: true, ...more };
  }

  const chosen = { architecture: 'x86_64', memoryMB: 256 } as const;

  it('gives the function the chosen memory size and changes nothing else', async () => {
    const plan = await measured('plain');
    const before = await configurationOf('plain');
    expect(await applyRecommendation(pipeline.lambda, plan, chosen)).toEqual({
      applied: { memoryMB: 256 },
      warnings: [],
    });
    const {
      MemorySize,
      RevisionId: _,
      LastModified: __,
      $metadata: ___,
      ...rest
    } = await configurationOf('plain');
    expect(MemorySize).toBe(256);
    expect(before).toMatchObject(rest);
  });

  it('moves an alias that exists to the version that it publishes', async () => {
    const plan = await measured('aliased', { applyAlias: 'prod' });
    await pipeline.lambda.send(new PublishVersionCommand({ FunctionName: 'aliased' }));
    await pipeline.lambda.send(
      new CreateAliasCommand({ FunctionName: 'aliased', Name: 'prod', FunctionVersion: '1' }),
    );
    const { RevisionId = '' } = await configurationOf('aliased');
    const target = { ...plan.target, latest: { ...plan.target.latest, revisionId: RevisionId } };
    const { applied } = await applyRecommendation(pipeline.lambda, { ...plan, target }, chosen);
    expect(applied).toEqual({ memoryMB: 256, alias: 'prod', version: '2' });
    const alias = await pipeline.lambda.send(new GetAliasCommand({ FunctionName: 'aliased', Name: 'prod' }));
    expect(alias.FunctionVersion).toBe('2');
  });

  it('does not update a function that has the size already', async () => {
    const plan = await measured('same');
    const before = await configurationOf('same');
    await applyRecommendation(pipeline.lambda, plan, { architecture: 'x86_64', memoryMB: 512 });
    expect((await configurationOf('same')).RevisionId).toBe(before.RevisionId);
  });

  it('proposes another architecture instead of applying it', async () => {
    const plan = await measured('other-architecture');
    const before = await configurationOf('other-architecture');
    const result = await applyRecommendation(pipeline.lambda, plan, { architecture: 'arm64', memoryMB: 256 });
    expect(result.applied).toBeUndefined();
    expect(result.warnings.map(({ code }) => code)).toEqual(['architecture-proposed']);
    expect((await configurationOf('other-architecture')).RevisionId).toBe(before.RevisionId);
  });

  it('refuses when somebody changed the function since the plan', async () => {
    const plan = await measured('changed');
    await pipeline.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'changed', Timeout: 7 }),
    );
    await expect(applyRecommendation(pipeline.lambda, plan, chosen)).rejects.toThrow(
      /PreconditionFailedException.*changed by somebody else/,
    );
    expect((await configurationOf('changed')).MemorySize).toBe(512);
  });

  it('refuses to change or publish code in $LATEST that was not measured', async () => {
    const plan = await measured('unreleased', { applyAlias: 'prod' });
    await pipeline.lambda.send(new PublishVersionCommand({ FunctionName: 'unreleased' }));
    await pipeline.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'unreleased',
        ZipFile: zipped({ ...FILES, 'next.txt': 'not released yet' }),
      }),
    );
    const { RevisionId = '' } = await configurationOf('unreleased');
    const target = {
      ...plan.target,
      version: '1',
      qualifier: '1',
      latest: { codeSha256: 'other', revisionId: RevisionId },
    };
    await expect(applyRecommendation(pipeline.lambda, { ...plan, target }, chosen)).rejects.toThrow(
      NotApplied,
    );
    const { Versions = [] } = await pipeline.lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName: 'unreleased' }),
    );
    expect(Versions.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
    expect((await configurationOf('unreleased')).MemorySize).toBe(512);
  });
});
