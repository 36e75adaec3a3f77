import { ListTagsCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const tags = async (Resource: string) => (await backend.lambda.send(new ListTagsCommand({ Resource }))).Tags;

describe('ListTags', () => {
  it('lists the tags that a function was created with', async () => {
    const FunctionName = await backend.create({ Tags: { team: 'a' } });
    expect(await tags(backend.arnOf(FunctionName))).toEqual({ team: 'a' });
  });

  it('refuses a version, and a function that is not there', async () => {
    const FunctionName = await backend.create({ Publish: true });
    await expect(tags(backend.arnOf(FunctionName, '1'))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    });
    await expect(tags(backend.arnOf('nothing-here'))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
