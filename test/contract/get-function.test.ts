import {
  GetFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';
import { zipped } from '../support/zipped.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const get = (FunctionName: string, Qualifier?: string) =>
  backend.lambda.send(new GetFunctionCommand({ FunctionName, Qualifier }));

describe('GetFunction', () => {
  it('gives the configuration, and a link from which the very zip comes', async () => {
    const FunctionName = await backend.create({ MemorySize: 256 });
    const { Configuration, Code } = await get(FunctionName);
    expect(Configuration).toMatchObject({
      FunctionName,
      FunctionArn: backend.arnOf(FunctionName),
      MemorySize: 256,
      State: 'Active',
      LastUpdateStatus: 'Successful',
    });
    expect(Code?.RepositoryType).toBe('S3');
    const fetched = await fetch(Code?.Location ?? '');
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(zipped());
  });

  it('shows no tags where there are none', async () => {
    const FunctionName = await backend.create();
    expect((await get(FunctionName)).Tags).toBeUndefined();
  });

  it('takes a name, a partial ARN and an ARN, with the qualifier in it or beside it', async () => {
    const FunctionName = await backend.create();
    await backend.lambda.send(new PublishVersionCommand({ FunctionName }));
    const asked = [
      [FunctionName, '1'],
      [`${FunctionName}:1`],
      [`${backend.accountId}:function:${FunctionName}`, '1'],
      [`${backend.accountId}:function:${FunctionName}:1`],
      [backend.arnOf(FunctionName), '1'],
      [backend.arnOf(FunctionName, '1')],
      [backend.arnOf(FunctionName, '1'), '1'],
    ] as const;
    for (const [name, qualifier] of asked) {
      const { Configuration } = await get(name, qualifier);
      expect(Configuration).toMatchObject({ Version: '1', FunctionArn: backend.arnOf(FunctionName, '1') });
    }
  });

  it('shows a qualifier in the ARN only where one was given', async () => {
    const FunctionName = await backend.create();
    const { Configuration } = await get(FunctionName, '$LATEST');
    expect(Configuration).toMatchObject({
      Version: '$LATEST',
      FunctionArn: backend.arnOf(FunctionName, '$LATEST'),
    });
  });

  it('shows a published version as it was', async () => {
    const FunctionName = await backend.create({ MemorySize: 256 });
    await backend.lambda.send(new PublishVersionCommand({ FunctionName }));
    await backend.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 512 }));
    await backend.updated(FunctionName);
    expect((await get(FunctionName, '1')).Configuration?.MemorySize).toBe(256);
    expect((await get(FunctionName)).Configuration?.MemorySize).toBe(512);
  });

  it('refuses a function that is not there', async () => {
    await expect(get('nothing-here')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${backend.arnOf('nothing-here')}`,
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('refuses a version and an alias that are not there, and names them', async () => {
    const FunctionName = await backend.create();
    for (const qualifier of ['7', 'live']) {
      await expect(get(FunctionName, qualifier)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: `Function not found: ${backend.arnOf(FunctionName, qualifier)}`,
        $metadata: { httpStatusCode: 404 },
      });
    }
  });

  it('refuses two qualifiers that differ', async () => {
    const FunctionName = await backend.create();
    await expect(get(`${FunctionName}:1`, '2')).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'The derived qualifier from the function name does not match the specified qualifier.',
    });
  });

  it('refuses a function of another region', async () => {
    const FunctionName = `arn:aws:lambda:eu-south-2:${backend.accountId}:function:any`;
    await expect(get(FunctionName)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Functions from 'eu-south-2' are not reachable in this region ('${backend.region}')`,
    });
  });
});
