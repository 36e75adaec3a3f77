import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ApiError } from '../api-error.ts';
import { functionArn, type Place } from '../arn.ts';
import type { Invocation } from '../environment/execution-environment.ts';
import type { ActionRequest } from './action.ts';
import { requestTooLarge } from './errors.ts';
import type { Located } from './locate.ts';
import { functionNameSchema, qualifierSchema } from './members.ts';
import { parseMembers } from './validation.ts';

const PAYLOAD_LIMIT_BYTES = 6_291_456;
const EVENT_PAYLOAD_LIMIT_BYTES = 1_048_576;
const CLIENT_CONTEXT_LIMIT_BYTES = 3583;

const schema = z.strictObject({
  FunctionName: functionNameSchema,
  Qualifier: qualifierSchema.optional(),
  InvocationType: z.enum(['RequestResponse', 'DryRun', 'Event']).default('RequestResponse'),
  LogType: z.enum(['None', 'Tail']).default('None'),
  TenantId: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[a-zA-Z0-9._:/=+\-@ ]+$/)
    .optional(),
});

/** Invoke's members, but for the payload and the client context. */
export type InvokeMembers = z.output<typeof schema>;

/** Where the members are that aren't in the address. Some are read only to be refused. */
const MEMBER_HEADERS = {
  InvocationType: 'x-amz-invocation-type',
  LogType: 'x-amz-log-type',
  TenantId: 'x-amz-tenant-id',
  DurableExecutionName: 'x-amz-durable-execution-name',
};

/** @throws ApiError */
export function invokeMembers({ path, query, header }: ActionRequest): InvokeMembers {
  const given = Object.entries(MEMBER_HEADERS).flatMap(([member, headerName]) => {
    const value = header(headerName);
    return value === undefined ? [] : [[member, value] as const];
  });
  return parseMembers(schema, { ...path, ...query, ...Object.fromEntries(given) }, { action: 'Invoke' });
}

/** @throws ApiError for a payload or client context that Lambda doesn't take */
export function invocationOf(
  request: ActionRequest,
  { InvocationType }: InvokeMembers,
  place: Place,
  located: Located,
): Invocation {
  const clientContext = clientContextOf(request.header('x-amz-client-context'));
  checkPayloadSize(request.body.length, InvocationType);
  return {
    requestId: randomUUID(),
    payload: payloadOf(request.body),
    invokedFunctionArn: functionArn(place, located.record.name, located.qualifier),
    ...(clientContext !== undefined && { clientContext }),
  };
}

function checkPayloadSize(sizeBytes: number, type: InvokeMembers['InvocationType']): void {
  if (sizeBytes > PAYLOAD_LIMIT_BYTES) {
    throw requestTooLarge('RequestTooLargeException', PAYLOAD_LIMIT_BYTES, 'InvokeFunction');
  }
  if (type === 'Event' && sizeBytes > EVENT_PAYLOAD_LIMIT_BYTES) {
    throw new ApiError(
      'RequestTooLargeException',
      `${sizeBytes} byte payload is too large for the Event invocation type (limit ${EVENT_PAYLOAD_LIMIT_BYTES} bytes)`,
      413,
      { Type: 'User' },
    );
  }
}

/** Passed on as it came; no payload is an empty object. */
function payloadOf(body: Uint8Array): Uint8Array {
  if (body.length === 0) return Buffer.from('{}');
  try {
    JSON.parse(Buffer.from(body).toString('utf8'));
    return body;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidContent(`Could not parse request body into json: ${reason}`);
  }
}

function clientContextOf(encoded: string | undefined): string | undefined {
  if (encoded === undefined) return undefined;
  if (encoded.length > CLIENT_CONTEXT_LIMIT_BYTES) {
    throw invalidContent(`Client context must be at most ${CLIENT_CONTEXT_LIMIT_BYTES} bytes of base64`);
  }
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  try {
    JSON.parse(decoded);
    return decoded;
  } catch {
    throw invalidContent('Client context must be a valid Base64-encoded JSON object.');
  }
}

function invalidContent(message: string): ApiError {
  return new ApiError('InvalidRequestContentException', message, 400, { Type: 'User' });
}
