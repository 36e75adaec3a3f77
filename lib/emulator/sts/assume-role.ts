import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { ApiError } from '../api-error.ts';
import { partitionOf } from '../arn.ts';
import { parseMembers } from '../lambda/validation.ts';
import { element } from '../xml.ts';
import type { StsContext } from './context.ts';

/**
 * What a role allows of itself: an hour. One that is assumed from a role's session may have no more anyway.
 */
const MOST_SECONDS = 3600;

const schema = z.strictObject({
  RoleArn: z.string().min(20).max(2048),
  RoleSessionName: z
    .string()
    .min(2)
    .max(64)
    .regex(/^[\w+=,.@-]*$/),
  DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(MOST_SECONDS),
});

/** Begins a session of a role. Trust is not modelled: who may call may assume every role that there is. */
export function assumeRole(members: Readonly<Record<string, string>>, context: StsContext): string[] {
  const { place, roles, sessions, nowMs } = context;
  const given = parseMembers(schema, members, { action: 'AssumeRole', refusedAs: 'ValidationError' });
  const { RoleArn, RoleSessionName, DurationSeconds } = given;
  // AWS doesn't tell a role that is not there from one that may not be assumed.
  if (!roles.has(RoleArn)) {
    const caller = `arn:${partitionOf(place.region)}:iam::${place.accountId}:user/emulator`;
    throw new ApiError(
      'AccessDenied',
      `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      403,
    );
  }
  if (DurationSeconds > MOST_SECONDS) {
    throw new ApiError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  // Its end is written in whole seconds.
  const endsMs = Math.floor(nowMs() / 1000 + DurationSeconds) * 1000;
  const token = randomBytes(300).toString('base64');
  sessions.begin(token, endsMs);
  const assumed = RoleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/');
  return [
    element('Credentials', [
      element('AccessKeyId', `ASIA${randomBytes(8).toString('hex').toUpperCase()}`),
      element('SecretAccessKey', randomBytes(30).toString('base64')),
      element('SessionToken', token),
      element('Expiration', new Date(endsMs).toISOString().replace('.000Z', 'Z')),
    ]),
    element('AssumedRoleUser', [
      element('AssumedRoleId', `AROA${randomBytes(8).toString('hex').toUpperCase()}:${RoleSessionName}`),
      element('Arn', `${assumed}/${RoleSessionName}`),
    ]),
  ];
}
