import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { answerCall, type Passage } from './answer-call.ts';
import { type ApiError, notModelled, toApiError } from './api-error.ts';
import type { ApiCall } from './call-log.ts';
import type { FaultEffect } from './faults/fault.ts';

/** Answers one service's actions: AWS's JSON protocols, which name the action in X-Amz-Target. */
export type Target = (action: string, body: unknown, fault?: FaultEffect) => Promise<unknown>;

interface Service {
  readonly name: ApiCall['service'];
  /** The member of its requests that says what they are about. */
  readonly about?: string;
}

const BY_PREFIX: ReadonlyMap<string, Service> = new Map([
  ['AWSStepFunctions', { name: 'states' }],
  ['ResourceGroupsTaggingAPI_20170126', { name: 'tagging' }],
  ['Logs_20140328', { name: 'logs', about: 'logGroupName' }],
  ['AWSEvents', { name: 'events' }],
]);

/** Mounts the services that are found by X-Amz-Target, by the prefix before its dot. */
export function mountTargets(app: Hono, targets: Readonly<Record<string, Target>>, passage: Passage): void {
  app.post('/', (context) => answer(context, targets, passage));
}

async function answer(
  context: Context,
  targets: Readonly<Record<string, Target>>,
  passage: Passage,
): Promise<Response> {
  const named = context.req.header('x-amz-target') ?? '';
  const [prefix = '', action = ''] = named.split('.');
  const service = BY_PREFIX.get(prefix);
  const target = Object.hasOwn(targets, prefix) ? targets[prefix] : undefined;
  const text = await context.req.text();
  const failed = (thrown: unknown) => failure(toApiError(thrown));
  if (service === undefined) return failed(unknownTarget(named, targets));
  const call = {
    service: service.name,
    action,
    resource: resourceIn(text, service),
    async run(fault: FaultEffect | undefined) {
      if (target === undefined) throw unknownTarget(named, targets);
      return json((await target(action, JSON.parse(text || '{}'), fault)) ?? {}, 200);
    },
    failed,
  };
  return answerCall(call, context, passage);
}

/** A request that can't be read is about nothing, and is refused when it is carried out. */
function resourceIn(text: string, { about }: Service): string | undefined {
  if (about === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text)[about];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function unknownTarget(named: string, targets: Readonly<Record<string, Target>>): ApiError {
  const known = Object.keys(targets).join(', ') || 'none';
  return notModelled(`X-Amz-Target "${named}"`, `the services that are found this way here are ${known}`);
}

function failure(error: ApiError): Response {
  return json({ __type: error.name, message: error.message, ...error.extra }, error.status);
}

function json(body: unknown, status: number): Response {
  return Response.json(body, {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() },
  });
}
