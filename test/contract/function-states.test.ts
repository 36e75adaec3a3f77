import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

// The times are long enough for the calls in between on any machine, since nothing waits for a certain one.
let backend: Backend;
beforeAll(async () => {
  backend = await startBackend({ delays: 1 });
});
afterAll(() => backend.stop());

const configuration = (FunctionName: string) =>
  backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));

describe('a new function', () => {
  it('is Pending, and refuses to be invoked and deleted', async () => {
    const input = backend.echo();
    const { FunctionName } = input;
    expect(await backend.lambda.send(new CreateFunctionCommand(input))).toMatchObject({
      State: 'Pending',
      StateReason: 'The function is being created.',
      StateReasonCode: 'Creating',
    });
    const pending = {
      name: 'ResourceConflictException',
      message:
        'The operation cannot be performed at this time. The function is currently in the following state: Pending',
      $metadata: { httpStatusCode: 409 },
    };
    await expect(backend.lambda.send(new InvokeCommand({ FunctionName }))).rejects.toMatchObject(pending);
    await expect(backend.lambda.send(new DeleteFunctionCommand({ FunctionName }))).rejects.toMatchObject(
      pending,
    );
    // Until then nobody could take it away.
    await backend.updated(FunctionName);
  });
});

describe('an update', () => {
  it('is in progress, changes the revision twice, and lets nothing else change the function', async () => {
    const FunctionName = await backend.create();
    const update = (MemorySize: number) =>
      backend.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize }));
    const started = await update(256);
    expect(started).toMatchObject({ State: 'Active', LastUpdateStatus: 'InProgress' });
    const conflict = {
      name: 'ResourceConflictException',
      message: `The operation cannot be performed at this time. An update is in progress for resource: ${backend.arnOf(FunctionName)}`,
      $metadata: { httpStatusCode: 409 },
    };
    await expect(update(512)).rejects.toMatchObject(conflict);
    await expect(backend.lambda.send(new PublishVersionCommand({ FunctionName }))).rejects.toMatchObject(
      conflict,
    );
    await backend.updated(FunctionName);
    const done = await configuration(FunctionName);
    expect(done).toMatchObject({ LastUpdateStatus: 'Successful', MemorySize: 256 });
    expect(done.RevisionId).not.toBe(started.RevisionId);
  });

  it('leaves the function in use meanwhile', async () => {
    const FunctionName = await backend.create();
    await backend.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 }));
    const { StatusCode } = await backend.lambda.send(new InvokeCommand({ FunctionName }));
    expect(StatusCode).toBe(200);
  });
});
