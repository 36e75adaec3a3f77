import { GetFunctionCommand, InvokeCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const reserve = (FunctionName: string, ReservedConcurrentExecutions: number) =>
  backend.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));

describe('PutFunctionConcurrency', () => {
  it('reserves, which GetFunction shows', async () => {
    const FunctionName = await backend.create();
    expect(await reserve(FunctionName, 0)).toMatchObject({ ReservedConcurrentExecutions: 0 });
    const { Concurrency } = await backend.lambda.send(new GetFunctionCommand({ FunctionName }));
    expect(Concurrency).toEqual({ ReservedConcurrentExecutions: 0 });
  });

  it('switches a function off with none', async () => {
    const FunctionName = await backend.create();
    await reserve(FunctionName, 0);
    await expect(backend.lambda.send(new InvokeCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      message: 'Rate Exceeded.',
      $metadata: { httpStatusCode: 429 },
    });
  });

  it('refuses more than the account can spare', async () => {
    const FunctionName = await backend.create();
    await expect(reserve(FunctionName, 1_000_000)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringMatching(
        /^Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of \[\d+\]\.$/,
      ),
    });
  });

  it('refuses a negative reservation, and a function that is not there', async () => {
    const FunctionName = await backend.create();
    await expect(reserve(FunctionName, -1)).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(reserve('nothing-here', 1)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
