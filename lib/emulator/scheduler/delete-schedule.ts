import type { SchedulerAction } from './action.ts';
import { findSchedule } from './find-schedule.ts';

const name = 'DeleteSchedule';

export const deleteSchedule: SchedulerAction = {
  name,
  method: 'DELETE',
  path: '/schedules/:Name',
  run(request, context) {
    context.schedules.delete(findSchedule(request, name, context).key);
    return {};
  },
};
