import { paginateListFunctions } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

async function pages(FunctionVersion?: 'ALL') {
  const found: (string | undefined)[][] = [];
  for await (const { Functions = [] } of paginateListFunctions(
    { client: backend.lambda },
    { FunctionVersion },
  )) {
    found.push(Functions.map(({ FunctionArn }) => FunctionArn));
  }
  return found;
}

describe('ListFunctions', () => {
  it('lists every function once, at most 50 a page', async () => {
    const names = await Promise.all(Array.from({ length: 53 }, () => backend.create()));
    const found = await pages();
    expect(found.every((page) => page.length <= 50)).toBe(true);
    expect(found.length).toBeGreaterThan(1);
    for (const name of names) {
      expect(found.flat().filter((arn) => arn === backend.arnOf(name))).toHaveLength(1);
    }
  });

  it('lists versions too when asked for all', async () => {
    const name = await backend.create({ Publish: true });
    expect((await pages('ALL')).flat()).toEqual(
      expect.arrayContaining([backend.arnOf(name, '$LATEST'), backend.arnOf(name, '1')]),
    );
  });
});
