import { GetFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const reserved = async (FunctionName: string) =>
  (await backend.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })))
    .ReservedConcurrentExecutions;

describe('GetFunctionConcurrency', () => {
  it('gives what is reserved, and nothing where nothing is', async () => {
    const FunctionName = await backend.create();
    expect(await reserved(FunctionName)).toBeUndefined();
    await backend.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
    );
    expect(await reserved(FunctionName)).toBe(0);
  });

  it('refuses a function that is not there', async () => {
    await expect(reserved('nothing-here')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
