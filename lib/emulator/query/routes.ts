import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { answerCall, type Passage } from '../answer-call.ts';
import { type ApiError, notModelled, toApiError } from '../api-error.ts';
import { document, element } from '../xml.ts';
import type { QueryService } from './service.ts';

const FORM = 'application/x-www-form-urlencoded';

/** Mounts what speaks AWS's query protocol: forms in, XML out. Requests of other kinds go on. */
export function mountQuery(app: Hono, services: readonly QueryService[], passage: Passage): void {
  app.post('/', (context, next) =>
    context.req.header('content-type')?.startsWith(FORM) ? answer(context, services, passage) : next(),
  );
}

async function answer(
  context: Context,
  services: readonly QueryService[],
  passage: Passage,
): Promise<Response> {
  const form = Object.fromEntries(new URLSearchParams(await context.req.text()));
  const { Action = '', Version = '', ...members } = form;
  const service = services.find(({ version }) => version === Version);
  if (service === undefined) {
    const known = services.map(({ title, version }) => `${title} (${version})`).join(', ');
    return failure(notModelled(`the service of Version "${Version}"`, `it has ${known}`), '');
  }
  const { name, title, about, namespace, actions } = service;
  const call = {
    service: name,
    action: Action,
    resource: members[about],
    run() {
      const run = actions.get(Action);
      if (run === undefined)
        throw notModelled(`${Action} of ${title}`, `it has ${[...actions.keys()].join(', ')}`);
      const result = element(`${Action}Result`, run(members));
      const requestId = element('RequestId', randomUUID());
      return xml(
        document(`${Action}Response`, [result, element('ResponseMetadata', [requestId])], namespace),
        200,
      );
    },
    failed: (thrown: unknown) => failure(toApiError(thrown), namespace),
  } as const;
  return answerCall(call, context, passage);
}

function failure({ name, message, status }: ApiError, namespace: string): Response {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = [element('Type', type), element('Code', name), element('Message', message)];
  const content = [element('Error', error), element('RequestId', randomUUID())];
  return xml(document('ErrorResponse', content, namespace), status);
}

function xml(text: string, status: number): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/xml' } });
}
