import * as z from 'zod';
import type { LogsContext } from './context.ts';
import { groupExists } from './errors.ts';
import { logGroupNameSchema, readMembers } from './members.ts';

const schema = z.strictObject({ logGroupName: logGroupNameSchema });

/** Makes an empty group. Classes, tags and keys are not modelled. */
export function createLogGroup(body: unknown, { logs }: LogsContext): Record<string, unknown> {
  const { logGroupName } = readMembers(schema, body, 'CreateLogGroup');
  if (logs.groups.has(logGroupName)) throw groupExists();
  logs.create(logGroupName);
  return {};
}
