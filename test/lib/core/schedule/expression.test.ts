import { describe, expect, it } from 'vitest';
import { readScheduleExpression, scheduleExpressionText } from '../../../../lib/core/schedule/expression.ts';

describe('readScheduleExpression', () => {
  it.each([
    'rate(1 minute)',
    'rate(7 days)',
    'rate(12 hours)',
    'cron(0 3 ? * MON *)',
    'cron(0/15 8-18 ? * MON-FRI *)',
    'cron(0 10 L * ? *)',
    'cron(0 10 LW * ? *)',
    'cron(0 10 15W * ? *)',
    'cron(0 10 ? * 6L *)',
    'cron(0 10 ? * L *)',
    'cron(0 10 ? * 3#2 2026-2030)',
    'cron(5 0,12 1/5 JAN-MAR ? *)',
    'at(2026-12-24T03:00:00)',
  ])('reads %s', (text) => {
    const read = readScheduleExpression(text);
    expect(read && scheduleExpressionText(read)).toBe(text);
  });

  it.each([
    ['no expression', '7 days'],
    ['a number without its plural', 'rate(2 day)'],
    ['a plural of one', 'rate(1 days)'],
    ['nothing at all', 'rate(0 days)'],
    ['seconds', 'rate(30 seconds)'],
    ['the five fields of Unix', 'cron(0 3 * * MON)'],
    ['a day of the month and one of the week', 'cron(0 3 1 * MON *)'],
    ['neither of both', 'cron(0 3 ? * ? *)'],
    ['a minute of 60', 'cron(60 3 ? * MON *)'],
    ['an hour of 24', 'cron(0 24 ? * MON *)'],
    ['a month of 13', 'cron(0 3 1 13 ? *)'],
    ['a weekday of 0', 'cron(0 3 ? * 0 *)'],
    ['a ? for minutes', 'cron(? 3 ? * MON *)'],
    ['a year that has gone by long ago', 'cron(0 3 ? * MON 1969)'],
    ['a weekday that there is none of', 'cron(0 3 ? * MOO *)'],
    ['a day that there is none of', 'at(2026-02-30T03:00:00)'],
    ['a time with a zone', 'at(2026-12-24T03:00:00Z)'],
    ['words behind it', 'rate(7 days) please'],
    ['what is too long', `cron(${'0,'.repeat(200)}0 3 ? * MON *)`],
  ])('refuses %s: %s', (_what, text) => {
    expect(readScheduleExpression(text)).toBeUndefined();
  });
});
