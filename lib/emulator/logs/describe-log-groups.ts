import * as z from 'zod';
import { partitionOf } from '../arn.ts';
import { page } from '../lambda/page.ts';
import type { LogsContext } from './context.ts';
import { invalidToken } from './errors.ts';
import type { LogGroup } from './log-store.ts';
import { logGroupNameSchema, nextTokenSchema, readMembers } from './members.ts';

const PAGE_LIMIT = 50;

const schema = z.strictObject({
  logGroupNamePrefix: logGroupNameSchema.optional(),
  nextToken: nextTokenSchema.optional(),
  limit: z.int().min(1).max(PAGE_LIMIT).default(PAGE_LIMIT),
});

/** The groups by name, at most 50 a page. */
export function describeLogGroups(body: unknown, context: LogsContext): Record<string, unknown> {
  const { logGroupNamePrefix = '', nextToken, limit } = readMembers(schema, body, 'DescribeLogGroups');
  const found = [...context.logs.groups.values()].filter(({ name }) => name.startsWith(logGroupNamePrefix));
  const { items, next } = page(found, ({ name }) => name, {
    marker: nextToken,
    size: limit,
    invalid: invalidToken,
  });
  return {
    logGroups: items.map((group) => described(group, context)),
    ...(next !== undefined && { nextToken: next }),
  };
}

function described(group: LogGroup, { place: { region, accountId } }: LogsContext): Record<string, unknown> {
  const arn = `arn:${partitionOf(region)}:logs:${region}:${accountId}:log-group:${group.name}`;
  return {
    logGroupName: group.name,
    creationTime: group.createdMs,
    ...(group.retentionInDays !== undefined && { retentionInDays: group.retentionInDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: group.storedBytes,
    logGroupClass: 'STANDARD',
  };
}
