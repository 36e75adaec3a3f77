import * as z from 'zod';
import { parseMembers } from '../lambda/validation.ts';
import type { SchedulerRequest } from './action.ts';
import { DEFAULT_GROUP, type SchedulerContext, scheduleKey } from './context.ts';
import { scheduleNotFound } from './errors.ts';
import { clientTokenSchema, nameSchema } from './members.ts';
import type { ScheduleRecord } from './schedule-record.ts';

const schema = z.strictObject({
  Name: nameSchema,
  groupName: nameSchema.default(DEFAULT_GROUP),
  clientToken: clientTokenSchema.optional(),
});

/**
 * The schedule that a request names by its path and its query.
 * @throws ApiError ResourceNotFoundException
 */
export function findSchedule(
  { path, query }: SchedulerRequest,
  action: string,
  { schedules }: SchedulerContext,
): { readonly key: string; readonly schedule: ScheduleRecord } {
  const { Name, groupName } = parseMembers(schema, { ...query, Name: path.Name }, { action });
  const key = scheduleKey(groupName, Name);
  const schedule = schedules.get(key);
  if (schedule === undefined) throw scheduleNotFound(Name);
  return { key, schedule };
}
