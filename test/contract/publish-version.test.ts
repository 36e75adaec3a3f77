import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  PublishVersionCommand,
  type PublishVersionCommandInput,
  UpdateFunctionConfigurationCommand,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const publish = (FunctionName: string, input: Partial<PublishVersionCommandInput> = {}) =>
  backend.lambda.send(new PublishVersionCommand({ ...input, FunctionName }));
async function describeAs(FunctionName: string, Description: string) {
  await backend.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description }));
  await backend.updated(FunctionName);
}

describe('PublishVersion', () => {
  it('makes a numbered version with an ARN of its own', async () => {
    const FunctionName = await backend.create({ MemorySize: 256 });
    expect(await publish(FunctionName, { Description: 'first' })).toMatchObject({
      Version: '1',
      FunctionArn: backend.arnOf(FunctionName, '1'),
      Description: 'first',
      MemorySize: 256,
      $metadata: { httpStatusCode: 201 },
    });
  });

  it('creates nothing when nothing changed, whatever the description', async () => {
    const FunctionName = await backend.create();
    const first = await publish(FunctionName, { Description: 'first' });
    const again = await publish(FunctionName, { Description: 'again' });
    expect(again).toMatchObject({
      Version: '1',
      Description: 'first',
      RevisionId: first.RevisionId,
    });
  });

  it('creates the next version after a change', async () => {
    const FunctionName = await backend.create();
    await publish(FunctionName);
    await describeAs(FunctionName, 'changed');
    expect(await publish(FunctionName)).toMatchObject({ Version: '2', Description: 'changed' });
  });

  it('never gives a number twice', async () => {
    const FunctionName = await backend.create();
    const first = { FunctionName, Qualifier: (await publish(FunctionName)).Version };
    await waitUntilPublishedVersionActive({ client: backend.lambda, maxWaitTime: 60 }, first);
    await backend.lambda.send(new DeleteFunctionCommand(first));
    expect(await publish(FunctionName)).toMatchObject({ Version: '2' });
  });

  it('takes the current code and revision as guards', async () => {
    const FunctionName = await backend.create();
    const { CodeSha256, RevisionId } = await backend.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    expect(await publish(FunctionName, { CodeSha256, RevisionId })).toMatchObject({ Version: '1' });
  });

  it('refuses other code and another revision', async () => {
    const FunctionName = await backend.create();
    await expect(publish(FunctionName, { CodeSha256: 'other' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('CodeSHA256 (other) is different from current CodeSHA256 in $LATEST'),
    });
    await expect(
      publish(FunctionName, { RevisionId: '00000000-0000-4000-8000-000000000000' }),
    ).rejects.toMatchObject({ name: 'PreconditionFailedException', $metadata: { httpStatusCode: 412 } });
  });

  it('leaves a version that an alias points to untouched by later changes', async () => {
    const FunctionName = await backend.create({ Description: 'before' });
    await publish(FunctionName);
    await backend.lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    await describeAs(FunctionName, 'after');
    const live = await backend.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName, Qualifier: 'live' }),
    );
    expect(live).toMatchObject({
      Description: 'before',
      Version: '1',
      FunctionArn: backend.arnOf(FunctionName, 'live'),
    });
  });
});
