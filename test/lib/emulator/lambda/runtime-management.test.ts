import {
  CreateFunctionCommand,
  GetFunctionCommand,
  GetRuntimeManagementConfigCommand,
  PublishVersionCommand,
  PutRuntimeManagementConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { ECHO, echoOf, startedEmulator } from '../../../support/started-emulator.ts';

const FunctionName = 'f';
const PINNED = {
  UpdateRuntimeOn: 'Manual',
  RuntimeVersionArn: `arn:aws:lambda:us-east-1::runtime:${'07'.repeat(32)}`,
} as const;

async function start(options: Parameters<typeof startedEmulator>[0] = {}) {
  const started = await startedEmulator(options);
  const { lambda } = started;
  return {
    ...started,
    put: (members: object) =>
      lambda.send(
        new PutRuntimeManagementConfigCommand({ FunctionName, UpdateRuntimeOn: 'Auto', ...members }),
      ),
    get: (Qualifier?: string) =>
      lambda.send(new GetRuntimeManagementConfigCommand({ FunctionName, Qualifier })),
    configuration: async (Qualifier?: string) =>
      (await lambda.send(new GetFunctionCommand({ FunctionName, Qualifier }))).Configuration,
  };
}

describe('runtime management', () => {
  it('shows a runtime that was pinned, until it is pinned no more', async () => {
    const { create, put, get, configuration } = await start();
    await create();
    const before = (await configuration())?.RuntimeVersionConfig;
    await put(PINNED);
    expect((await configuration())?.RuntimeVersionConfig).toEqual({
      RuntimeVersionArn: PINNED.RuntimeVersionArn,
    });
    await put({ UpdateRuntimeOn: 'Auto' });
    expect((await configuration())?.RuntimeVersionConfig).toEqual(before);
    expect(await get()).toMatchObject({ UpdateRuntimeOn: 'Auto' });
    expect(await get()).not.toHaveProperty('RuntimeVersionArn');
  });

  it('has one current version for each runtime', async () => {
    const { create, configuration, lambda } = await start();
    await create();
    const node = await configuration();
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Runtime: 'python3.13' }));
    const python = await configuration();
    expect(python?.RuntimeVersionConfig).not.toEqual(node?.RuntimeVersionConfig);
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Runtime: 'nodejs24.x' }));
    expect((await configuration())?.RuntimeVersionConfig).toEqual(node?.RuntimeVersionConfig);
  });

  it('is published with the version, and then its own', async () => {
    const { create, put, get, configuration, lambda } = await start();
    await create();
    await put(PINNED);
    await lambda.send(new PublishVersionCommand({ FunctionName }));
    await put({ UpdateRuntimeOn: 'FunctionUpdate' });
    expect(await get('1')).toMatchObject({
      ...PINNED,
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f:1',
    });
    expect((await configuration('1'))?.RuntimeVersionConfig).toEqual({
      RuntimeVersionArn: PINNED.RuntimeVersionArn,
    });
    expect((await get()).UpdateRuntimeOn).toBe('FunctionUpdate');
  });

  it('leaves revision, environments and what there is to publish as they are', async () => {
    const { create, put, configuration, invoke, lambda } = await start();
    await create();
    await lambda.send(new PublishVersionCommand({ FunctionName }));
    const { RevisionId } = (await configuration()) ?? {};
    const { environment } = echoOf(await invoke());
    await put(PINNED);
    expect(echoOf(await invoke()).environment).toBe(environment);
    expect((await configuration())?.RevisionId).toBe(RevisionId);
    const published = await lambda.send(new PublishVersionCommand({ FunctionName }));
    expect(published.Version).toBe('1');
  });

  it('refuses a runtime that would not be kept, and a function that is being created or updated', async () => {
    let nowMs = Date.UTC(2026, 10, 20);
    const { create, put } = await start({ delays: 1, nowMs: () => nowMs });
    await create();
    await expect(put({})).rejects.toMatchObject({ name: 'ResourceConflictException' });
    nowMs += 2000;
    await expect(put({ ...PINNED, UpdateRuntimeOn: 'Auto' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'RuntimeVersionArn is for UpdateRuntimeOn Manual only, not Auto.',
    });
    await put(PINNED);
  });

  it('is not for container images, which bring their own', async () => {
    const ImageUri = '000000000000.dkr.ecr.us-east-1.amazonaws.com/orders:1';
    const { put, configuration, lambda } = await start({
      images: { [ImageUri]: { architecture: 'x86_64', digest: `sha256:${'a1'.repeat(32)}` } },
    });
    const image = { FunctionName, Role: ECHO.Role, PackageType: 'Image', Code: { ImageUri } } as const;
    await lambda.send(new CreateFunctionCommand(image));
    expect(await configuration()).not.toHaveProperty('RuntimeVersionConfig');
    await expect(put({})).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});
