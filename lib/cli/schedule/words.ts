import { amountText, type ScheduleExpression } from '../../core/schedule/expression.ts';
import { UTC, type When } from './when.ts';

const WEEKDAYS: Readonly<Record<string, string>> = {
  SUN: 'Sunday',
  MON: 'Monday',
  TUE: 'Tuesday',
  WED: 'Wednesday',
  THU: 'Thursday',
  FRI: 'Friday',
  SAT: 'Saturday',
};
const WEEKDAY_NAMES = Object.keys(WEEKDAYS);

/**
 * When a schedule runs, in words where there are short ones for it: `every 7 days`, `Mondays at 03:00 Europe/Berlin`.
 * Other cron expressions stay as they are.
 */
export function whenText({ expression, timeZone }: When): string {
  if (expression.kind === 'rate') return everyText(expression);
  const zone = ` ${timeZone}`;
  if (expression.kind === 'at') return `once, ${expression.time.replace('T', ' ').slice(0, 16)}${zone}`;
  return `${cronText(expression.fields)}${zone}`;
}

function everyText(expression: Extract<ScheduleExpression, { kind: 'rate' }>): string {
  return expression.value === 1 ? `every ${expression.unit}` : `every ${amountText(expression)}`;
}

/** A time of day on every day, on a day of the week or of the month. */
function cronText(fields: string): string {
  const [minutes = '', hours = '', day, month, weekday = '', year] = fields.split(/\s+/);
  const isTime = /^\d{1,2}$/.test(minutes) && /^\d{1,2}$/.test(hours);
  const at = `at ${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
  if (!isTime || month !== '*' || year !== '*') return `cron(${fields})`;
  if ((day === '?' || day === '*') && (weekday === '?' || weekday === '*')) return `every day ${at}`;
  const name = WEEKDAYS[/^[1-7]$/.test(weekday) ? (WEEKDAY_NAMES[Number(weekday) - 1] ?? '') : weekday];
  if (day === '?' && name !== undefined) return `${name}s ${at}`;
  if (weekday === '?' && /^\d+$/.test(day ?? '')) return `day ${day} of the month ${at}`;
  return `cron(${fields})`;
}

/** A moment as clocks of a time zone show it, to the minute: `2026-11-30 03:00 Europe/Berlin`. */
export function momentText(moment: Date, timeZone = UTC): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')} ${timeZone}`;
}
