import * as z from 'zod';
import { notModelled } from '../api-error.ts';
import { functionArn } from '../arn.ts';
import type { LambdaContext } from '../lambda/context.ts';
import type { FunctionRecord } from '../lambda/function-record.ts';
import { page } from '../lambda/page.ts';
import { parseMembers } from '../lambda/validation.ts';
import type { Target } from '../targets.ts';

/** How the Resource Groups Tagging API's requests are named in X-Amz-Target. */
export const TAGGING_TARGET = 'ResourceGroupsTaggingAPI_20170126';

const schema = z.strictObject({
  PaginationToken: z.string().optional(),
  TagFilters: z
    .array(
      z.strictObject({
        Key: z.string().min(1).max(128),
        Values: z.array(z.string().max(256)).max(20).optional(),
      }),
    )
    .max(50)
    .optional(),
  ResourcesPerPage: z.int().min(1).max(100).default(50),
  ResourceTypeFilters: z
    .array(z.enum(['lambda', 'lambda:function']))
    .max(100)
    .optional(),
});
type Filters = NonNullable<z.output<typeof schema>['TagFilters']>;

/** Functions by their tags: each filter must match, each by any of its values. */
export function getResources({ functions, place }: LambdaContext): Target {
  return async (action, body) => {
    if (action !== 'GetResources') throw notModelled(`${action} of the tagging API`, 'it has GetResources');
    const { PaginationToken, TagFilters = [], ResourcesPerPage } = parseMembers(schema, body, { action });
    const found = [...functions.values()].filter(
      (record) => record.tags.size > 0 && matches(record, TagFilters),
    );
    const { items, next } = page(found, ({ name }) => name, {
      marker: PaginationToken || undefined,
      size: ResourcesPerPage,
    });
    return {
      PaginationToken: next ?? '',
      ResourceTagMappingList: items.map(({ name, tags }) => ({
        ResourceARN: functionArn(place, name),
        Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
      })),
    };
  };
}

function matches({ tags }: FunctionRecord, filters: Filters): boolean {
  return filters.every(({ Key, Values = [] }) => {
    const value = tags.get(Key);
    return value !== undefined && (Values.length === 0 || Values.includes(value));
  });
}
