import { CreateAliasCommand, GetAliasCommand } from '@aws-sdk/client-lambda';
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

describe('GetAlias', () => {
  it('gives what was created', async () => {
    const FunctionName = await withVersion();
    const { $metadata: _created, ...created } = await createAlias(FunctionName, 'live');
    const { $metadata: _got, ...got } = await backend.lambda.send(
      new GetAliasCommand({ FunctionName, Name: 'live' }),
    );
    expect(got).toEqual(created);
  });

  it('refuses an alias that is not there', async () => {
    const FunctionName = await withVersion();
    await expect(
      backend.lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Cannot find alias arn: ${backend.arnOf(FunctionName, 'live')}`,
    });
  });
});
