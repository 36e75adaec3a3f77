import {
  CreateAliasCommand,
  type CreateFunctionCommandInput,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  ListVersionsByFunctionCommand,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { applyRecommendation } from '../../../lib/aws/apply.ts';
import { type Candidate, NotApplied, type Plan } from '../../../lib/contract/index.ts';
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
  async function measured(
    name: string,
    more: Partial<Plan> = {},
    configuration: Partial<CreateFunctionCommandInput> = {},
  ): Promise<Plan> {
    const functionArn = await pipeline.create(name, FILES, { Architectures: ['x86_64'], ...configuration });
    const { CodeSha256 = '', RevisionId = '' } = await configurationOf(name);
    const plan = planWith();
    const latest = { codeSha256: CodeSha256, revisionId: RevisionId };
    const target = { ...plan.target, functionArn, functionName: name, memoryMB: 512, ...latest, latest };
    return { ...plan, target, apply: true, ...more };
  }

  const versionsOf = async (FunctionName: string) => {
    const { Versions = [] } = await pipeline.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    return Versions.map(({ Version }) => Version);
  };
  const aliasOf = async (FunctionName: string) =>
    (await pipeline.lambda.send(new GetAliasCommand({ FunctionName, Name: 'prod' }))).FunctionVersion;

  const chosen = { architecture: 'x86_64', memoryMB: 256 } as const;
  const arm = { architecture: 'arm64', memoryMB: 256 } as const;

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

  it('applies another architecture with the same code, then the memory size, and changes nothing else', async () => {
    const plan = await measured('other-architecture');
    const before = await configurationOf('other-architecture');
    const result = await applyRecommendation(pipeline.lambda, plan, arm);
    expect(result).toEqual({ applied: { memoryMB: 256, architecture: 'arm64' }, warnings: [] });
    const after = await configurationOf('other-architecture');
    const same = ({ RevisionId: _, LastModified: __, $metadata: ___, ...rest }: typeof after) => rest;
    expect(same(after)).toEqual({ ...same(before), Architectures: ['arm64'], MemorySize: 256 });
  });

  it('does not apply what breaks a limit of the input, and says so', async () => {
    const plan = await measured('over-its-limits');
    const before = await configurationOf('over-its-limits');
    const worst = { limit: 'p99Ms', allowed: 300, value: 312, overPercent: 4 } as const;
    const nearest = { ...chosen, limits: { met: false, sure: true, worst } };
    const { applied, warnings } = await applyRecommendation(pipeline.lambda, plan, nearest);
    expect(applied).toBeUndefined();
    expect(warnings).toEqual([
      {
        code: 'limits-not-met',
        message:
          '256 MB on x86_64 is only the nearest to the limits of the input and breaks p99Ms: nothing was applied',
      },
    ]);
    expect((await configurationOf('over-its-limits')).RevisionId).toBe(before.RevisionId);
    const kept = { ...nearest, limits: { ...nearest.limits, met: true } };
    expect((await applyRecommendation(pipeline.lambda, plan, kept)).applied).toEqual({ memoryMB: 256 });
  });

  it('publishes the version of an alias with both', async () => {
    const plan = await measured('arm-aliased', { applyAlias: 'prod' });
    const { applied } = await applyRecommendation(pipeline.lambda, plan, arm);
    expect(applied).toEqual({ memoryMB: 256, architecture: 'arm64', alias: 'prod', version: '1' });
    const published = await pipeline.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'arm-aliased', Qualifier: 'prod' }),
    );
    expect(published).toMatchObject({ MemorySize: 256, Architectures: ['arm64'] });
  });

  describe('with a layer', () => {
    const withLayer = async (name: string, more: Partial<Plan> = {}) => {
      const { LayerVersionArn = '' } = await pipeline.lambda.send(
        new PublishLayerVersionCommand({ LayerName: name, Content: { ZipFile: zipped({ 'a.txt': 'a' }) } }),
      );
      const plan = await measured(name, more, { Layers: [LayerVersionArn] });
      return { plan, layer: LayerVersionArn };
    };

    it('only proposes another architecture, and changes nothing', async () => {
      const { plan, layer } = await withLayer('layered');
      const before = await configurationOf('layered');
      const { applied, warnings } = await applyRecommendation(pipeline.lambda, plan, arm);
      expect(applied).toBeUndefined();
      expect(warnings.map(({ code }) => code)).toEqual(['architecture-proposed']);
      expect(warnings[0]?.message).toContain(layer);
      expect((await configurationOf('layered')).RevisionId).toBe(before.RevisionId);
    });

    it('applies it where the layer runs on both', async () => {
      const { plan, layer } = await withLayer('layered-for-both');
      const both = { ...plan, layersForBoth: [layer] };
      const { applied } = await applyRecommendation(pipeline.lambda, both, arm);
      expect(applied).toEqual({ memoryMB: 256, architecture: 'arm64' });
    });
  });

  describe('when a call fails', () => {
    const denied = { error: { name: 'AccessDeniedException', message: 'not you', status: 403 } };
    afterEach(() => pipeline.emulator.setFaults([]));
    const attempt = async (plan: Plan, candidate: Candidate = arm) => {
      try {
        return await applyRecommendation(pipeline.lambda, plan, candidate);
      } catch (error) {
        return error as NotApplied;
      }
    };
    const messageOf = (result: Awaited<ReturnType<typeof attempt>>) =>
      result instanceof NotApplied ? result.message : JSON.stringify(result);
    const sizeOf = async (name: string) => {
      const { MemorySize, Architectures } = await configurationOf(name);
      return [MemorySize, ...(Architectures ?? [])];
    };

    it('puts the architecture back if the memory size can not be set, and says so', async () => {
      const plan = await measured('put-back');
      pipeline.emulator.setFaults([{ action: 'UpdateFunctionConfiguration', do: denied }]);
      expect(messageOf(await attempt(plan))).toBe(
        `256 MB on arm64 could not be applied to ${plan.target.functionArn}: AccessDeniedException: not you (UpdateFunctionConfiguration). The architecture was put back. The function has 512 MB on x86_64 now, as before. The function has to be in the stack's list of functions that may be changed (optimizable in the construct's props)`,
      );
      expect(await sizeOf('put-back')).toEqual([512, 'x86_64']);
      expect((await configurationOf('put-back')).CodeSha256).toBe(plan.target.codeSha256);
    });

    it('says exactly what the function has if that can not be put back either', async () => {
      const plan = await measured('half');
      pipeline.emulator.setFaults([
        { action: 'UpdateFunctionConfiguration', do: denied },
        { action: 'UpdateFunctionCode', nth: { from: 2 }, do: denied },
      ]);
      const message = messageOf(await attempt(plan));
      expect(message).toContain(
        'The architecture could not be put back to x86_64: AccessDeniedException: not you (UpdateFunctionCode).',
      );
      expect(message).toContain('The function has 512 MB on arm64 now; before, it had 512 MB on x86_64.');
      expect(await sizeOf('half')).toEqual([512, 'arm64']);
    });

    it('says what Lambda has accepted if nobody may read what became of it', async () => {
      const plan = await measured('unreadable');
      pipeline.emulator.setFaults([{ action: 'GetFunctionConfiguration', nth: { from: 2 }, do: denied }]);
      expect(messageOf(await attempt(plan))).toContain(
        'Lambda has accepted 512 MB on arm64, but what the function has now could not be read; before, it had 512 MB on x86_64.',
      );
    });

    it('leaves it as it was if the architecture can not be changed', async () => {
      const plan = await measured('denied');
      pipeline.emulator.setFaults([{ action: 'UpdateFunctionCode', do: denied }]);
      expect(messageOf(await attempt(plan))).toContain('The function has 512 MB on x86_64 now, as before.');
      expect(await sizeOf('denied')).toEqual([512, 'x86_64']);
    });

    it.each(['UpdateFunctionCode', 'UpdateFunctionConfiguration'])(
      'goes on after %s whose answer was lost, since the function has what was asked for',
      async (action) => {
        const plan = await measured(`lost-${action}`);
        pipeline.emulator.setFaults([{ action, nth: 1, do: { drop: 'after' } }]);
        expect(await attempt(plan)).toEqual({
          applied: { memoryMB: 256, architecture: 'arm64' },
          warnings: [],
        });
        expect(await sizeOf(`lost-${action}`)).toEqual([256, 'arm64']);
      },
    );

    it('keeps what was recommended if only its version can not be published', async () => {
      const plan = await measured('unpublished', { applyAlias: 'prod' });
      pipeline.emulator.setFaults([{ action: 'PublishVersion', do: denied }]);
      expect(messageOf(await attempt(plan))).toContain(
        `${plan.target.functionArn} has 256 MB on arm64 now, but no version of it for the alias prod: AccessDeniedException`,
      );
      expect(await sizeOf('unpublished')).toEqual([256, 'arm64']);
    });

    it.each(['GetAlias', 'PublishVersion', 'CreateAlias'])(
      'publishes one version, and makes the alias, though the answer to %s was lost',
      async (action) => {
        const plan = await measured(`new-${action}`, { applyAlias: 'prod' });
        pipeline.emulator.setFaults([{ action, nth: 1, do: { drop: 'after' } }]);
        expect(await attempt(plan)).toMatchObject({ applied: { alias: 'prod', version: '1' } });
        expect(await versionsOf(`new-${action}`)).toEqual(['$LATEST', '1']);
        expect(await aliasOf(`new-${action}`)).toBe('1');
      },
    );

    it('moves the alias though the answer to that was lost', async () => {
      const plan = await measured('moved', { applyAlias: 'prod' });
      await pipeline.lambda.send(new PublishVersionCommand({ FunctionName: 'moved' }));
      await pipeline.lambda.send(
        new CreateAliasCommand({ FunctionName: 'moved', Name: 'prod', FunctionVersion: '1' }),
      );
      const { RevisionId = '' } = await configurationOf('moved');
      const target = { ...plan.target, latest: { ...plan.target.latest, revisionId: RevisionId } };
      pipeline.emulator.setFaults([{ action: 'UpdateAlias', nth: 1, do: { drop: 'after' } }]);
      expect(await attempt({ ...plan, target })).toMatchObject({ applied: { version: '2' } });
      expect(await aliasOf('moved')).toBe('2');
    });

    it('publishes nothing that somebody else gave the function in between', async () => {
      const plan = await measured('raced', { applyAlias: 'prod' });
      // Long enough for the other one to be first.
      pipeline.emulator.setFaults([{ action: 'PublishVersion', nth: 1, do: { delayMs: 500 } }]);
      pipeline.onCall(({ action }, count) =>
        action === 'GetAlias' && count === 1
          ? pipeline.lambda.send(
              new UpdateFunctionConfigurationCommand({
                FunctionName: 'raced',
                Environment: { Variables: { RELEASED: 'no' } },
              }),
            )
          : undefined,
      );
      expect(messageOf(await attempt(plan))).toContain('PreconditionFailedException');
      pipeline.onCall(() => undefined);
      expect(await versionsOf('raced')).toEqual(['$LATEST']);
    });

    it.each([
      ['GetAlias', ['$LATEST'], 'but no version of it for the alias prod: AccessDeniedException'],
      [
        'CreateAlias',
        ['$LATEST', '1'],
        'and was published as version 1, but the alias prod could not be pointed to it: AccessDeniedException',
      ],
    ])('says how far it got where %s is not allowed', async (action, versions, said) => {
      const plan = await measured(`denied-${action}`, { applyAlias: 'prod' });
      pipeline.emulator.setFaults([{ action, do: denied }]);
      expect(messageOf(await attempt(plan))).toContain(said);
      expect(await versionsOf(`denied-${action}`)).toEqual(versions);
    });

    it('never tells the environment', async () => {
      const plan = await measured('secretive', {}, { Environment: { Variables: { KEY: 'canary-env' } } });
      for (const action of ['UpdateFunctionCode', 'UpdateFunctionConfiguration', 'GetFunction']) {
        pipeline.emulator.setFaults([{ action, do: denied }]);
        expect(messageOf(await attempt(plan))).not.toContain('canary-env');
      }
    });
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
