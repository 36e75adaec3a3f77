/** Members that several actions take, as the API model of CloudWatch Logs constrains them. */
import * as z from 'zod';
import { parseMembers } from '../lambda/validation.ts';
import type { LogsContext } from './context.ts';
import { groupNotFound, INVALID_PARAMETER } from './errors.ts';
import type { LogGroup } from './log-store.ts';

export const logGroupNameSchema = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[.\-_/#A-Za-z0-9]+$/);

export const nextTokenSchema = z.string().min(1);

/** ms since the epoch. */
export const timestampSchema = z.int().min(0);

/** @throws ApiError InvalidParameterException, or NotModelled for a member that the schema doesn't know */
export function readMembers<T extends z.ZodType>(schema: T, body: unknown, action: string): z.output<T> {
  return parseMembers(schema, body, { action, refusedAs: INVALID_PARAMETER });
}

/** @throws ApiError ResourceNotFoundException */
export function findGroup({ logs }: LogsContext, name: string): LogGroup {
  const group = logs.groups.get(name);
  if (group === undefined) throw groupNotFound();
  return group;
}
