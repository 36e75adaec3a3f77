import * as z from 'zod';
import type { Action } from './action.ts';
import { resourceSchema, taggedFunction } from './tagged-resource.ts';
import { parseMembers } from './validation.ts';

const name = 'UntagResource';
const schema = z.strictObject({ Resource: resourceSchema, TagKeys: z.array(z.string()).min(1) });

/** Takes tags from a function; keys that it doesn't have are passed over. */
export const untagResource: Action = {
  name,
  method: 'DELETE',
  path: '/2017-03-31/tags/:Resource',
  status: 204,
  run({ path, queries }, lambda) {
    const members = { ...path, TagKeys: queries('tagKeys') };
    const { Resource, TagKeys } = parseMembers(schema, members, { action: name });
    const { tags } = taggedFunction(lambda, Resource);
    for (const key of TagKeys) tags.delete(key);
    return {};
  },
};
