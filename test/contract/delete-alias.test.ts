import { CreateAliasCommand, DeleteAliasCommand, GetAliasCommand } from '@aws-sdk/client-lambda';
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

describe('DeleteAlias', () => {
  it('deletes it', async () => {
    const FunctionName = await withVersion();
    await createAlias(FunctionName, 'live');
    const alias = { FunctionName, Name: 'live' };
    const deleted = await backend.lambda.send(new DeleteAliasCommand(alias));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    await expect(backend.lambda.send(new GetAliasCommand(alias))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('has nothing against an alias that is not there', async () => {
    const alias = { FunctionName: await withVersion(), Name: 'live' };
    const deleted = await backend.lambda.send(new DeleteAliasCommand(alias));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
  });
});
