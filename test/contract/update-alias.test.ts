import { CreateAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda';
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

describe('UpdateAlias', () => {
  it('points to another version, keeps the description and changes the revision', async () => {
    const FunctionName = await withVersion();
    const { RevisionId } = await backend.lambda.send(
      new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1', Description: 'kept' }),
    );
    const updated = await backend.lambda.send(
      new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '$LATEST', RevisionId }),
    );
    expect(updated).toMatchObject({ FunctionVersion: '$LATEST', Description: 'kept' });
    expect(updated.RevisionId).not.toBe(RevisionId);
  });

  it('refuses another revision', async () => {
    const FunctionName = await withVersion();
    await createAlias(FunctionName, 'live');
    const RevisionId = '00000000-0000-4000-8000-000000000000';
    await expect(
      backend.lambda.send(
        new UpdateAliasCommand({ FunctionName, Name: 'live', Description: 'x', RevisionId }),
      ),
    ).rejects.toMatchObject({ name: 'PreconditionFailedException', $metadata: { httpStatusCode: 412 } });
  });

  it('refuses an alias that is not there', async () => {
    const FunctionName = await withVersion();
    await expect(
      backend.lambda.send(new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
