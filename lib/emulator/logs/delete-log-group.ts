import * as z from 'zod';
import type { LogsContext } from './context.ts';
import { findGroup, logGroupNameSchema, readMembers } from './members.ts';

const schema = z.strictObject({ logGroupName: logGroupNameSchema });

/** Deletes a group with its events. The next invocation that logs into it makes it again. */
export function deleteLogGroup(body: unknown, context: LogsContext): Record<string, unknown> {
  const { logGroupName } = readMembers(schema, body, 'DeleteLogGroup');
  context.logs.groups.delete(findGroup(context, logGroupName).name);
  return {};
}
