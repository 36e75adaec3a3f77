import type { SchedulerAction } from './action.ts';
import { findSchedule } from './find-schedule.ts';

const name = 'GetSchedule';

export const getSchedule: SchedulerAction = {
  name,
  method: 'GET',
  path: '/schedules/:Name',
  run: (request, context) => ({ ...findSchedule(request, name, context).schedule }),
};
