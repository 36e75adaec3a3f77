import { randomBytes } from 'node:crypto';
import { notModelled } from '../api-error.ts';
import { type SchedulerContext, scheduleKey } from './context.ts';
import { scheduleNotFound } from './errors.ts';

/**
 * Does what a schedule does when its time has come, whatever its expression says and whether it is enabled or not:
 * starts an execution with its input.
 * @returns the execution's ARN
 * @throws ApiError where there is no such schedule, or its target is no state machine
 */
export async function fire(context: SchedulerContext, name: string, group: string): Promise<string> {
  const { schedules, states, nowMs } = context;
  const key = scheduleKey(group, name);
  const schedule = schedules.get(key);
  if (schedule === undefined) throw scheduleNotFound(name);
  const { Arn, Input = '{}' } = schedule.Target;
  if (states === undefined || !/^arn:[\w-]+:states:/.test(Arn)) {
    throw notModelled(`a schedule whose target is ${Arn}`, 'state machines are started by it');
  }
  const attributes: Readonly<Record<string, string>> = {
    'schedule-arn': schedule.Arn,
    'scheduled-time': new Date(nowMs()).toISOString().replace(/\.\d+Z$/, 'Z'),
    'execution-id': randomBytes(8).toString('hex'),
    'attempt-number': '1',
  };
  const input = Input.replaceAll(
    /<aws\.scheduler\.([a-z-]+)>/g,
    (keyword, attribute: string) => attributes[attribute] ?? keyword,
  );
  const started = await states('StartExecution', { stateMachineArn: Arn, input });
  if (schedule.ActionAfterCompletion === 'DELETE' && schedule.ScheduleExpression.startsWith('at(')) {
    schedules.delete(key);
  }
  return (started as { readonly executionArn: string }).executionArn;
}
