import {
  DeleteFunctionConcurrencyCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const release = (FunctionName: string) =>
  backend.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));

describe('DeleteFunctionConcurrency', () => {
  it('gives a reservation back, so that the function can be invoked again', async () => {
    const FunctionName = await backend.create();
    await backend.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
    );
    expect((await release(FunctionName)).$metadata.httpStatusCode).toBe(204);
    const { StatusCode } = await backend.lambda.send(new InvokeCommand({ FunctionName }));
    expect(StatusCode).toBe(200);
  });

  it('has nothing against a function that reserved nothing', async () => {
    expect((await release(await backend.create())).$metadata.httpStatusCode).toBe(204);
  });

  it('refuses a function that is not there', async () => {
    await expect(release('nothing-here')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
