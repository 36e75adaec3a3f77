import { GetFunctionConfigurationCommand, ListTagsCommand, TagResourceCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const tags = async (Resource: string) => (await backend.lambda.send(new ListTagsCommand({ Resource }))).Tags;

describe('TagResource', () => {
  it('adds tags and replaces values', async () => {
    const Resource = backend.arnOf(await backend.create({ Tags: { team: 'a', stage: 'test' } }));
    const tagged = await backend.lambda.send(
      new TagResourceCommand({ Resource, Tags: { team: 'b', cost: '1' } }),
    );
    expect(tagged.$metadata.httpStatusCode).toBe(204);
    expect(await tags(Resource)).toEqual({ team: 'b', stage: 'test', cost: '1' });
  });

  it('leaves the revision as it is', async () => {
    const FunctionName = await backend.create();
    const revision = async () =>
      (await backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).RevisionId;
    const before = await revision();
    await backend.lambda.send(
      new TagResourceCommand({ Resource: backend.arnOf(FunctionName), Tags: { team: 'a' } }),
    );
    expect(await revision()).toBe(before);
  });

  it('refuses keys of AWS and characters that are not allowed, and puts none of the tags', async () => {
    const Resource = backend.arnOf(await backend.create());
    for (const Tags of [
      { fine: 'x', 'aws:owner': 'x' },
      { fine: 'x', price: '5$' },
    ]) {
      await expect(backend.lambda.send(new TagResourceCommand({ Resource, Tags }))).rejects.toMatchObject({
        $metadata: { httpStatusCode: 400 },
      });
    }
    expect(await tags(Resource)).toEqual({});
  });

  it('refuses the 51st tag', async () => {
    const Tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`tag${index}`, '']));
    const Resource = backend.arnOf(await backend.create({ Tags }));
    await backend.lambda.send(new TagResourceCommand({ Resource, Tags: { tag0: 'replaced' } }));
    await expect(
      backend.lambda.send(new TagResourceCommand({ Resource, Tags: { oneMore: '' } })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });
});
