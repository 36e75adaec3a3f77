import { Cron } from 'croner';

/** When a schedule of EventBridge Scheduler runs, read from its expression. */
export type ScheduleExpression =
  /** Every so long, beginning with the schedule's creation. */
  | { readonly kind: 'rate'; readonly value: number; readonly unit: RateUnit }
  /** Six fields: minutes, hours, day of month, month, day of week, year. */
  | { readonly kind: 'cron'; readonly fields: string }
  /** Once, at a time of the schedule's time zone, as in 2026-12-24T03:00:00. */
  | { readonly kind: 'at'; readonly time: string };

export const RATE_UNITS = ['minute', 'hour', 'day'] as const;
export type RateUnit = (typeof RATE_UNITS)[number];

const UNIT_MS: Readonly<Record<RateUnit, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The SDK's own limit is on the expression as a whole. */
const MOST_CHARACTERS = 256;

const RATE = /^rate\((\d+) (minute|hour|day)(s?)\)$/;
const CRON = /^cron\((.+)\)$/;
const AT = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)\)$/;

/**
 * Reads an expression as EventBridge Scheduler takes it: `rate(7 days)`, `cron(0 3 ? * MON *)` or
 * `at(2026-12-24T03:00:00)`.
 * @returns nothing where it is none of them
 */
export function readScheduleExpression(text: string): ScheduleExpression | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const [, value, unit, plural] = RATE.exec(text) ?? [];
  if (value !== undefined) return readRate(Number(value), unit as RateUnit, plural === 's');
  const [, fields] = CRON.exec(text) ?? [];
  if (fields !== undefined) return isCron(fields) ? { kind: 'cron', fields } : undefined;
  const [, time] = AT.exec(text) ?? [];
  if (time === undefined || !isTime(time)) return undefined;
  return { kind: 'at', time: time.length === 'yyyy-mm-ddThh:mm'.length ? `${time}:00` : time };
}

/** The expression as text, as it is sent. */
export function scheduleExpressionText(expression: ScheduleExpression): string {
  if (expression.kind === 'cron') return `cron(${expression.fields})`;
  if (expression.kind === 'at') return `at(${expression.time})`;
  return `rate(${amountText(expression)})`;
}

/** `7 days`, `1 hour`. */
export function amountText({ value, unit }: { readonly value: number; readonly unit: RateUnit }): string {
  return `${value} ${unit}${value === 1 ? '' : 's'}`;
}

/** ms. */
export function rateMs({ value, unit }: { readonly value: number; readonly unit: RateUnit }): number {
  return value * UNIT_MS[unit];
}

/** AWS wants the unit to go with the number: 1 day, 2 days. */
function readRate(value: number, unit: RateUnit, isPlural: boolean): ScheduleExpression | undefined {
  return value > 0 && isPlural === value > 1 ? { kind: 'rate', value, unit } : undefined;
}

/** The fields' values are croner's to check; what AWS asks for besides is checked here. */
function isCron(fields: string): boolean {
  const parts = fields.trim().split(/\s+/);
  const [, , day, , weekday] = parts;
  if (parts.length !== 6 || (day === '?') === (weekday === '?')) return false;
  // croner takes a ? anywhere, a weekday's number 0 and years before 1970.
  const elsewhere = parts.filter((_, index) => index !== 2 && index !== 4);
  if (elsewhere.some((part) => part.includes('?')) || /(^|[^#/\d])0/.test(weekday ?? '')) return false;
  const years = (parts[5] ?? '').match(/\d{2,}/g) ?? [];
  if (years.some((year) => Number(year) < 1970 || Number(year) > 2199)) return false;
  return cronOf(fields, undefined) !== undefined;
}

/**
 * What finds the times that a cron expression of AWS means.
 * @returns nothing where there are no such fields or time zone
 */
export function cronOf(fields: string, timeZone: string | undefined): Cron | undefined {
  // In AWS's, a day of the week that is L alone is the last one: Saturday.
  const [minutes, hours, day, month, weekday, year] = fields.trim().split(/\s+/);
  const pattern = ['0', minutes, hours, day, month, weekday === 'L' ? '7' : weekday, year].join(' ');
  try {
    return new Cron(pattern, {
      mode: '7-part',
      paused: true,
      // 1 is Sunday, and 5/10 is every tenth from 5 on.
      alternativeWeekdays: true,
      sloppyRanges: true,
      ...(timeZone === undefined ? {} : { timezone: timeZone }),
    });
  } catch {
    return undefined;
  }
}

/** Whether there is such a day and such a time of day. */
function isTime(time: string): boolean {
  const date = new Date(`${time.slice(0, 16)}:${time.slice(17) || '00'}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(time.slice(0, 16));
}
