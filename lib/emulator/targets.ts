import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { type ApiError, notModelled, toApiError } from './api-error.ts';
import type { ApiCall, CallLog } from './call-log.ts';

/** Answers one service's actions: AWS's JSON protocols, which name the action in X-Amz-Target. */
export type Target = (action: string, body: unknown) => Promise<unknown>;

const SERVICES: Readonly<Record<string, ApiCall['service']>> = {
  AWSStepFunctions: 'states',
  ResourceGroupsTaggingAPI_20170126: 'tagging',
};

/** Mounts the services that are found by X-Amz-Target, by the prefix before its dot. */
export function mountTargets(app: Hono, targets: Readonly<Record<string, Target>>, log: CallLog): void {
  app.post('/', (context) => answer(context, targets, log));
}

async function answer(
  { req }: Context,
  targets: Readonly<Record<string, Target>>,
  log: CallLog,
): Promise<Response> {
  const named = req.header('x-amz-target') ?? '';
  const [prefix = '', action = ''] = named.split('.');
  const service = SERVICES[prefix];
  let response: Response;
  try {
    const target = Object.hasOwn(targets, prefix) ? targets[prefix] : undefined;
    if (target === undefined) throw unknownTarget(named, targets);
    const body: unknown = JSON.parse((await req.text()) || '{}');
    response = json((await target(action, body)) ?? {}, 200);
  } catch (thrown) {
    response = failed(toApiError(thrown));
  }
  if (service !== undefined) log.record({ service, action, status: response.status });
  return response;
}

function unknownTarget(named: string, targets: Readonly<Record<string, Target>>): ApiError {
  const known = Object.keys(targets).join(', ') || 'none';
  return notModelled(`X-Amz-Target "${named}"`, `the services that are found this way here are ${known}`);
}

function failed(error: ApiError): Response {
  return json({ __type: error.name, message: error.message, ...error.extra }, error.status);
}

function json(body: unknown, status: number): Response {
  return Response.json(body, {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() },
  });
}
