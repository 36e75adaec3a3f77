import {
  CreateAliasCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  ListVersionsByFunctionCommand,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { applyDecision } from '../../../lib/aws/apply-decision.ts';
import {
  type Candidate,
  type CandidateResult,
  type Decision,
  NotApplied,
  type Plan,
} from '../../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';
import { decisionWith, planWith } from '../../support/plan.ts';
import { replayPackage, steady } from '../../support/replay.ts';
import { zipped } from '../../support/zipped.ts';

const FILES = replayPackage({ x86_64: [steady(128, 10)] });
const CURRENT = { architecture: 'x86_64', memoryMB: 512 } as const;
const BETTER = { architecture: 'x86_64', memoryMB: 256 } as const;

/** An answer that surely saves 20% of the cost, with what a test wants otherwise. */
function decided(chosen: Candidate, more: Partial<Decision['recommendation']> = {}): Decision {
  const measured = (candidate: Candidate): CandidateResult => ({
    ...candidate,
    status: 'measured',
    invocations: 50,
    failures: [],
  });
  return decisionWith({
    candidates: [measured(CURRENT), measured(chosen)],
    recommendation: {
      ...chosen,
      strategy: 'cost',
      ties: [],
      confidence: 0.99,
      nextBest: { architecture: 'x86_64', memoryMB: 1024, costPercent: -30, durationPercent: 20 },
      saving: {
        costPercent: 25,
        durationPercent: -5,
        costPercentInterval: { low: 20, high: 30 },
        durationPercentInterval: { low: -6, high: -4 },
      },
      ...more,
    },
  });
}

describe('applyDecision', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());
  afterEach(() => pipeline.emulator.setFaults([]));

  const configurationOf = (FunctionName: string) =>
    pipeline.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const sizeOf = async (name: string) => (await configurationOf(name)).MemorySize;

  /** A new function of 512 MB on x86_64, and the plan of a run with `apply: "auto"` that has measured it. */
  async function measured(
    name: string,
    afterwards: Partial<Plan['afterwards']> = {},
    more: Partial<Plan> = {},
    layers: string[] = [],
  ): Promise<Plan> {
    const functionArn = await pipeline.create(name, FILES, {
      Architectures: ['x86_64'],
      ...(layers.length === 0 ? {} : { Layers: layers }),
    });
    const { CodeSha256 = '', RevisionId = '' } = await configurationOf(name);
    const plan = planWith();
    const latest = { codeSha256: CodeSha256, revisionId: RevisionId };
    return {
      ...plan,
      target: { ...plan.target, functionArn, functionName: name, ...CURRENT, ...latest, latest },
      baseline: CURRENT,
      apply: true,
      afterwards: { mode: 'auto', minSaving: 0.05, notify: 'changes', ...afterwards },
      ...more,
    };
  }

  /** Applies, and says which calls that made beside reading. */
  async function applying(plan: Plan, decision: Decision) {
    const before = pipeline.calls().length;
    const result = await applyDecision(pipeline.lambda, plan, decision);
    const calls = pipeline
      .calls()
      .slice(before)
      .map(({ action }) => action);
    return { ...result, changes: calls.filter((action) => !/^(Get|List)/.test(action)), calls };
  }

  it('applies by itself what is sure and saves enough', async () => {
    const plan = await measured('sure');
    expect(await applying(plan, decided(BETTER))).toMatchObject({
      applied: { memoryMB: 256 },
      warnings: [],
      changes: ['UpdateFunctionConfiguration'],
    });
    expect(await sizeOf('sure')).toBe(256);
  });

  it.each<[string, Partial<Decision['recommendation']>, Partial<Plan['afterwards']>, string]>([
    [
      'too little is saved',
      { saving: { costPercent: 3, durationPercent: 0, costPercentInterval: { low: 2, high: 4 } } },
      {},
      'saving-too-small',
    ],
    [
      'it is not sure that enough is saved',
      { saving: { costPercent: 12, durationPercent: 0, costPercentInterval: { low: 4.9, high: 19 } } },
      {},
      'saving-unsure',
    ],
    ['the choice is not sure', { confidence: 0.6 }, {}, 'choice-unsure'],
    [
      'it is not sure that limits are kept',
      { limits: { met: true, sure: false, worst: { limit: 'p99Ms', allowed: 300, value: 290 } } },
      {},
      'limits-unsure',
    ],
    ['something else owns the value', {}, { owner: { tool: 'sam', stack: 'shop' } }, 'managed-elsewhere'],
  ])('asks and changes nothing where %s, and says so', async (_, recommendation, afterwards, code) => {
    const plan = await measured(`not-${code}`, afterwards);
    const result = await applying(plan, decided(BETTER, recommendation));
    expect(result.calls).toEqual([]);
    expect(result).not.toHaveProperty('applied');
    expect(result.warnings).toEqual([
      { code, message: `256 MB on x86_64 was not applied: ${result.notApplied}` },
    ]);
    expect(result.notApplied).not.toContain('shop');
  });

  it('has a warning for each reason, and all of them in one text', async () => {
    const plan = await measured('twice', { owner: { tool: 'cdk' } });
    const { warnings, notApplied } = await applying(plan, decided(BETTER, { confidence: 0.6 }));
    expect(warnings.map(({ code }) => code)).toEqual(['choice-unsure', 'managed-elsewhere']);
    expect(notApplied).toMatch(
      /^it is 60% sure that nothing measured is better.*; by its tags the function is /,
    );
  });

  it('applies nothing without a measured current configuration', async () => {
    const { baseline: _, ...plan } = await measured('no-baseline');
    const { saving: __, ...recommendation } = decided(BETTER).recommendation;
    const result = await applying(plan, decisionWith({ recommendation }));
    expect(result.changes).toEqual([]);
    expect(result.warnings.map(({ code }) => code)).toEqual(['saving-unknown']);
  });

  it('does not apply what breaks a limit, and proposes it neither', async () => {
    const plan = await measured('over-limit');
    const worst = { limit: 'p99Ms', allowed: 300, value: 312, overPercent: 4 } as const;
    const result = await applying(plan, decided(BETTER, { limits: { met: false, sure: true, worst } }));
    expect(result.changes).toEqual([]);
    expect(result.warnings.map(({ code }) => code)).toEqual(['limits-not-met']);
    expect(result).not.toHaveProperty('notApplied');
  });

  it('applies what something else owns where it is told to, and says what undoes it', async () => {
    const plan = await measured('managed', { owner: { tool: 'terraform' }, applyManaged: true });
    const result = await applying(plan, decided(BETTER));
    expect(result.applied).toEqual({ memoryMB: 256 });
    expect(result.warnings).toEqual([
      {
        code: 'deployment-undoes',
        message:
          "by its tags the function is deployed with Terraform: the next deployment undoes what was applied, unless it is changed there too. The result's proposal has the lines",
      },
    ]);
  });

  it.each([undefined, 'live'])(
    'does and says nothing where the function has what is recommended (alias %s)',
    async (applyAlias) => {
      const name = `already-${applyAlias}`;
      const plan = await measured(
        name,
        { owner: { tool: 'sam' } },
        applyAlias === undefined ? {} : { applyAlias },
      );
      const result = await applying(plan, decided(CURRENT, { confidence: 0.2 }));
      expect(result).toMatchObject({ warnings: [], changes: [] });
      expect(result).not.toHaveProperty('applied');
      expect(result).not.toHaveProperty('notApplied');
    },
  );

  it('publishes a version for an alias only where it applies', async () => {
    const plan = await measured('aliased', {}, { applyAlias: 'live' });
    await pipeline.lambda.send(new PublishVersionCommand({ FunctionName: 'aliased' }));
    await pipeline.lambda.send(
      new CreateAliasCommand({ FunctionName: 'aliased', Name: 'live', FunctionVersion: '1' }),
    );
    const { RevisionId = '' } = await configurationOf('aliased');
    const target = { ...plan.target, latest: { ...plan.target.latest, revisionId: RevisionId } };
    const aliased = { ...plan, target };
    expect((await applying(aliased, decided(BETTER, { confidence: 0.5 }))).changes).toEqual([]);
    const { Versions = [] } = await pipeline.lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName: 'aliased' }),
    );
    expect(Versions.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
    expect((await applying(aliased, decided(BETTER))).applied).toEqual({
      memoryMB: 256,
      alias: 'live',
      version: '2',
    });
    const alias = await pipeline.lambda.send(new GetAliasCommand({ FunctionName: 'aliased', Name: 'live' }));
    expect(alias.FunctionVersion).toBe('2');
  });

  describe('with an alias', () => {
    /** A function of 512 MB whose version 1 is what its alias points to; and the plan of a run of it. */
    async function released(name: string, more: Partial<Plan> = {}): Promise<Plan> {
      const plan = await measured(name, {}, { applyAlias: 'live', ...more });
      await pipeline.lambda.send(new PublishVersionCommand({ FunctionName: name }));
      await pipeline.lambda.send(
        new CreateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion: '1' }),
      );
      return await now(plan, name);
    }

    /** The plan of a run that begins now. */
    async function now(plan: Plan, name: string): Promise<Plan> {
      const { RevisionId = '', CodeSha256 = '', MemorySize = 0 } = await configurationOf(name);
      const latest = { codeSha256: CodeSha256, revisionId: RevisionId };
      const target = { ...plan.target, memoryMB: MemorySize, codeSha256: CodeSha256, latest };
      return { ...plan, target, baseline: { architecture: 'x86_64', memoryMB: MemorySize } };
    }

    const versionOf = async (FunctionName: string) =>
      (await pipeline.lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }))).FunctionVersion;

    it('releases no code that the alias does not run yet', async () => {
      const plan = await released('unreleased');
      const newer = zipped({ ...FILES, 'new.txt': 'not released yet' });
      await pipeline.lambda.send(
        new UpdateFunctionCodeCommand({ FunctionName: 'unreleased', ZipFile: newer }),
      );
      const result = await applying(await now(plan, 'unreleased'), decided(BETTER));
      expect(result.changes).toEqual([]);
      expect(result.warnings.map(({ code }) => code)).toEqual(['alias-not-latest']);
      expect(result.notApplied).toBe(
        'the alias live points to version 1, which has other code than $LATEST: to apply it would release that too. Release it first',
      );
      expect([await sizeOf('unreleased'), await versionOf('unreleased')]).toEqual([512, '1']);
    });

    it('changes no code that was not measured, and fails no run for that', async () => {
      const plan = await released('released');
      const newer = zipped({ ...FILES, 'new.txt': 'not released yet' });
      await pipeline.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'released', ZipFile: newer }));
      // What was tuned is the alias: its version, beside which $LATEST is newer.
      const { target } = await now(plan, 'released');
      const result = await applying(
        { ...plan, target: { ...plan.target, latest: target.latest } },
        decided(BETTER),
      );
      expect(result.calls).toEqual([]);
      expect(result.warnings.map(({ code }) => code)).toEqual(['latest-has-other-code']);
      expect(result.notApplied).toContain('$LATEST has other code than what was measured');
    });

    it('releases no settings that the alias does not have yet', async () => {
      const plan = await released('unsettled');
      await pipeline.lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: 'unsettled', Timeout: 77 }),
      );
      const result = await applying(await now(plan, 'unsettled'), decided(BETTER));
      expect(result.changes).toEqual([]);
      expect(result.notApplied).toContain('which has other settings than $LATEST');
    });

    it('finishes what a run has begun that was ended before it moved the alias', async () => {
      const plan = await released('half');
      await pipeline.lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: 'half', MemorySize: 256 }),
      );
      // The function has what is recommended, so nothing is saved any more.
      const { saving: _, ...recommendation } = decided(BETTER).recommendation;
      const again = await applying(await now(plan, 'half'), decisionWith({ recommendation }));
      expect(again).toMatchObject({
        applied: { memoryMB: 256, alias: 'live', version: '2' },
        warnings: [],
        changes: ['PublishVersion', 'UpdateAlias'],
      });
      expect(await versionOf('half')).toBe('2');
      const done = await applying(await now(plan, 'half'), decisionWith({ recommendation }));
      expect([done.changes, done.warnings, done.applied]).toEqual([[], [], undefined]);
    });

    it('does not do so where the choice is not sure', async () => {
      const plan = await released('half-sure');
      await pipeline.lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: 'half-sure', MemorySize: 256 }),
      );
      const unsure = decided(BETTER, { confidence: 0.5 });
      const { changes, warnings } = await applying(await now(plan, 'half-sure'), unsure);
      expect([changes, warnings.map(({ code }) => code)]).toEqual([[], ['choice-unsure']]);
    });

    it('leaves an alias alone that shares its invocations, and fails no run for that', async () => {
      const plan = await released('shared');
      await pipeline.lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: 'shared', Description: 'second' }),
      );
      await pipeline.lambda.send(new PublishVersionCommand({ FunctionName: 'shared' }));
      await pipeline.lambda.send(
        new UpdateAliasCommand({
          FunctionName: 'shared',
          Name: 'live',
          RoutingConfig: { AdditionalVersionWeights: { 2: 0.1 } },
        }),
      );
      const current = await now(plan, 'shared');
      const canary = { share: 0.1, minutes: 10, invocations: 100 };
      const result = await applying(
        { ...current, afterwards: { ...current.afterwards, canary } },
        decided(BETTER),
      );
      expect([result.changes, result.warnings.map(({ code }) => code)]).toEqual([[], ['alias-shared']]);
      expect(await sizeOf('shared')).toBe(512);
    });

    it('asks for a version where an alias of $LATEST is to be moved by degrees', async () => {
      const plan = await measured(
        'latest',
        { canary: { share: 0.1, minutes: 10, invocations: 100 } },
        { applyAlias: 'live' },
      );
      await pipeline.lambda.send(
        new CreateAliasCommand({ FunctionName: 'latest', Name: 'live', FunctionVersion: '$LATEST' }),
      );
      const result = await applying(await now(plan, 'latest'), decided(BETTER));
      expect(result.warnings.map(({ code }) => code)).toEqual(['alias-not-shareable']);
    });

    it('says that nothing was changed where the alias can not be read', async () => {
      const plan = await released('unread');
      pipeline.emulator.setFaults([
        {
          action: 'GetAlias',
          do: { error: { name: 'AccessDeniedException', message: 'not you', status: 403 } },
        },
      ]);
      const refused = applyDecision(pipeline.lambda, plan, decided(BETTER));
      await expect(refused).rejects.toThrow(/could not be read: AccessDeniedException.* Nothing was changed/);
      await expect(refused).rejects.toThrow(NotApplied);
    });
  });

  it('only proposes an architecture for a function whose layers may not run on it', async () => {
    const { LayerVersionArn = '' } = await pipeline.lambda.send(
      new PublishLayerVersionCommand({ LayerName: 'native', Content: { ZipFile: zipped({ 'a.txt': 'a' }) } }),
    );
    const plan = await measured('layered', {}, {}, [LayerVersionArn]);
    const result = await applying(plan, decided({ architecture: 'arm64', memoryMB: 256 }));
    expect(result.changes).toEqual([]);
    expect(result.warnings.map(({ code }) => code)).toEqual(['architecture-proposed']);
    expect(result.notApplied).toBe(
      `another architecture is proposed, not applied: it is not known that its layer ${LayerVersionArn} run on both architectures, and layers and code can't change in one call`,
    );
  });

  describe('with autoOptimize', () => {
    it('applies whatever the answer is, as ever', async () => {
      const plan = await measured('always', { mode: 'always' });
      const unsure = decided(BETTER, { confidence: 0.1, saving: { costPercent: -5, durationPercent: 1 } });
      expect(await applying(plan, unsure)).toMatchObject({ applied: { memoryMB: 256 }, warnings: [] });
    });

    it('publishes a version although the function has the size', async () => {
      const plan = await measured(
        'always-same',
        { mode: 'always', owner: { tool: 'sam' } },
        { applyAlias: 'live' },
      );
      expect(await applying(plan, decided(CURRENT))).toMatchObject({
        applied: { memoryMB: 512, alias: 'live', version: '1' },
        warnings: [],
      });
    });

    it('applies what something else owns, and says what undoes it', async () => {
      const plan = await measured('always-managed', { mode: 'always', owner: { tool: 'serverless' } });
      const { applied, warnings } = await applying(plan, decided(BETTER));
      expect(applied).toEqual({ memoryMB: 256 });
      expect(warnings.map(({ code }) => code)).toEqual(['deployment-undoes']);
      expect(warnings[0]?.message).toContain('is deployed with the Serverless Framework: ');
    });
  });

  it('fails when the function was changed since the plan, and leaves it', async () => {
    const plan = await measured('changed');
    await applyDecision(pipeline.lambda, plan, decided({ architecture: 'x86_64', memoryMB: 1024 }));
    await expect(applyDecision(pipeline.lambda, plan, decided(BETTER))).rejects.toThrow(NotApplied);
    expect(await sizeOf('changed')).toBe(1024);
  });

  it('fails when it may not change the function', async () => {
    const plan = await measured('denied');
    pipeline.emulator.setFaults([
      {
        action: 'UpdateFunctionConfiguration',
        do: { error: { name: 'AccessDeniedException', message: 'not you', status: 403 } },
      },
    ]);
    await expect(applyDecision(pipeline.lambda, plan, decided(BETTER))).rejects.toThrow(/optimizable/);
    expect(await sizeOf('denied')).toBe(512);
  });
});
