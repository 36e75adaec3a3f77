import {
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  paginateListVersionsByFunction,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

describe('ListVersionsByFunction', () => {
  it('lists $LATEST, then the versions in the order of their numbers, page by page', async () => {
    const FunctionName = await backend.create();
    for (let version = 1; version <= 11; version++) {
      await backend.lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName, Description: `version ${version}` }),
      );
      await backend.updated(FunctionName);
      await backend.lambda.send(new PublishVersionCommand({ FunctionName }));
    }
    const pages: (string | undefined)[][] = [];
    for await (const { Versions = [] } of paginateListVersionsByFunction(
      { client: backend.lambda, pageSize: 5 },
      { FunctionName },
    )) {
      pages.push(Versions.map(({ Version }) => Version));
    }
    expect(pages).toEqual([
      ['$LATEST', '1', '2', '3', '4'],
      ['5', '6', '7', '8', '9'],
      ['10', '11'],
    ]);
  });

  it('gives each its ARN', async () => {
    const FunctionName = await backend.create({ Publish: true });
    const { Versions } = await backend.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions?.map(({ FunctionArn }) => FunctionArn)).toEqual([
      backend.arnOf(FunctionName, '$LATEST'),
      backend.arnOf(FunctionName, '1'),
    ]);
  });

  it('refuses a function that is not there', async () => {
    await expect(
      backend.lambda.send(new ListVersionsByFunctionCommand({ FunctionName: 'nothing-here' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
