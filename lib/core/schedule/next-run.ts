import { CronDate } from 'croner';
import { cronOf, rateMs, type ScheduleExpression } from './expression.ts';

/** A schedule, as much of it as says when it runs. Times in ms since the epoch. */
export interface Timed {
  readonly expression: ScheduleExpression;
  /** IANA's name, as in Europe/Berlin. */
  readonly timeZone: string;
  /** From when a rate is counted: its start, or else its creation. */
  readonly fromMs: number;
  readonly untilMs?: number | undefined;
}

/** So many gaps of clocks that go forward are looked past. */
const MOST_SKIPPED = 8;

/**
 * When a schedule runs next, before any flexible window.
 * @param nowMs ms since the epoch
 * @returns nothing where it never runs again
 */
export function nextRun({ expression, timeZone, fromMs, untilMs }: Timed, nowMs: number): Date | undefined {
  const next = nextOf(expression, { timeZone, fromMs, nowMs });
  return next === undefined || (untilMs !== undefined && next.getTime() > untilMs) ? undefined : next;
}

function nextOf(
  expression: ScheduleExpression,
  { timeZone, fromMs, nowMs }: { timeZone: string; fromMs: number; nowMs: number },
): Date | undefined {
  if (expression.kind === 'rate') {
    const everyMs = rateMs(expression);
    const passed = Math.max(0, Math.floor((nowMs - fromMs) / everyMs) + 1);
    return new Date(fromMs + passed * everyMs);
  }
  if (expression.kind === 'at') {
    const at = timeIn(expression.time, timeZone);
    return at !== undefined && at.getTime() > nowMs ? at : undefined;
  }
  const cron = cronOf(expression.fields, timeZone);
  let after: Date = new Date(Math.max(nowMs, fromMs));
  // A time that clocks leave out when they go forward is skipped by AWS; croner takes the one after it.
  for (let looked = 0; looked < MOST_SKIPPED; looked++) {
    const next = cron?.nextRun(after) ?? undefined;
    if (next === undefined || cron?.match(next) === true) return next;
    after = next;
  }
  return undefined;
}

/** A local time of a time zone. Nothing where there is no such zone. */
export function timeIn(time: string, timeZone: string): Date | undefined {
  try {
    return new CronDate(time, timeZone).getDate();
  } catch {
    return undefined;
  }
}

function isMiswritten(name: string): boolean {
  const lowered = name.toLowerCase();
  return Intl.supportedValuesOf('timeZone').some((zone) => zone.toLowerCase() === lowered && zone !== name);
}

/** Whether AWS knows a time zone, as far as the machine that asks does. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets such as +01:00 are zones for Intl, and none for AWS; nor is europe/berlin.
    return /^[A-Za-z]/.test(name) && !isMiswritten(name);
  } catch {
    return false;
  }
}
