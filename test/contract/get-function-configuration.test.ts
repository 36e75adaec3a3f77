import { GetFunctionCommand, GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

describe('GetFunctionConfiguration', () => {
  it('gives what GetFunction gives, without code and tags', async () => {
    const FunctionName = await backend.create({ Environment: { Variables: { GREETING: 'hello' } } });
    const { Configuration } = await backend.lambda.send(new GetFunctionCommand({ FunctionName }));
    const { $metadata, ...configuration } = await backend.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    expect(configuration).toEqual(Configuration);
    expect(configuration.Environment).toEqual({ Variables: { GREETING: 'hello' } });
    expect($metadata.httpStatusCode).toBe(200);
  });

  it('refuses a function that is not there', async () => {
    await expect(
      backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'nothing-here' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
