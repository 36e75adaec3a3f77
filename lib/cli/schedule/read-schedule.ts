import { GetScheduleCommand, type GetScheduleCommandOutput } from '@aws-sdk/client-scheduler';
import { readScheduleExpression } from '../../core/schedule/expression.ts';
import { nextRun } from '../../core/schedule/next-run.ts';
import { refused } from '../refused.ts';
import type { Place } from './place.ts';
import { UTC, type When } from './when.ts';

/** A schedule as it is shown. */
export interface ReadSchedule {
  readonly name: string;
  /** What is tuned, as the input has it; absent where the input can't be read. */
  readonly target?: string;
  readonly expression: string;
  /** Absent where the expression can't be read. */
  readonly when?: When;
  readonly isPaused: boolean;
  readonly createdAt: Date;
  /** Before its flexible window; absent where it never runs again, or is paused. */
  readonly nextRun?: Date;
  readonly windowMinutes: number;
}

/**
 * All that AWS knows of one schedule.
 * @throws BadInput where there is none of that name; RunFailed
 */
export async function describeSchedule(place: Place, name: string): Promise<GetScheduleCommandOutput> {
  const { client, groupName: GroupName, stateMachineArn } = place;
  try {
    return await client.send(new GetScheduleCommand({ Name: name, GroupName }));
  } catch (error) {
    throw refused(error, {
      failed: `the schedule ${name} can't be read`,
      needs: 'scheduler:GetSchedule on it',
      missing: {
        ResourceNotFoundException: `there is no schedule ${name} of ${stateMachineArn}. Those that there are, are listed by: power-tuner schedule list --state-machine ${stateMachineArn}`,
        ValidationException: `${name} is no schedule's name; allowed: letters, digits, ., - and _, at most 64`,
      },
    });
  }
}

/** What is shown of a schedule. */
export function readSchedule(described: GetScheduleCommandOutput, nowMs: number): ReadSchedule {
  const {
    Name: name = '',
    ScheduleExpression: expression = '',
    State,
    Target,
    StartDate,
    EndDate,
  } = described;
  const createdAt = described.CreationDate ?? new Date(nowMs);
  const read = readScheduleExpression(expression);
  const timeZone = described.ScheduleExpressionTimezone ?? UTC;
  const isPaused = State === 'DISABLED';
  const next =
    read === undefined || isPaused
      ? undefined
      : nextRun(
          {
            expression: read,
            timeZone,
            fromMs: (StartDate ?? createdAt).getTime(),
            untilMs: EndDate?.getTime(),
          },
          nowMs,
        );
  const target = targetIn(Target?.Input);
  return {
    name,
    ...(target === undefined ? {} : { target }),
    expression,
    ...(read === undefined ? {} : { when: { expression: read, timeZone } }),
    isPaused,
    createdAt,
    ...(next === undefined ? {} : { nextRun: next }),
    windowMinutes: described.FlexibleTimeWindow?.MaximumWindowInMinutes ?? 0,
  };
}

/** What the retuner looks at is `due`; schedules of the group that something else made may hold anything. */
function targetIn(input = ''): string | undefined {
  try {
    const { lambdaARN, due = lambdaARN } = JSON.parse(input);
    return typeof due === 'string' ? due : undefined;
  } catch {
    return undefined;
  }
}
