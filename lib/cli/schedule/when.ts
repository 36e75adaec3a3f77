import {
  RATE_UNITS,
  type RateUnit,
  readScheduleExpression,
  type ScheduleExpression,
} from '../../core/schedule/expression.ts';
import { isTimeZone } from '../../core/schedule/next-run.ts';
import { BadInput } from '../exit-code.ts';

/** How the command line says when. */
export interface WhenOptions {
  readonly every?: string | undefined;
  readonly cron?: string | undefined;
  readonly at?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** When a schedule runs, and in which time zone that is meant. */
export interface When {
  readonly expression: ScheduleExpression;
  /** IANA's name. */
  readonly timeZone: string;
}

const KINDS = ['every', 'cron', 'at'] as const;
export const UTC = 'UTC';

/**
 * Reads when a schedule is to run.
 * @throws BadInput that says what was given instead
 */
export function readWhen(options: WhenOptions): When {
  const given = KINDS.filter((kind) => options[kind] !== undefined);
  const [kind, other] = given;
  if (kind === undefined || other !== undefined) {
    const got =
      kind === undefined
        ? 'none of them is given'
        : `${given.map((one) => `--${one}`).join(' and ')} are given`;
    throw new BadInput(
      `when is it to run? Give one of --every "7 days", --cron "0 3 ? * MON *", --at 2026-12-24T03:00:00; ${got}`,
    );
  }
  const timeZone = timeZoneFor(kind, options.timeZone);
  const text = options[kind] ?? '';
  if (kind === 'every') return { expression: readEvery(text), timeZone };
  return { expression: kind === 'cron' ? readCron(text) : readAt(text), timeZone };
}

function timeZoneFor(kind: (typeof KINDS)[number], given: string | undefined): string {
  if (given === undefined) return UTC;
  if (kind === 'every') {
    throw new BadInput(
      `--time-zone is ${given}, and --every counts hours and days from when the schedule is made, wherever that is: leave it out, or give --cron for times of a day`,
    );
  }
  if (isTimeZone(given)) return given;
  throw new BadInput(
    `--time-zone is ${given}; allowed: IANA's names, as in Europe/Berlin, America/New_York or UTC`,
  );
}

/** `7 days`, `day`, `2 weeks`, `12h`. */
const EVERY = /^(?:(\d+) *)?(m|minute|h|hour|d|day|w|week)s?$/i;
const DAYS_OF_WEEK = 7;

function readEvery(text: string): ScheduleExpression {
  const [, count = '1', word = ''] = EVERY.exec(text.trim()) ?? [];
  const initial = word.charAt(0).toLowerCase();
  const unit: RateUnit | undefined =
    initial === 'w' ? 'day' : RATE_UNITS.find((one) => one.startsWith(initial));
  const value = Number(count) * (initial === 'w' ? DAYS_OF_WEEK : 1);
  if (word === '' || unit === undefined || value < 1) {
    throw new BadInput(
      `--every is ${JSON.stringify(text)}; allowed: a whole number of minutes, hours, days or weeks, as in "7 days" or "12 hours"`,
    );
  }
  return { kind: 'rate', value, unit };
}

const UNIX_FIELDS = 5;

function readCron(text: string): ScheduleExpression {
  const fields = text
    .trim()
    .replace(/^cron\((.*)\)$/, '$1')
    .trim()
    .replaceAll(/\s+/g, ' ');
  const read = readScheduleExpression(`cron(${fields})`);
  if (read !== undefined) return read;
  const unix =
    fields.split(' ').length === UNIX_FIELDS
      ? " It has five fields, as in Unix: AWS's have the year too, and a ? for the one of both days that is not meant."
      : '';
  throw new BadInput(
    `--cron is ${JSON.stringify(text)}; allowed: AWS's six fields (minutes, hours, day of month, month, day of week, year) with ? for one of both days, as in "0 3 ? * MON *".${unix} They are explained in https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html`,
  );
}

function readAt(text: string): ScheduleExpression {
  const read = readScheduleExpression(
    `at(${text
      .trim()
      .replace(/^at\((.*)\)$/, '$1')
      .replace(' ', 'T')})`,
  );
  if (read !== undefined) return read;
  throw new BadInput(
    `--at is ${JSON.stringify(text)}; allowed: a date and a time of the time zone in --time-zone, as in 2026-12-24T03:00:00`,
  );
}

/** `15m`, `2h`, `1d`, minutes alone, `0`. */
const WINDOW = /^(\d+) *(m|min|minutes?|h|hours?|d|days?)?$/i;
const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 };
const MOST_MINUTES = 1440;

/**
 * How long after its time a schedule may start.
 * @returns minutes; 0 for none
 * @throws BadInput
 */
export function readWindow(text: string): number {
  const [, count, unit = 'm'] = WINDOW.exec(text.trim()) ?? [];
  const minutes = Number(count) * (MINUTES[unit.charAt(0).toLowerCase()] ?? Number.NaN);
  if (minutes >= 0 && minutes <= MOST_MINUTES) return minutes;
  throw new BadInput(
    `--window is ${JSON.stringify(text)}; allowed: up to a day, as in 15m or 2h, or 0 to start on time`,
  );
}
