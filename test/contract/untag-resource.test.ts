import { ListTagsCommand, UntagResourceCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

describe('UntagResource', () => {
  it('takes tags away, and passes over those that are not there', async () => {
    const Resource = backend.arnOf(
      await backend.create({ Tags: { team: 'a', 'cost:center': '1', stage: 'test' } }),
    );
    const untagged = await backend.lambda.send(
      new UntagResourceCommand({ Resource, TagKeys: ['team', 'cost:center', 'never-there'] }),
    );
    expect(untagged.$metadata.httpStatusCode).toBe(204);
    const { Tags } = await backend.lambda.send(new ListTagsCommand({ Resource }));
    expect(Tags).toEqual({ stage: 'test' });
  });
});
