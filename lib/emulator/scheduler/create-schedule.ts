import type { SchedulerAction } from './action.ts';
import { scheduleArn, scheduleKey } from './context.ts';
import { exists } from './errors.ts';
import { readSchedule } from './read-schedule.ts';

const name = 'CreateSchedule';

export const createSchedule: SchedulerAction = {
  name,
  method: 'POST',
  path: '/schedules/:Name',
  run(request, context) {
    const { ClientToken, ...asked } = readSchedule(request, name, context);
    const { schedules, made, place, nowMs } = context;
    const key = scheduleKey(asked.GroupName, asked.Name);
    const ScheduleArn = scheduleArn(place, asked.GroupName, asked.Name);
    if (ClientToken !== undefined && made.get(ClientToken) === key) return { ScheduleArn };
    if (schedules.has(key)) throw exists('Schedule', asked.Name);
    const now = nowMs() / 1000;
    schedules.set(key, { ...asked, Arn: ScheduleArn, CreationDate: now, LastModificationDate: now });
    if (ClientToken !== undefined) made.set(ClientToken, key);
    return { ScheduleArn };
  },
};
