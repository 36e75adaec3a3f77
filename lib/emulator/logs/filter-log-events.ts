import * as z from 'zod';
import { page } from '../lambda/page.ts';
import type { LogsContext } from './context.ts';
import { invalidToken } from './errors.ts';
import { readFilterPattern } from './filter-pattern.ts';
import { findGroup, logGroupNameSchema, nextTokenSchema, readMembers, timestampSchema } from './members.ts';

const EVENTS_LIMIT = 10_000;
const MS_PER_DAY = 86_400_000;

const schema = z.strictObject({
  logGroupName: logGroupNameSchema,
  filterPattern: z.string().max(1024).default(''),
  startTime: timestampSchema.default(0),
  endTime: timestampSchema.default(Number.MAX_SAFE_INTEGER),
  nextToken: nextTokenSchema.optional(),
  limit: z.int().min(1).max(EVENTS_LIMIT).default(EVENTS_LIMIT),
});

/** The events of a group that match, oldest first, from `startTime` to `endTime`, both included. */
export function filterLogEvents(body: unknown, context: LogsContext): Record<string, unknown> {
  const members = readMembers(schema, body, 'FilterLogEvents');
  const { startTime, endTime, nextToken, limit } = members;
  const matches = readFilterPattern(members.filterPattern);
  const { events, retentionInDays = Number.POSITIVE_INFINITY } = findGroup(context, members.logGroupName);
  const keptFromMs = context.nowMs() - retentionInDays * MS_PER_DAY;
  const found = events.filter(
    ({ timestampMs, message }) =>
      timestampMs >= Math.max(startTime, keptFromMs) && timestampMs <= endTime && matches(message),
  );
  const { items, next } = page(found, ({ id }) => id, {
    marker: nextToken,
    size: limit,
    invalid: invalidToken,
  });
  return {
    events: items.map(({ id, stream, timestampMs, message }) => ({
      eventId: id,
      logStreamName: stream,
      timestamp: timestampMs,
      ingestionTime: timestampMs,
      message,
    })),
    searchedLogStreams: [],
    ...(next !== undefined && { nextToken: next }),
  };
}
