import * as z from 'zod';
import { page } from '../lambda/page.ts';
import { parseMembers } from '../lambda/validation.ts';
import type { SchedulerAction } from './action.ts';
import { groupNotFound, invalid } from './errors.ts';
import { maxResultsSchema, nameSchema, nextTokenSchema } from './members.ts';

const name = 'ListSchedules';
const schema = z.strictObject({
  ScheduleGroup: nameSchema.optional(),
  NamePrefix: nameSchema.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  NextToken: nextTokenSchema.optional(),
  MaxResults: maxResultsSchema,
});

/** Without expressions and inputs, which GetSchedule has. */
export const listSchedules: SchedulerAction = {
  name,
  method: 'GET',
  path: '/schedules',
  run({ query }, { schedules, groups }) {
    const asked = parseMembers(schema, query, { action: name });
    const { ScheduleGroup, NamePrefix = '', State, NextToken, MaxResults } = asked;
    if (ScheduleGroup !== undefined && !groups.has(ScheduleGroup)) throw groupNotFound(ScheduleGroup);
    const found = [...schedules.values()].filter(
      (schedule) =>
        (ScheduleGroup === undefined || schedule.GroupName === ScheduleGroup) &&
        (State === undefined || schedule.State === State) &&
        schedule.Name.startsWith(NamePrefix),
    );
    const { items, next } = page(found, ({ Arn }) => Arn, {
      marker: NextToken,
      size: MaxResults,
      invalid: () => invalid('Invalid NextToken'),
    });
    return {
      ...(next === undefined ? {} : { NextToken: next }),
      Schedules: items.map(({ Arn, Name, GroupName, State, CreationDate, LastModificationDate, Target }) => ({
        Arn,
        Name,
        GroupName,
        State,
        CreationDate,
        LastModificationDate,
        Target: { Arn: Target.Arn },
      })),
    };
  },
};
