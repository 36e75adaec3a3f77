import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ApiError, notModelled } from '../api-error.ts';
import { functionArn } from '../arn.ts';
import type { FunctionSpec, Invocation, Outcome } from '../environment/execution-environment.ts';
import type { Action, ActionRequest } from './action.ts';
import type { LambdaContext } from './context.ts';
import { requestTooLarge } from './errors.ts';
import { LATEST } from './function-record.ts';
import { type Located, locate } from './locate.ts';
import { logTail } from './log-tail.ts';
import { functionNameSchema, qualifierSchema } from './members.ts';
import { parseMembers } from './validation.ts';

const name = 'Invoke';
const PAYLOAD_LIMIT_BYTES = 6_291_456;
const CLIENT_CONTEXT_LIMIT_BYTES = 3583;

const schema = z.strictObject({
  FunctionName: functionNameSchema,
  Qualifier: qualifierSchema.optional(),
  InvocationType: z.enum(['RequestResponse', 'DryRun', 'Event']).default('RequestResponse'),
  LogType: z.enum(['None', 'Tail']).default('None'),
});

/**
 * Invokes a function and waits for its answer. The headers `x-power-tuner-measured-by`, `-source` and
 * `-not-measurable` say that no AWS measured this, who did, and what the numbers don't stand for.
 */
export const invoke: Action = {
  name,
  method: 'POST',
  path: '/2015-03-31/functions/:FunctionName/invocations',
  status: 200,
  async run(request, lambda) {
    const members = parseMembers(schema, membersOf(request), { action: name });
    if (members.InvocationType === 'Event') {
      throw notModelled('InvocationType Event', 'use RequestResponse, or AWS');
    }
    const located = locate(lambda, members.FunctionName, members.Qualifier);
    const invocation = invocationOf(request, lambda, located);
    if (members.InvocationType === 'DryRun') return { status: 204 };
    const { record, version } = located;
    const outcome = await lambda.instances.invoke(version.deploymentId, specOf(lambda, located), invocation);
    lambda.invoked(record, version, outcome);
    return {
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': invocation.requestId,
        'x-amz-executed-version': version.version,
        ...(outcome.functionError && { 'x-amz-function-error': outcome.functionError }),
        ...(members.LogType === 'Tail' && { 'x-amz-log-result': logTail(outcome.log) }),
        ...measuredHeaders(outcome),
      },
      body: outcome.payload,
    };
  },
};

/** Where the members are that aren't in the address. Some are read only to be refused. */
const MEMBER_HEADERS = {
  InvocationType: 'x-amz-invocation-type',
  LogType: 'x-amz-log-type',
  TenantId: 'x-amz-tenant-id',
  DurableExecutionName: 'x-amz-durable-execution-name',
};

function membersOf({ path, query, header }: ActionRequest): Record<string, unknown> {
  const given = Object.entries(MEMBER_HEADERS).flatMap(([member, headerName]) => {
    const value = header(headerName);
    return value === undefined ? [] : [[member, value] as const];
  });
  return { ...path, ...query, ...Object.fromEntries(given) };
}

function invocationOf(request: ActionRequest, { place }: LambdaContext, located: Located): Invocation {
  const clientContext = clientContextOf(request.header('x-amz-client-context'));
  return {
    requestId: randomUUID(),
    payload: payloadOf(request.body),
    invokedFunctionArn: functionArn(place, located.record.name, located.qualifier),
    ...(clientContext !== undefined && { clientContext }),
  };
}

/** Passed on as it came; no payload is an empty object. */
function payloadOf(body: Uint8Array): Uint8Array {
  if (body.length > PAYLOAD_LIMIT_BYTES) {
    throw requestTooLarge('RequestTooLargeException', PAYLOAD_LIMIT_BYTES, 'InvokeFunction');
  }
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

function specOf({ place }: LambdaContext, { record, version }: Located): FunctionSpec {
  const { configuration } = version;
  const qualifier = version.version === LATEST ? undefined : version.version;
  return {
    functionName: record.name,
    version: version.version,
    functionArn: functionArn(place, record.name, qualifier),
    region: place.region,
    accountId: place.accountId,
    runtime: configuration.runtime,
    handler: configuration.handler,
    architecture: version.architecture,
    memoryMB: configuration.memoryMB,
    timeoutSeconds: configuration.timeoutSeconds,
    ephemeralStorageMB: configuration.ephemeralStorageMB,
    environment: configuration.environment,
    logGroup: configuration.logging.logGroup,
    codeDir: version.code.folder,
    layerDirs: [],
  };
}

function measuredHeaders({ measuredBy, source, notMeasurable }: Outcome): Record<string, string> {
  return {
    'x-power-tuner-measured-by': measuredBy,
    ...(source !== undefined && { 'x-power-tuner-source': encodeURIComponent(source) }),
    ...(notMeasurable !== undefined && { 'x-power-tuner-not-measurable': encodeURIComponent(notMeasurable) }),
  };
}
