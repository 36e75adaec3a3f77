import {
  GetFunctionCommand,
  GetRuntimeManagementConfigCommand,
  ListFunctionsCommand,
  PublishVersionCommand,
  PutRuntimeManagementConfigCommand,
  type PutRuntimeManagementConfigCommandInput,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const put = (FunctionName: string, input: Omit<PutRuntimeManagementConfigCommandInput, 'FunctionName'>) =>
  backend.lambda.send(new PutRuntimeManagementConfigCommand({ FunctionName, ...input }));
const get = (FunctionName: string, Qualifier?: string) =>
  backend.lambda.send(new GetRuntimeManagementConfigCommand({ FunctionName, Qualifier }));
async function runtimeOf(FunctionName: string, Qualifier?: string) {
  const { Configuration } = await backend.lambda.send(new GetFunctionCommand({ FunctionName, Qualifier }));
  return Configuration?.RuntimeVersionConfig?.RuntimeVersionArn;
}

describe('PutRuntimeManagementConfig', () => {
  it('leaves a function to automatic updates until it is told otherwise', async () => {
    const FunctionName = await backend.create();
    const config = await get(FunctionName);
    expect(config).toMatchObject({ UpdateRuntimeOn: 'Auto', FunctionArn: backend.arnOf(FunctionName) });
    expect(config.RuntimeVersionArn).toBeUndefined();
    expect(await runtimeOf(FunctionName)).toMatch(
      new RegExp(`^arn:aws:lambda:${backend.region}::runtime:[0-9a-f]{64}$`),
    );
  });

  it('updates with the function, or pins the runtime', async () => {
    const FunctionName = await backend.create();
    const put1 = await put(FunctionName, { UpdateRuntimeOn: 'FunctionUpdate' });
    expect(put1).toMatchObject({
      UpdateRuntimeOn: 'FunctionUpdate',
      FunctionArn: backend.arnOf(FunctionName),
    });
    await backend.updated(FunctionName);
    expect((await get(FunctionName)).UpdateRuntimeOn).toBe('FunctionUpdate');
    const RuntimeVersionArn = await runtimeOf(FunctionName);
    const pinned = { UpdateRuntimeOn: 'Manual', RuntimeVersionArn } as const;
    expect(await put(FunctionName, pinned)).toMatchObject(pinned);
    await backend.updated(FunctionName);
    expect(await get(FunctionName)).toMatchObject(pinned);
    expect(await runtimeOf(FunctionName)).toBe(RuntimeVersionArn);
  });

  it('is of each version', async () => {
    const FunctionName = await backend.create();
    await backend.lambda.send(new PublishVersionCommand({ FunctionName }));
    const first = { FunctionName, Qualifier: '1' };
    await waitUntilPublishedVersionActive({ client: backend.lambda, maxWaitTime: 60 }, first);
    await put(FunctionName, { Qualifier: '1', UpdateRuntimeOn: 'FunctionUpdate' });
    expect((await get(FunctionName, '1')).UpdateRuntimeOn).toBe('FunctionUpdate');
    expect((await get(FunctionName)).UpdateRuntimeOn).toBe('Auto');
  });

  it('is not shown by lists', async () => {
    await backend.create();
    const { Functions: [any] = [] } = await backend.lambda.send(new ListFunctionsCommand());
    expect(any?.FunctionName).toBeDefined();
    expect(any?.RuntimeVersionConfig).toBeUndefined();
  });

  it('refuses to pin without saying to what, and a runtime that is no ARN', async () => {
    const FunctionName = await backend.create();
    await expect(put(FunctionName, { UpdateRuntimeOn: 'Manual' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(
      put(FunctionName, { UpdateRuntimeOn: 'Manual', RuntimeVersionArn: 'nodejs24.x of November 2026' }),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('refuses a function and a version that are not there', async () => {
    const FunctionName = await backend.create();
    const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
    await expect(get('contract-nothing')).rejects.toMatchObject(missing);
    await expect(get(FunctionName, '7')).rejects.toMatchObject(missing);
    await expect(put(FunctionName, { Qualifier: '7', UpdateRuntimeOn: 'Auto' })).rejects.toMatchObject(
      missing,
    );
  });
});
