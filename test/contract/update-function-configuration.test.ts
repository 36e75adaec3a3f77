import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

async function update(FunctionName: string, input: Partial<UpdateFunctionConfigurationCommandInput>) {
  await backend.lambda.send(new UpdateFunctionConfigurationCommand({ ...input, FunctionName }));
  await waitUntilFunctionUpdatedV2({ client: backend.lambda, maxWaitTime: 60 }, { FunctionName });
  return backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
}

describe('UpdateFunctionConfiguration', () => {
  it('changes what was given and nothing else, and the revision', async () => {
    const FunctionName = await backend.create({ Timeout: 7, Environment: { Variables: { KEPT: 'yes' } } });
    const before = await backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const after = await update(FunctionName, { MemorySize: 512 });
    expect(after).toMatchObject({
      MemorySize: 512,
      Timeout: 7,
      Environment: { Variables: { KEPT: 'yes' } },
      CodeSha256: before.CodeSha256,
    });
    expect(after.RevisionId).not.toBe(before.RevisionId);
  });

  it('replaces the environment as a whole', async () => {
    const FunctionName = await backend.create({ Environment: { Variables: { OLD: '1' } } });
    const replaced = await update(FunctionName, { Environment: { Variables: { NEW: '2' } } });
    expect(replaced.Environment?.Variables).toEqual({ NEW: '2' });
    const emptied = await update(FunctionName, { Environment: { Variables: {} } });
    expect(emptied.Environment?.Variables).toBeUndefined();
  });

  it('merges the logging configuration, and drops the levels with text logs', async () => {
    const FunctionName = await backend.create({ LoggingConfig: { LogGroup: 'shared' } });
    const json = await update(FunctionName, {
      LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'DEBUG' },
    });
    expect(json.LoggingConfig).toEqual({
      LogFormat: 'JSON',
      LogGroup: 'shared',
      ApplicationLogLevel: 'INFO',
      SystemLogLevel: 'DEBUG',
    });
    const text = await update(FunctionName, { LoggingConfig: { LogFormat: 'Text' } });
    expect(text.LoggingConfig).toEqual({ LogFormat: 'Text', LogGroup: 'shared' });
  });

  it('takes the current revision as a guard', async () => {
    const FunctionName = await backend.create();
    const { RevisionId } = await backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const updated = await update(FunctionName, { RevisionId, Description: 'guarded' });
    expect(updated.Description).toBe('guarded');
  });

  it('refuses another revision, and changes nothing', async () => {
    const FunctionName = await backend.create();
    const stale = '00000000-0000-4000-8000-000000000000';
    await expect(update(FunctionName, { RevisionId: stale, MemorySize: 512 })).rejects.toMatchObject({
      name: 'PreconditionFailedException',
      message: expect.stringContaining('The Revision Id provided does not match the latest Revision Id.'),
      $metadata: { httpStatusCode: 412 },
    });
    const { MemorySize } = await backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(MemorySize).toBe(128);
  });

  it('refuses sizes out of range', async () => {
    const FunctionName = await backend.create();
    await expect(update(FunctionName, { MemorySize: 127 })).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value '127' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
    });
  });

  it('refuses a function that is not there', async () => {
    await expect(update('nothing-here', { MemorySize: 512 })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${backend.arnOf('nothing-here')}`,
    });
  });
});
