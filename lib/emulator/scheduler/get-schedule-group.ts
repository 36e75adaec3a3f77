import * as z from 'zod';
import { parseMembers } from '../lambda/validation.ts';
import type { SchedulerAction } from './action.ts';
import { groupNotFound } from './errors.ts';
import { nameSchema } from './members.ts';

const name = 'GetScheduleGroup';
const schema = z.strictObject({ Name: nameSchema });

export const getScheduleGroup: SchedulerAction = {
  name,
  method: 'GET',
  path: '/schedule-groups/:Name',
  run({ path }, { groups }) {
    const { Name } = parseMembers(schema, path, { action: name });
    const group = groups.get(Name);
    if (group === undefined) throw groupNotFound(Name);
    const { tags: _, ...answer } = group;
    return answer;
  },
};
