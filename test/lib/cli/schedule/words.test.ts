import { describe, expect, it } from 'vitest';
import { momentText, whenText } from '../../../../lib/cli/schedule/words.ts';
import { readScheduleExpression } from '../../../../lib/core/schedule/expression.ts';

describe('whenText', () => {
  it.each([
    ['rate(1 day)', 'every day'],
    ['rate(7 days)', 'every 7 days'],
    ['at(2026-12-24T03:00:00)', 'once, 2026-12-24 03:00 UTC'],
    ['cron(5 3 ? * MON *)', 'Mondays at 03:05 UTC'],
    ['cron(0 3 ? * 1 *)', 'Sundays at 03:00 UTC'],
    ['cron(0 3 * * ? *)', 'every day at 03:00 UTC'],
    ['cron(0 3 15 * ? *)', 'day 15 of the month at 03:00 UTC'],
    ['cron(0 3 ? * MON-FRI *)', 'cron(0 3 ? * MON-FRI *) UTC'],
    ['cron(0/15 3 ? * MON *)', 'cron(0/15 3 ? * MON *) UTC'],
    ['cron(0 3 ? 12 MON *)', 'cron(0 3 ? 12 MON *) UTC'],
    ['cron(0 3 ? * L *)', 'cron(0 3 ? * L *) UTC'],
  ])('has words for %s', (text, words) => {
    const expression = readScheduleExpression(text);
    if (expression === undefined) throw new Error(`${text} is no expression`);
    expect(whenText({ expression, timeZone: 'UTC' })).toBe(words);
  });
});

describe('momentText', () => {
  it('is what clocks of the time zone show', () => {
    const moment = new Date('2026-11-29T23:05:00Z');
    expect(momentText(moment)).toBe('2026-11-29 23:05 UTC');
    expect(momentText(moment, 'Europe/Berlin')).toBe('2026-11-30 00:05 Europe/Berlin');
  });
});
