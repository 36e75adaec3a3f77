import { CreateAliasCommand, ListAliasesCommand, PublishVersionCommand } from '@aws-sdk/client-lambda';
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

describe('ListAliases', () => {
  it('lists all, or those of one version', async () => {
    const FunctionName = await withVersion();
    await createAlias(FunctionName, 'live');
    await createAlias(FunctionName, 'next', '$LATEST');
    const names = async (FunctionVersion?: string) => {
      const { Aliases } = await backend.lambda.send(
        new ListAliasesCommand({ FunctionName, FunctionVersion }),
      );
      return Aliases?.map(({ Name }) => Name);
    };
    expect(await names()).toEqual(['live', 'next']);
    expect(await names('1')).toEqual(['live']);
  });

  it('knows nothing of the aliases of another function', async () => {
    const [one, other] = [await withVersion(), await withVersion()];
    await createAlias(one, 'live');
    await backend.lambda.send(new PublishVersionCommand({ FunctionName: other }));
    const { Aliases } = await backend.lambda.send(new ListAliasesCommand({ FunctionName: other }));
    expect(Aliases).toEqual([]);
  });
});
