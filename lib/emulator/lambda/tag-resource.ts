import * as z from 'zod';
import type { Action } from './action.ts';
import { tagsSchema } from './members.ts';
import { resourceSchema, taggedFunction } from './tagged-resource.ts';
import { putTags } from './tags.ts';
import { parseMembers } from './validation.ts';

const name = 'TagResource';
const pathSchema = z.strictObject({ Resource: resourceSchema });
const schema = z.strictObject({ Tags: tagsSchema });

/** Adds tags to a function. Neither its revision nor its environments change. */
export const tagResource: Action = {
  name,
  method: 'POST',
  path: '/2017-03-31/tags/:Resource',
  status: 204,
  run({ path, json }, lambda) {
    const { Resource } = parseMembers(pathSchema, path, { action: name });
    const { Tags } = parseMembers(schema, json(), { action: name });
    putTags(taggedFunction(lambda, Resource).tags, Tags);
    return {};
  },
};
