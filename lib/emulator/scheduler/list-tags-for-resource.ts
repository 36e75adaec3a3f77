import * as z from 'zod';
import { ApiError } from '../api-error.ts';
import { parseMembers } from '../lambda/validation.ts';
import type { SchedulerAction } from './action.ts';

const name = 'ListTagsForResource';
const schema = z.strictObject({
  ResourceArn: z
    .string()
    .min(1)
    .max(1011)
    .regex(/^arn:aws[a-z-]*:scheduler:[a-z0-9-]+:\d{12}:schedule-group\/[0-9a-zA-Z-_.]+$/),
});

/** Groups alone have tags. */
export const listTagsForResource: SchedulerAction = {
  name,
  method: 'GET',
  path: '/tags/:ResourceArn',
  run({ path }, { groups }) {
    const { ResourceArn } = parseMembers(schema, path, { action: name });
    const group = [...groups.values()].find(({ Arn }) => Arn === ResourceArn);
    if (group === undefined) {
      throw new ApiError('ResourceNotFoundException', `Resource ${ResourceArn} does not exist.`, 404);
    }
    return { Tags: [...group.tags].map(([Key, Value]) => ({ Key, Value })) };
  },
};
