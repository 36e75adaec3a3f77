import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { ApiError, notModelled, toApiError } from '../api-error.ts';
import type { CallLog } from '../call-log.ts';
import { NotMeasurableHere } from '../environment/execution-environment.ts';
import type { Action, ActionAnswer, ActionRequest } from './action.ts';
import { LAMBDA_ACTIONS } from './actions.ts';
import { CODE_PATH } from './code-link.ts';
import type { LambdaContext } from './context.ts';
import { errorBody } from './errors.ts';
import { parseJsonBody } from './validation.ts';

/** Mounts Lambda's API, and the links to packages that it gives out. */
export function mountLambda(app: Hono, lambda: LambdaContext, log: CallLog): void {
  for (const action of LAMBDA_ACTIONS) {
    app.on(action.method, action.path, (context) => answer(action, context, lambda, log));
  }
  app.get(`${CODE_PATH}/:link`, (context) => serveCode(context, lambda));
  // Lambda's paths begin with the date of an API version.
  app.all('/:version{20\\d\\d-\\d\\d-\\d\\d}/*', (context) => refuseUnknown(context, log));
}

/** Where every call passes: reads the request, runs the action, answers, and records the call. */
async function answer(
  action: Action,
  context: Context,
  lambda: LambdaContext,
  log: CallLog,
): Promise<Response> {
  const request = await readRequest(context);
  let response: Response;
  try {
    response = succeeded(action, await action.run(request, lambda));
  } catch (thrown) {
    response = failed(toLambdaError(thrown));
  }
  const resource = resourceOf(action, request);
  log.record({
    service: 'lambda',
    action: action.name,
    ...(resource !== undefined && { resource }),
    status: response.status,
  });
  return response;
}

async function readRequest({ req }: Context): Promise<ActionRequest> {
  const body = new Uint8Array(await req.arrayBuffer());
  let parsed: { readonly value: unknown } | undefined;
  return {
    path: req.param(),
    query: req.query(),
    queries: (name) => req.queries(name) ?? [],
    header: (name) => req.header(name),
    body,
    json() {
      parsed ??= { value: parseJsonBody(body) };
      return parsed.value;
    },
  };
}

/** The name of the function that a request is about, out of whichever form it has there. */
function resourceOf({ resource }: Action, request: ActionRequest): string | undefined {
  const text = request.path.FunctionName ?? request.path.Resource ?? attempt(() => resource?.(request));
  return text?.replace(/^.*?function:/, '').replace(/:.*$/, '');
}

/** A request that can't be read was refused already, and is about nothing. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function succeeded(action: Action, { status = action.status, headers = {}, body }: ActionAnswer): Response {
  const all = { 'x-amzn-requestid': randomUUID(), ...headers };
  if (body === undefined) return new Response(null, { status, headers: all });
  if (body instanceof Uint8Array) return new Response(Buffer.from(body), { status, headers: all });
  return Response.json(body, { status, headers: all });
}

function failed(error: ApiError): Response {
  return Response.json(errorBody(error), {
    status: error.status,
    headers: { 'x-amzn-requestid': randomUUID(), 'x-amzn-errortype': error.name },
  });
}

function toLambdaError(thrown: unknown): ApiError {
  return thrown instanceof NotMeasurableHere
    ? new ApiError('NotMeasurableHere', thrown.message, 501)
    : toApiError(thrown);
}

function serveCode(context: Context, lambda: LambdaContext): Response {
  const code = lambda.code.follow(context.req.param('link') ?? '');
  if (code === undefined) return new Response('this link has expired, or was never made', { status: 403 });
  return new Response(Buffer.from(code.bytes), { headers: { 'content-type': 'application/zip' } });
}

function refuseUnknown({ req }: Context, log: CallLog): Response {
  const known = LAMBDA_ACTIONS.map(({ name }) => name).join(', ');
  const error = notModelled(`${req.method} ${req.path}`, `of Lambda's API it has ${known}`);
  log.record({ service: 'lambda', action: `${req.method} ${req.path}`, status: error.status });
  return failed(error);
}
