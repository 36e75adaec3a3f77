import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const remove = (FunctionName: string, Qualifier?: string) =>
  backend.lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));

describe('DeleteFunction', () => {
  it('deletes the function with its versions', async () => {
    const FunctionName = await backend.create({ Publish: true });
    expect((await remove(FunctionName)).$metadata.httpStatusCode).toBe(204);
    for (const Qualifier of [undefined, '1']) {
      await expect(
        backend.lambda.send(new GetFunctionCommand({ FunctionName, Qualifier })),
      ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    }
  });

  it('leaves the name free for another function', async () => {
    const FunctionName = await backend.create();
    await remove(FunctionName);
    await expect(backend.create({ FunctionName, MemorySize: 256 })).resolves.toBe(FunctionName);
  });

  it('deletes one version', async () => {
    const FunctionName = await backend.create({ Publish: true });
    await remove(FunctionName, '1');
    const { Versions } = await backend.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST']);
  });

  it('refuses a version that an alias points to', async () => {
    const FunctionName = await backend.create({ Publish: true });
    await backend.lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    await expect(remove(FunctionName, '1')).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: 'Unable to delete version because the following aliases reference it: [live]',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('refuses $LATEST alone', async () => {
    const FunctionName = await backend.create();
    await expect(remove(FunctionName, '$LATEST')).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: '$LATEST version cannot be deleted without deleting the function.',
    });
  });

  it('refuses a function that is not there', async () => {
    await expect(remove('nothing-here')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${backend.arnOf('nothing-here')}`,
      $metadata: { httpStatusCode: 404 },
    });
  });
});
