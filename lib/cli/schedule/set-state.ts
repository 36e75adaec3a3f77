import {
  type GetScheduleCommandOutput,
  UpdateScheduleCommand,
  type UpdateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import { EXIT } from '../exit-code.ts';
import { refused } from '../refused.ts';
import type { Terminal } from '../terminal.ts';
import { notOurs } from './not-ours.ts';
import { type PlaceOptions, placeOf } from './place.ts';
import { describeSchedule, readSchedule } from './read-schedule.ts';
import { momentText } from './words.ts';

/** A schedule may begin so long ago at most, where it is written anew. */
const PAST_MS = 5 * 60 * 1000;

/**
 * `power-tuner schedule pause` and `resume`. What is so already is left as it is.
 * @returns the exit code
 * @throws BadInput where there is no such schedule; RunFailed
 */
export async function setState(
  name: string,
  state: 'ENABLED' | 'DISABLED',
  options: PlaceOptions,
  terminal: Terminal,
): Promise<number> {
  const place = placeOf(options, terminal);
  const described = await describeSchedule(place, name);
  const done = state === 'DISABLED' ? 'paused' : 'running';
  if (described.State === state) {
    terminal.print(`${name} is ${done} already`);
    return EXIT.recommended;
  }
  const wanted = { ...described, State: state };
  try {
    await place.client.send(new UpdateScheduleCommand(allOf(wanted, Date.now())));
  } catch (error) {
    throw refused(error, {
      failed: `the schedule ${name} can't be changed`,
      needs: 'scheduler:UpdateSchedule on it, and iam:PassRole on its role for scheduler.amazonaws.com',
      missing: {},
    });
  }
  const { nextRun, when } = readSchedule(wanted, Date.now());
  const next = nextRun === undefined ? '' : `; next run ${momentText(nextRun, when?.timeZone)}`;
  terminal.print(`${name} is ${done} now${next}`);
  const warning = notOurs(name, described.Description);
  if (warning !== undefined) terminal.error(warning);
  return EXIT.recommended;
}

/** An update says all of a schedule: what it leaves out gets its default. */
function allOf(described: GetScheduleCommandOutput, nowMs: number): UpdateScheduleCommandInput {
  const {
    $metadata: _,
    Arn: __,
    CreationDate: ___,
    LastModificationDate: ____,
    StartDate,
    Name,
    ScheduleExpression,
    Target,
    FlexibleTimeWindow,
    ...rest
  } = described;
  return {
    ...rest,
    Name,
    ScheduleExpression,
    Target,
    FlexibleTimeWindow,
    // One that has begun is refused as a beginning.
    ...(StartDate !== undefined && StartDate.getTime() > nowMs - PAST_MS ? { StartDate } : {}),
  };
}
