import { type Duration, Token } from 'aws-cdk-lib';
import { scheduleNameProblem, WINDOW_MINUTES } from '../contract/schedules.ts';
import { readScheduleExpression } from '../core/schedule/expression.ts';
import { isTimeZone } from '../core/schedule/next-run.ts';
import { applyProblems, inputProblems, powerTunerProblems, targetProblems } from './repeated-problems.ts';
import type { ScheduledTuningProps } from './scheduled-tuning.ts';

const RETRIES = { min: 0, max: 185 };

/** Says what is wrong with the props. Values that are known at deployment only (tokens) pass. */
export function scheduledProblems(props: ScheduledTuningProps, name: string): readonly string[] {
  const arn = typeof props.target === 'string' ? props.target : props.target.functionArn;
  return [
    ...powerTunerProblems(props.powerTuner),
    ...targetProblems('target', arn),
    ...nameProblems(name),
    ...expressionProblems(props),
    ...windowProblems(props.flexibleWindow),
    ...retryProblems(props.retries),
    ...inputProblems(props, arn, name),
    ...applyProblems(props, arn),
  ];
}

function nameProblems(name: string): readonly string[] {
  if (Token.isUnresolved(name)) {
    return ['name: got a value that is known at deployment only; the input has to have it, so give a text'];
  }
  const problem = scheduleNameProblem(name);
  return problem === undefined ? [] : [`name: ${problem}`];
}

function expressionProblems({ schedule }: ScheduledTuningProps): readonly string[] {
  const { expressionString: text, timeZone } = schedule;
  const zone = timeZone?.timezoneName;
  return [
    ...(Token.isUnresolved(text) || readScheduleExpression(text) !== undefined
      ? []
      : [
          `schedule: got ${JSON.stringify(text)}; allowed: rate(7 days), cron(0 3 ? * MON *) with six fields, at(2026-12-24T03:00:00)`,
        ]),
    ...(zone === undefined || Token.isUnresolved(zone) || isTimeZone(zone)
      ? []
      : [`schedule: got the time zone ${JSON.stringify(zone)}; allowed: IANA's names, as in Europe/Berlin`]),
  ];
}

function windowProblems(window: Duration | undefined): readonly string[] {
  if (window === undefined || window.isUnresolved()) return [];
  const minutes = window.toMinutes({ integral: false });
  if (minutes === 0 || (Number.isInteger(minutes) && minutes <= WINDOW_MINUTES.max)) return [];
  return [
    `flexibleWindow: got ${minutes} min; allowed: whole minutes from ${WINDOW_MINUTES.min} to ${WINDOW_MINUTES.max}, or 0`,
  ];
}

function retryProblems(retries: number | undefined): readonly string[] {
  if (retries === undefined || Token.isUnresolved(retries)) return [];
  if (Number.isInteger(retries) && retries >= RETRIES.min && retries <= RETRIES.max) return [];
  return [`retries: got ${retries}; allowed: a whole number from ${RETRIES.min} to ${RETRIES.max}`];
}
