import { Duration, Names, Token } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  type ISchedule,
  type IScheduleTarget,
  Schedule,
  type ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { ApplyMode, NotifyMode } from '../contract/afterwards.ts';
import type { inputSchema } from '../contract/input.ts';
import { SCHEDULE_DEFAULTS, scheduleNameOf } from '../contract/schedules.ts';
import { InvalidProps } from './invalid-props.ts';
import type { PowerTuner } from './power-tuner.ts';
import { scheduledProblems } from './scheduled-problems.ts';

/** What an execution's input may have besides what the other props say. */
export type ScheduledInput = Omit<z.input<typeof inputSchema>, 'lambdaARN' | 'apply' | 'notify' | 'schedule'>;

export interface ScheduledTuningProps {
  /** Which PowerTuner tunes it. */
  readonly powerTuner: PowerTuner;

  /** The function, its alias or version; or the ARN of one that is not in the app. */
  readonly target: IFunction | string;

  /**
   * When it is tuned, and in which time zone. A rate begins with its creation: the first run starts then.
   */
  readonly schedule: ScheduleExpression;

  /**
   * The other keys of an execution's input, as in `{ strategy: 'speed', limits: { p99Ms: 300 } }`.
   *
   * @default none: the input's own defaults
   */
  readonly input?: ScheduledInput;

  /**
   * What becomes of the answer: nothing, a proposal, or it is applied where it is sure and saves enough. For `auto` the
   * function has to be among `optimizable` of the PowerTuner.
   *
   * @default 'never'
   */
  readonly apply?: ApplyMode;

  /**
   * Of which outcomes something is sent.
   *
   * @default 'changes'
   */
  readonly notify?: NotifyMode;

  /**
   * Name of the schedule: letters, digits, ., - and _, at most 64.
   *
   * @default the function's name where it is known, or else one from the construct's path
   */
  readonly name?: string;

  /**
   * Within this time after it is due it starts, so that not all that is due at three starts at three. From a minute to a
   * day, in whole minutes; 0 for none.
   *
   * @default Duration.minutes(15)
   */
  readonly flexibleWindow?: Duration;

  /**
   * How often a start that failed is tried again, within an hour. From 0 to 185.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * Whether it runs.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/**
 * Tunes a function by a schedule: EventBridge Scheduler starts an execution of the PowerTuner's state machine.
 * A start that fails for good goes into the PowerTuner's queue.
 *
 * @throws InvalidProps with every problem of the props, those of the input included
 */
export class ScheduledTuning extends Construct {
  readonly schedule: ISchedule;
  /** As `power-tuner schedule list` shows it. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: ScheduledTuningProps) {
    super(scope, id);
    const name = props.name ?? defaultName(this, props.target);
    const problems = scheduledProblems(props, name);
    if (problems.length > 0) throw new InvalidProps(problems, 'ScheduledTuning');
    const { powerTuner, schedule, enabled = true } = props;
    const { schedules } = powerTuner;
    if (schedules === undefined) throw new Error(`${powerTuner.node.path} has no schedules`);
    this.name = name;
    const made = new Schedule(this, 'Schedule', {
      scheduleName: name,
      scheduleGroup: schedules.group,
      schedule,
      timeWindow: windowOf(props),
      enabled,
      description: 'Tunes a Lambda function',
      target: startOf(props, schedules, name),
    });
    // The group is known by its name, and the role has to be able to do what it is for.
    made.node.addDependency(schedules);
    this.schedule = made;
  }
}

function startOf(
  { powerTuner, target, input, apply, notify, retries = SCHEDULE_DEFAULTS.retries }: ScheduledTuningProps,
  { role, deadLetterQueue }: NonNullable<PowerTuner['schedules']>,
  schedule: string,
): IScheduleTarget {
  return {
    bind: () => ({
      arn: powerTuner.stateMachine.stateMachineArn,
      role,
      input: ScheduleTargetInput.fromObject({
        ...input,
        ...(apply === undefined ? {} : { apply }),
        ...(notify === undefined ? {} : { notify }),
        lambdaARN: arnOf(target),
        schedule,
      }),
      deadLetterConfig: { arn: deadLetterQueue.queueArn },
      retryPolicy: {
        maximumRetryAttempts: retries,
        maximumEventAgeInSeconds: SCHEDULE_DEFAULTS.retrySeconds,
      },
    }),
  };
}

function windowOf({
  flexibleWindow = Duration.minutes(SCHEDULE_DEFAULTS.windowMinutes),
}: ScheduledTuningProps): TimeWindow {
  return flexibleWindow.toSeconds() === 0 ? TimeWindow.off() : TimeWindow.flexible(flexibleWindow);
}

function defaultName(scope: Construct, target: IFunction | string): string {
  const arn = arnOf(target);
  const known = Token.isUnresolved(arn) ? undefined : scheduleNameOf(arn);
  return known ?? Names.uniqueResourceName(scope, { maxLength: 64, separator: '-' });
}

function arnOf(target: IFunction | string): string {
  return typeof target === 'string' ? target : target.functionArn;
}
