import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { answerCall, type Passage } from '../answer-call.ts';
import { type ApiError, notModelled, toApiError } from '../api-error.ts';
import { document, element } from '../xml.ts';
import type { StsAction, StsContext } from './action.ts';
import { assumeRole } from './assume-role.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const FORM = 'application/x-www-form-urlencoded';

const ACTIONS: ReadonlyMap<string, StsAction> = new Map([['AssumeRole', assumeRole]]);

/** Mounts STS, which speaks AWS's query protocol: forms in, XML out. Requests of other kinds go on. */
export function mountSts(app: Hono, sts: StsContext, passage: Passage): void {
  app.post('/', (context, next) =>
    context.req.header('content-type')?.startsWith(FORM) ? answer(context, sts, passage) : next(),
  );
}

async function answer(context: Context, sts: StsContext, passage: Passage): Promise<Response> {
  const {
    Action = '',
    Version: _,
    ...members
  } = Object.fromEntries(new URLSearchParams(await context.req.text()));
  const call = {
    service: 'sts',
    action: Action,
    resource: members.RoleArn,
    run() {
      const run = ACTIONS.get(Action);
      if (run === undefined)
        throw notModelled(`${Action} of STS`, `it has ${[...ACTIONS.keys()].join(', ')}`);
      const result = element(`${Action}Result`, run(members, sts));
      return xml(`${Action}Response`, [result, metadata(element('RequestId', randomUUID()))], 200);
    },
    failed: (thrown: unknown) => failure(toApiError(thrown)),
  } as const;
  return answerCall(call, context, passage);
}

function metadata(requestId: string): string {
  return element('ResponseMetadata', [requestId]);
}

function failure({ name, message, status }: ApiError): Response {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = [element('Type', type), element('Code', name), element('Message', message)];
  return xml('ErrorResponse', [element('Error', error), element('RequestId', randomUUID())], status);
}

function xml(root: string, content: readonly string[], status: number): Response {
  return new Response(document(root, content, NAMESPACE), {
    status,
    headers: { 'content-type': 'text/xml' },
  });
}
