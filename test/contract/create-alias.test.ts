import { CreateAliasCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const withVersion = () => backend.create({ Publish: true });
const createAlias = (FunctionName: string, Name: string, FunctionVersion = '1') =>
  backend.lambda.send(new CreateAliasCommand({ FunctionName, Name, FunctionVersion }));

describe('CreateAlias', () => {
  it('names a version', async () => {
    const FunctionName = await withVersion();
    const created = await createAlias(FunctionName, 'live');
    expect(created).toMatchObject({
      AliasArn: backend.arnOf(FunctionName, 'live'),
      Name: 'live',
      FunctionVersion: '1',
      Description: '',
      RevisionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      $metadata: { httpStatusCode: 201 },
    });
  });

  it('refuses an alias that is there already', async () => {
    const FunctionName = await withVersion();
    await createAlias(FunctionName, 'live');
    await expect(createAlias(FunctionName, 'live')).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `Alias already exists: ${backend.arnOf(FunctionName, 'live')}`,
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('refuses a version that is not there', async () => {
    const FunctionName = await withVersion();
    await expect(createAlias(FunctionName, 'live', '9')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${backend.arnOf(FunctionName, '9')}`,
    });
  });

  it('refuses a number as the name', async () => {
    const FunctionName = await withVersion();
    await expect(createAlias(FunctionName, '12')).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
