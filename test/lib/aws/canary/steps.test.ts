import {
  CreateAliasCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { complete, goBack, shift } from '../../../../lib/aws/canary/steps.ts';
import type { CanaryPlan } from '../../../../lib/contract/index.ts';
import { canaryPlan } from '../../../support/canary-plan.ts';
import { ECHO, startedEmulator } from '../../../support/started-emulator.ts';
import { zipped } from '../../../support/zipped.ts';

/** The function `f` with three versions, an alias that points to the first, and the plan of a canary of the second. */
async function threeVersions(more: Partial<CanaryPlan> = {}) {
  const { create, lambda, logs, emulator } = await startedEmulator();
  await create({ MemorySize: 256, Architectures: ['x86_64'], Publish: true });
  for (const MemorySize of [1024, 512]) {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', MemorySize }));
    await lambda.send(new PublishVersionCommand({ FunctionName: 'f' }));
  }
  await lambda.send(new CreateAliasCommand({ FunctionName: 'f', Name: 'live', FunctionVersion: '1' }));
  const { CodeSha256: codeSha256 = '', FunctionArn: functionArn = '' } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: 'f' }),
  );
  const plan = canaryPlan({
    functionArn,
    functionName: 'f',
    latest: { memoryMB: 256, architecture: 'x86_64', codeSha256 },
    ...more,
  });
  return {
    emulator,
    lambda,
    plan: { ...plan, new: { ...plan.new, version: '3' } },
    clients: { lambda, logs, now: () => new Date('2026-11-26T10:00:00Z') },
    point: (FunctionVersion: string, AdditionalVersionWeights = {}) =>
      lambda.send(
        new UpdateAliasCommand({
          FunctionName: 'f',
          Name: 'live',
          FunctionVersion,
          RoutingConfig: { AdditionalVersionWeights },
        }),
      ),
    aliased: async () => {
      const alias = await lambda.send(new GetAliasCommand({ FunctionName: 'f', Name: 'live' }));
      return { version: alias.FunctionVersion, weights: alias.RoutingConfig?.AdditionalVersionWeights };
    },
    memory: async () =>
      (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }))).MemorySize,
  };
}

const running = async () => true;

describe('shift', () => {
  it('says which share the new version has, without the digits of binary fractions', async () => {
    const { plan, clients } = await threeVersions({ share: 0.07 });
    expect((await shift(plan, clients, running)).reason).toBe('version 3 has 7% of the invocations');
  });

  it('has the longest canary look every five minutes, as often as its history has room for', async () => {
    const minutes = 7 * 24 * 60;
    const { plan, clients } = await threeVersions({ minutes });
    const { waitSeconds } = (await shift(plan, clients, running)).watch;
    expect(waitSeconds).toBeLessThanOrEqual(5.1 * 60);
    // Two events for a wait, five for a task, two for a choice; and three for an attempt that fails, in every look.
    expect(((minutes * 60) / waitSeconds) * (2 + 5 + 2 + 3)).toBeLessThan(25_000);
  });

  it('gives the new version nothing where the log may not be read', async () => {
    const { plan, clients, aliased, emulator } = await threeVersions();
    const error = { name: 'AccessDeniedException', message: 'not authorized', status: 400 };
    emulator.setFaults([{ action: 'FilterLogEvents', do: { error } }]);
    await expect(shift(plan, clients, running)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(await aliased()).toEqual({ version: '1', weights: undefined });
    expect(emulator.calls().filter(({ action }) => action === 'UpdateAlias')).toEqual([]);
  });

  it('gives it nothing where the execution is over', async () => {
    const { plan, clients, aliased, emulator } = await threeVersions();
    const over = async () => false;
    await expect(shift(plan, clients, over)).rejects.toMatchObject({ name: 'ExecutionStopped' });
    expect(emulator.calls().filter(({ action }) => action === 'UpdateAlias')).toEqual([]);
    expect(await aliased()).toEqual({ version: '1', weights: undefined });
  });

  it('takes it back where the execution was stopped meanwhile, and so looked before there was anything', async () => {
    const { plan, clients, aliased, memory } = await threeVersions();
    const weights = async () => (await aliased()).weights;
    // What its end starts has found the alias as it was.
    const untilShared = async () => (await weights()) === undefined;
    await expect(shift(plan, clients, untilShared)).rejects.toMatchObject({ name: 'ExecutionStopped' });
    expect(await aliased()).toEqual({ version: '1', weights: undefined });
    expect(await memory()).toBe(256);
  });
});

describe('complete', () => {
  it('leaves an alias alone that has gone back meanwhile', async () => {
    const { plan, clients, aliased } = await threeVersions();
    await expect(complete(plan, clients)).rejects.toMatchObject({ name: 'AliasMoved' });
    expect(await aliased()).toEqual({ version: '1', weights: undefined });
  });
});

describe('goBack', () => {
  it('gives $LATEST back the memory size that it had', async () => {
    const { plan, clients, memory, aliased, point } = await threeVersions();
    await point('1', { 3: 0.5 });
    expect(await goBack(plan, clients)).toEqual({ version: '1', latestPutBack: true });
    expect(await memory()).toBe(256);
    expect(await aliased()).toEqual({ version: '1', weights: undefined });
  });

  it('leaves alias and $LATEST alone where somebody else has moved the alias', async () => {
    const { plan, clients, memory, aliased, point } = await threeVersions();
    await point('2');
    expect(await goBack(plan, clients)).toEqual({ version: '2', latestPutBack: false });
    expect(await memory()).toBe(512);
    expect(await aliased()).toEqual({ version: '2', weights: undefined });
  });

  it('undoes nothing of what has completed', async () => {
    const { plan, clients, memory, aliased, point } = await threeVersions();
    await point('3');
    expect(await goBack(plan, clients)).toEqual({ version: '3', latestPutBack: false });
    expect(await memory()).toBe(512);
    expect(await aliased()).toEqual({ version: '3', weights: undefined });
  });
});

describe('goBack, where the architecture was changed', () => {
  /** `$LATEST` is 512 MB on arm64, published as version 4, and was 256 MB on x86_64 before. */
  async function onArm() {
    const given = await threeVersions();
    const { lambda, plan, point } = given;
    const { ZipFile } = ECHO.Code;
    await lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile, Architectures: ['arm64'] }),
    );
    await lambda.send(new PublishVersionCommand({ FunctionName: 'f' }));
    await point('1', { 4: 0.5 });
    const latest = async () => {
      const { MemorySize, Architectures, CodeSha256, Layers } = await lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName: 'f' }),
      );
      const layers = (Layers ?? []).length;
      return { memoryMB: MemorySize, architecture: Architectures?.[0], codeSha256: CodeSha256, layers };
    };
    const moved: CanaryPlan = { ...plan, new: { ...plan.new, version: '4', architecture: 'arm64' } };
    return { ...given, plan: moved, latest };
  }

  it('gives $LATEST back both, with the code that it has', async () => {
    const { plan, clients, latest, aliased } = await onArm();
    expect(await goBack(plan, clients)).toEqual({ version: '1', latestPutBack: true });
    expect(await latest()).toEqual({ ...plan.latest, layers: 0 });
    expect(await aliased()).toEqual({ version: '1', weights: undefined });
  });

  it('does so where the memory size is the same', async () => {
    const { plan, clients, latest } = await onArm();
    const same = { ...plan, latest: { ...plan.latest, memoryMB: 512 } };
    expect(await goBack(same, clients)).toEqual({ version: '1', latestPutBack: true });
    expect(await latest()).toEqual({ ...same.latest, layers: 0 });
  });

  it.each(['UpdateFunctionCode', 'UpdateFunctionConfiguration'])(
    'goes on where an attempt before has ended at %s',
    async (action) => {
      const { plan, clients, latest, aliased, emulator } = await onArm();
      const error = { name: 'AccessDeniedException', message: 'not authorized', status: 403 };
      emulator.setFaults([{ action, nth: 1, do: { error } }]);
      await expect(goBack(plan, clients)).rejects.toMatchObject({ name: 'AccessDeniedException' });
      expect(await aliased()).toEqual({ version: '1', weights: undefined });
      expect(await goBack(plan, clients)).toEqual({ version: '1', latestPutBack: true });
      expect(await latest()).toEqual({ ...plan.latest, layers: 0 });
    },
  );

  it('leaves $LATEST alone where it has another layer since, which may run on one architecture only', async () => {
    const { plan, clients, latest, lambda } = await onArm();
    const Content = { ZipFile: zipped({ 'a.txt': 'a' }) };
    const layer = await lambda.send(new PublishLayerVersionCommand({ LayerName: 'l', Content }));
    const Layers = [layer.LayerVersionArn ?? ''];
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', Layers }));
    const before = await latest();
    expect(await goBack(plan, clients)).toEqual({ version: '1', latestPutBack: false });
    expect(await latest()).toEqual(before);
  });

  it('leaves $LATEST alone where somebody has deployed other code since', async () => {
    const { plan, clients, latest, lambda } = await onArm();
    const ZipFile = zipped({ 'index.mjs': '// newer' });
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile }));
    const before = await latest();
    expect(await goBack(plan, clients)).toEqual({ version: '1', latestPutBack: false });
    expect(await latest()).toEqual(before);
  });
});
