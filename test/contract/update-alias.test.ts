import {
  CreateAliasCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
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

  it('gives another version a share of the invocations, and takes it away again', async () => {
    const FunctionName = await withVersion();
    await backend.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Description: 'another version' }),
    );
    await waitUntilFunctionUpdatedV2({ client: backend.lambda, maxWaitTime: 60 }, { FunctionName });
    await backend.lambda.send(new PublishVersionCommand({ FunctionName }));
    await createAlias(FunctionName, 'live');
    const RoutingConfig = { AdditionalVersionWeights: { 2: 0.5 } };
    const shared = await backend.lambda.send(
      new UpdateAliasCommand({ FunctionName, Name: 'live', RoutingConfig }),
    );
    expect(shared).toMatchObject({ FunctionVersion: '1', RoutingConfig });
    const executed = new Set<string | undefined>();
    for (let count = 0; count < 40 && executed.size < 2; count++) {
      const { ExecutedVersion } = await backend.lambda.send(
        new InvokeCommand({ FunctionName, Qualifier: 'live' }),
      );
      executed.add(ExecutedVersion);
    }
    expect([...executed].sort()).toEqual(['1', '2']);
    const back = await backend.lambda.send(
      new UpdateAliasCommand({ FunctionName, Name: 'live', RoutingConfig: { AdditionalVersionWeights: {} } }),
    );
    expect(Object.keys(back.RoutingConfig?.AdditionalVersionWeights ?? {})).toEqual([]);
  });

  it.each([
    ['of its own version', { 1: 0.5 }],
    ['of a version that is not there', { 9: 0.5 }],
    ['that is over 1', { 1: 1.5 }],
  ])('refuses a share %s', async (_, AdditionalVersionWeights) => {
    const FunctionName = await withVersion();
    await createAlias(FunctionName, 'live');
    await expect(
      backend.lambda.send(
        new UpdateAliasCommand({ FunctionName, Name: 'live', RoutingConfig: { AdditionalVersionWeights } }),
      ),
    ).rejects.toMatchObject({ $fault: 'client' });
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
