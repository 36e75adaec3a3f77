import type { SchedulerAction } from './action.ts';
import { scheduleKey } from './context.ts';
import { scheduleNotFound } from './errors.ts';
import { readSchedule } from './read-schedule.ts';

const name = 'UpdateSchedule';

/** Says everything anew: what is left out gets its default, not the value that it had. */
export const updateSchedule: SchedulerAction = {
  name,
  method: 'PUT',
  path: '/schedules/:Name',
  run(request, context) {
    const { ClientToken: _, ...asked } = readSchedule(request, name, context);
    const key = scheduleKey(asked.GroupName, asked.Name);
    const before = context.schedules.get(key);
    if (before === undefined) throw scheduleNotFound(asked.Name);
    const { Arn, CreationDate } = before;
    const LastModificationDate = context.nowMs() / 1000;
    context.schedules.set(key, { ...asked, Arn, CreationDate, LastModificationDate });
    return { ScheduleArn: Arn };
  },
};
