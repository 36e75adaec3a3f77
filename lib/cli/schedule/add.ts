import { CreateScheduleCommand, type CreateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import {
  parseFunctionReference,
  SCHEDULE_DEFAULTS,
  scheduleNameOf,
  scheduleNameProblem,
} from '../../contract/index.ts';
import { scheduleExpressionText } from '../../core/schedule/expression.ts';
import { nextRun } from '../../core/schedule/next-run.ts';
import { assertInput } from '../assert-input.ts';
import { BadInput, EXIT } from '../exit-code.ts';
import { readInputFile } from '../input-file.ts';
import { refused } from '../refused.ts';
import type { Terminal } from '../terminal.ts';
import { findGroup } from './group.ts';
import { type Place, type PlaceOptions, placeOf } from './place.ts';
import { readWhen, readWindow, type When, type WhenOptions } from './when.ts';
import { momentText, whenText } from './words.ts';

export interface AddOptions extends PlaceOptions, WhenOptions {
  /** By default the function's. */
  readonly name?: string | undefined;
  readonly window: string;
  readonly inputFile?: string | undefined;
}

/** By which this command knows its own. */
export const DESCRIPTION = 'Added with power-tuner schedule add';

/**
 * `power-tuner schedule add`: makes a schedule that tunes a function. The input is checked before.
 * @returns the exit code
 * @throws BadInput where something can't be, or the name is taken; RunFailed
 */
export async function addSchedule(
  target: string,
  optionInput: Readonly<Record<string, unknown>>,
  options: AddOptions,
  terminal: Terminal,
): Promise<number> {
  const when = readWhen(options);
  const windowMinutes = readWindow(options.window);
  const name = nameFor(target, options.name);
  const fileInput = options.inputFile === undefined ? {} : await readInputFile(options.inputFile);
  if (Object.hasOwn(fileInput, 'schedule')) {
    throw new BadInput(`${options.inputFile} has the key schedule: leave it out, --name says it`);
  }
  const input = { ...fileInput, ...optionInput, lambdaARN: target, schedule: name };
  assertInput(input);
  const place = placeOf(options, terminal);
  assertTunable(target, place);
  const first = firstRun(when);
  const { roleArn, deadLetterQueueArn } = await findGroup(place);
  await create(place, {
    Name: name,
    GroupName: place.groupName,
    Description: DESCRIPTION,
    ScheduleExpression: scheduleExpressionText(when.expression),
    ScheduleExpressionTimezone: when.timeZone,
    FlexibleTimeWindow:
      windowMinutes === 0 ? { Mode: 'OFF' } : { Mode: 'FLEXIBLE', MaximumWindowInMinutes: windowMinutes },
    Target: {
      Arn: place.stateMachineArn,
      RoleArn: roleArn,
      Input: JSON.stringify(input),
      DeadLetterConfig: { Arn: deadLetterQueueArn },
      RetryPolicy: {
        MaximumRetryAttempts: SCHEDULE_DEFAULTS.retries,
        MaximumEventAgeInSeconds: SCHEDULE_DEFAULTS.retrySeconds,
      },
    },
  });
  const within = windowMinutes === 0 ? '' : `, within ${windowMinutes} minutes`;
  terminal.print(`Added the schedule ${name}
function  ${target}
when      ${whenText(when)}${within}
next run  ${first === undefined ? 'now: a rate begins when its schedule is made' : momentText(first, when.timeZone)}
starts    ${place.stateMachineArn}
input     ${JSON.stringify(input)}`);
  terminal.error(`Next: power-tuner schedule list --state-machine ${place.stateMachineArn}`);
  return EXIT.recommended;
}

function nameFor(target: string, given: string | undefined): string {
  const name = given ?? scheduleNameOf(target);
  // What is no function is refused with the rest of the input.
  if (name === undefined) return 'schedule';
  const problem = scheduleNameProblem(name);
  if (problem === undefined) return name;
  throw new BadInput(`--name: ${problem}`);
}

/** A bare name is looked for where the state machine is. */
function assertTunable(target: string, { stateMachineArn }: Place): void {
  const account = stateMachineArn.split(':')[4];
  const { accountId } = parseFunctionReference(target) ?? {};
  if (accountId === undefined || accountId === account) return;
  throw new BadInput(
    `${target} is in the account ${accountId}, and the state machine in ${account}: schedule it there`,
  );
}

/**
 * @returns nothing where it is at once
 * @throws BadInput where it never runs
 */
function firstRun(when: When): Date | undefined {
  if (when.expression.kind === 'rate') return undefined;
  const nowMs = Date.now();
  const next = nextRun({ ...when, fromMs: nowMs }, nowMs);
  if (next !== undefined) return next;
  throw new BadInput(
    `${scheduleExpressionText(when.expression)} (${when.timeZone}) never comes: it is over, or there is no such day. Now it is ${momentText(new Date(nowMs), when.timeZone)}`,
  );
}

async function create(place: Place, schedule: CreateScheduleCommandInput & { Name: string }): Promise<void> {
  const { Name } = schedule;
  const of = `--state-machine ${place.stateMachineArn}`;
  try {
    await place.client.send(new CreateScheduleCommand(schedule));
  } catch (error) {
    throw refused(error, {
      failed: `the schedule ${Name} can't be made`,
      needs:
        'scheduler:CreateSchedule on it, and iam:PassRole on the role of the group for scheduler.amazonaws.com',
      missing: {
        ConflictException: `there is a schedule ${Name} already, and it is left as it is. Choose another name with --name, or take that one away first: power-tuner schedule remove ${Name} ${of}`,
      },
    });
  }
}
