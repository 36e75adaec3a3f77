import { readScheduleExpression } from '../../core/schedule/expression.ts';
import { isTimeZone } from '../../core/schedule/next-run.ts';
import { parseMembers } from '../lambda/validation.ts';
import type { SchedulerRequest } from './action.ts';
import type { SchedulerContext } from './context.ts';
import { groupNotFound, invalid } from './errors.ts';
import { type ScheduleMembers, scheduleSchema } from './members.ts';

/** So long ago a schedule may begin at most. */
const PAST_SECONDS = 5 * 60;

/**
 * A schedule as it is asked for, which can be kept.
 * @throws ApiError ValidationException; ResourceNotFoundException where there is no such group
 */
export function readSchedule(
  { path, body }: SchedulerRequest,
  action: string,
  { groups, nowMs }: SchedulerContext,
): ScheduleMembers {
  const asked = parseMembers(scheduleSchema, { ...(body as object), Name: path.Name }, { action });
  const { ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, StartDate, EndDate } = asked;
  if (readScheduleExpression(ScheduleExpression) === undefined) {
    throw invalid(`Invalid Schedule Expression ${ScheduleExpression}.`);
  }
  if (!isTimeZone(ScheduleExpressionTimezone)) {
    throw invalid(`Invalid Schedule Expression Timezone ${ScheduleExpressionTimezone}.`);
  }
  const { Mode, MaximumWindowInMinutes } = FlexibleTimeWindow;
  if ((Mode === 'FLEXIBLE') !== (MaximumWindowInMinutes !== undefined)) {
    throw invalid(
      `MaximumWindowInMinutes must be set where the mode of the flexible time window is FLEXIBLE, and only there; the mode is ${Mode}.`,
    );
  }
  if (StartDate !== undefined && StartDate < nowMs() / 1000 - PAST_SECONDS) {
    throw invalid('The StartDate you specify cannot be earlier than 5 minutes ago.');
  }
  if (StartDate !== undefined && EndDate !== undefined && EndDate <= StartDate) {
    throw invalid('The EndDate you specify must come after the StartDate.');
  }
  if (!groups.has(asked.GroupName)) throw groupNotFound(asked.GroupName);
  return asked;
}
