import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { answerCall, type Passage } from '../answer-call.ts';
import { ApiError, notModelled, toApiError } from '../api-error.ts';
import { NotMeasurableHere } from '../environment/execution-environment.ts';
import type { FaultEffect } from '../faults/fault.ts';
import { errorAnswer } from '../s3/error-answer.ts';
import type { Action, ActionAnswer, ActionRequest } from './action.ts';
import { LAMBDA_ACTIONS } from './actions.ts';
import { CODE_PATH } from './code-link.ts';
import type { LambdaContext } from './context.ts';
import { errorBody } from './errors.ts';
import { parseJsonBody } from './validation.ts';

/** Mounts Lambda's API, and the links to packages that it gives out. */
export function mountLambda(app: Hono, lambda: LambdaContext, passage: Passage): void {
  for (const action of LAMBDA_ACTIONS) {
    app.on(action.method, action.path, (context) => answer(action, context, lambda, passage));
  }
  app.get(`${CODE_PATH}/:link`, (context) => serveCode(context, lambda, passage));
  // Lambda's paths begin with the date of an API version.
  app.all('/:version{20\\d\\d-\\d\\d-\\d\\d}/*', (context) => refuseUnknown(context, passage));
}

/** Where every call of an action passes: reads the request, runs the action, answers. */
async function answer(
  action: Action,
  context: Context,
  lambda: LambdaContext,
  passage: Passage,
): Promise<Response> {
  const request = await readRequest(context);
  const call = {
    service: 'lambda',
    action: action.name,
    resource: resourceOf(action, request),
    async run(fault: FaultEffect | undefined) {
      lambda.rates.pass(action.quota ?? 'controlPlane');
      return succeeded(
        action,
        await action.run(fault === undefined ? request : { ...request, fault }, lambda),
      );
    },
    failed: (thrown: unknown) => failed(toLambdaError(thrown)),
  } as const;
  return answerCall(call, context, passage);
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

/** The name of the function or layer that a request is about, out of whichever form it has there. */
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

/** A presigned link to a package. On AWS that is GetObject on a bucket of Lambda's own; here it has its own name. */
function serveCode(context: Context, lambda: LambdaContext, passage: Passage): Promise<Response> {
  const call = {
    service: 's3',
    action: 'DownloadCode',
    run() {
      const code = lambda.code.follow(context.req.param('link') ?? '');
      if (code === undefined) {
        throw new ApiError('AccessDenied', 'this link has expired, or was never made', 403);
      }
      return new Response(Buffer.from(code.bytes), { headers: { 'content-type': 'application/zip' } });
    },
    failed: (thrown: unknown) => errorAnswer(toApiError(thrown), context.req.method),
  } as const;
  return answerCall(call, context, passage);
}

function refuseUnknown(context: Context, passage: Passage): Promise<Response> {
  const asked = `${context.req.method} ${context.req.path}`;
  const known = LAMBDA_ACTIONS.map(({ name }) => name).join(', ');
  const call = {
    service: 'lambda',
    action: asked,
    run(): never {
      throw notModelled(asked, `of Lambda's API it has ${known}`);
    },
    failed: (thrown: unknown) => failed(toLambdaError(thrown)),
  } as const;
  return answerCall(call, context, passage);
}
