import * as z from 'zod';
import type { Action } from './action.ts';
import { resourceSchema, taggedFunction } from './tagged-resource.ts';
import { parseMembers } from './validation.ts';

const name = 'ListTags';
const schema = z.strictObject({ Resource: resourceSchema });

export const listTags: Action = {
  name,
  method: 'GET',
  path: '/2017-03-31/tags/:Resource',
  status: 200,
  run({ path }, lambda) {
    const { Resource } = parseMembers(schema, path, { action: name });
    return { body: { Tags: Object.fromEntries(taggedFunction(lambda, Resource).tags) } };
  },
};
