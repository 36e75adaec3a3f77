import { describe, expect, it } from 'vitest';
import { readScheduleExpression } from '../../../../lib/core/schedule/expression.ts';
import { isTimeZone, nextRun, timeIn } from '../../../../lib/core/schedule/next-run.ts';

/** Thursday. */
const NOW = '2026-11-26T12:00:00.000Z';

interface At {
  readonly now?: string;
  readonly zone?: string;
  readonly from?: string;
  readonly until?: string;
}

function next(text: string, { now = NOW, zone = 'UTC', from = now, until = '' }: At = {}): string {
  const expression = readScheduleExpression(text);
  if (expression === undefined) throw new Error(`${text} is no expression`);
  const timed = {
    expression,
    timeZone: zone,
    fromMs: Date.parse(from),
    untilMs: until === '' ? undefined : Date.parse(until),
  };
  return nextRun(timed, Date.parse(now))?.toISOString() ?? 'never';
}

describe('nextRun', () => {
  // The days are from a calendar.
  it.each([
    ['cron(0 3 ? * MON *)', '2026-11-30T03:00:00.000Z'],
    ['cron(0 3 ? * 2 *)', '2026-11-30T03:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-26T12:15:00.000Z'],
    ['cron(5/20 * ? * * *)', '2026-11-26T12:05:00.000Z'],
    ['cron(0 10 L * ? *)', '2026-11-30T10:00:00.000Z'],
    ['cron(0 10 15W 8 ? 2027)', '2027-08-16T10:00:00.000Z'],
    ['cron(0 10 ? * 6L *)', '2026-11-27T10:00:00.000Z'],
    ['cron(0 10 ? * L *)', '2026-11-28T10:00:00.000Z'],
    ['cron(0 10 ? * 3#2 *)', '2026-12-08T10:00:00.000Z'],
    ['cron(0 10 29 2 ? *)', '2028-02-29T10:00:00.000Z'],
    ['cron(0 10 1 1 ? 2020)', 'never'],
    ['at(2026-12-24T03:00:00)', '2026-12-24T03:00:00.000Z'],
    ['at(2026-11-24T03:00:00)', 'never'],
  ])('is found for %s', (text, expected) => {
    expect(next(text)).toBe(expected);
  });

  it('is in the time zone of the schedule, in summer as in winter', () => {
    expect(next('cron(0 3 ? * MON *)', { zone: 'Europe/Berlin' })).toBe('2026-11-30T02:00:00.000Z');
    const july = { zone: 'Europe/Berlin', now: '2026-07-01T00:00:00.000Z' };
    expect(next('cron(0 3 ? * MON *)', july)).toBe('2026-07-06T01:00:00.000Z');
    expect(next('at(2026-12-24T03:00:00)', { zone: 'America/New_York' })).toBe('2026-12-24T08:00:00.000Z');
  });

  it('skips a time that clocks going forward leave out, as AWS does', () => {
    const before = { zone: 'Europe/Berlin', now: '2026-03-28T12:00:00.000Z' };
    expect(next('cron(30 2 * * ? *)', before)).toBe('2026-03-30T00:30:00.000Z');
  });

  it('comes once where clocks going back repeat a time', () => {
    const within = { zone: 'Europe/Berlin', now: '2026-10-25T00:30:00.000Z' };
    expect(next('cron(30 2 * * ? *)', within)).toBe('2026-10-26T01:30:00.000Z');
  });

  it('of a rate is counted from its beginning', () => {
    const from = '2026-11-20T09:30:00.000Z';
    expect(next('rate(7 days)', { from })).toBe('2026-11-27T09:30:00.000Z');
    expect(next('rate(1 hour)', { from })).toBe('2026-11-26T12:30:00.000Z');
    expect(next('rate(7 days)', { from: '2026-12-01T00:00:00.000Z' })).toBe('2026-12-01T00:00:00.000Z');
  });

  it('is never after the end, nor before the beginning', () => {
    expect(next('cron(0 3 ? * MON *)', { until: '2026-11-29T00:00:00.000Z' })).toBe('never');
    expect(next('cron(0 3 ? * MON *)', { from: '2027-01-01T00:00:00.000Z' })).toBe(
      '2027-01-04T03:00:00.000Z',
    );
  });
});

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+2'])('may be %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it('is refused in the wrong case, which AWS does not take', () => {
    expect(isTimeZone('europe/berlin')).toBe(false);
  });

  it.each(['', 'Berlin', '+01:00', 'Europe/Atlantis'])('is refused where it is %j', (name) => {
    expect(isTimeZone(name)).toBe(false);
    if (!name.startsWith('+')) expect(timeIn('2026-12-24T03:00:00', name || 'none')).toBeUndefined();
  });
});
