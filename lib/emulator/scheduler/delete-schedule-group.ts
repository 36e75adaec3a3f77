import * as z from 'zod';
import { parseMembers } from '../lambda/validation.ts';
import type { SchedulerAction } from './action.ts';
import { DEFAULT_GROUP } from './context.ts';
import { groupNotFound, invalid } from './errors.ts';
import { clientTokenSchema, nameSchema } from './members.ts';

const name = 'DeleteScheduleGroup';
const schema = z.strictObject({ Name: nameSchema, clientToken: clientTokenSchema.optional() });

/** With its schedules: at once here, after a while on AWS. */
export const deleteScheduleGroup: SchedulerAction = {
  name,
  method: 'DELETE',
  path: '/schedule-groups/:Name',
  run({ path, query }, { groups, schedules }) {
    const { Name } = parseMembers(schema, { ...query, Name: path.Name }, { action: name });
    if (Name === DEFAULT_GROUP) throw invalid('The default schedule group cannot be deleted.');
    if (!groups.delete(Name)) throw groupNotFound(Name);
    for (const [key, { GroupName }] of schedules) if (GroupName === Name) schedules.delete(key);
    return {};
  },
};
