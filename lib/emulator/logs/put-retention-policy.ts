import * as z from 'zod';
import type { LogsContext } from './context.ts';
import { findGroup, logGroupNameSchema, readMembers } from './members.ts';

/** Days that can be asked for. Source: PutRetentionPolicy, Amazon CloudWatch Logs API Reference. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const schema = z.strictObject({
  logGroupName: logGroupNameSchema,
  retentionInDays: z.literal([...RETENTIONS]),
});

/** Says how long a group keeps its events. */
export function putRetentionPolicy(body: unknown, context: LogsContext): Record<string, unknown> {
  const { logGroupName, retentionInDays } = readMembers(schema, body, 'PutRetentionPolicy');
  findGroup(context, logGroupName).retentionInDays = retentionInDays;
  return {};
}
