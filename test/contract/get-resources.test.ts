import { DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import {
  GetResourcesCommand,
  paginateGetResources,
  type TagFilter,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

async function find(TagFilters: TagFilter[], pageSize = 50) {
  const pages: (string | undefined)[][] = [];
  for await (const { ResourceTagMappingList = [] } of paginateGetResources(
    { client: backend.tagging, pageSize },
    { TagFilters, ResourceTypeFilters: ['lambda:function'], ResourcesPerPage: pageSize },
  )) {
    pages.push(ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN));
  }
  return pages;
}

describe('GetResources', () => {
  it('finds functions by key, and by key and value', async () => {
    const a = await backend.create({ Tags: { 'find:run': 'a' } });
    const b = await backend.create({ Tags: { 'find:run': 'b', other: 'x' } });
    await backend.create({ Tags: { unrelated: 'a' } });
    const [arnA, arnB] = [backend.arnOf(a), backend.arnOf(b)];
    expect((await find([{ Key: 'find:run' }])).flat().sort()).toEqual([arnA, arnB].sort());
    expect((await find([{ Key: 'find:run', Values: ['b', 'c'] }])).flat()).toEqual([arnB]);
    expect((await find([{ Key: 'find:run' }, { Key: 'other' }])).flat()).toEqual([arnB]);
    expect((await find([{ Key: 'find:run', Values: ['c'] }])).flat()).toEqual([]);
  });

  it('goes page by page', async () => {
    const names = await Promise.all(
      Array.from({ length: 5 }, () => backend.create({ Tags: { 'find:pages': 'x' } })),
    );
    const pages = await find([{ Key: 'find:pages' }], 2);
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat().sort()).toEqual(names.map((name) => backend.arnOf(name)).sort());
  });

  it('takes the service for all of its resources', async () => {
    const name = await backend.create({ Tags: { 'find:service': 'x' } });
    for (const ResourceTypeFilters of [['lambda'], ['lambda:function'], undefined]) {
      const { ResourceTagMappingList } = await backend.tagging.send(
        new GetResourcesCommand({ TagFilters: [{ Key: 'find:service' }], ResourceTypeFilters }),
      );
      expect(ResourceTagMappingList).toEqual([
        { ResourceARN: backend.arnOf(name), Tags: [{ Key: 'find:service', Value: 'x' }] },
      ]);
    }
  });

  it('does not find what was deleted', async () => {
    const FunctionName = await backend.create({ Tags: { 'find:gone': 'x' } });
    await backend.lambda.send(new DeleteFunctionCommand({ FunctionName }));
    expect((await find([{ Key: 'find:gone' }])).flat()).toEqual([]);
  });
});
