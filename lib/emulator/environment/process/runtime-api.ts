import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusalOf } from '../../host-guard.ts';

/** One event, with what the runtime is told about it in the headers of `next`. */
export interface RuntimeEvent {
  readonly requestId: string;
  readonly payload: Uint8Array;
  readonly deadline: Date;
  readonly invokedFunctionArn: string;
  /** JSON. */
  readonly clientContext?: string;
}

/** What the runtime sent back. `at` is process.hrtime's time in ns when the last byte had arrived. */
export interface RuntimeReply {
  readonly kind: 'response' | 'error';
  readonly body: Uint8Array;
  /** Of an error, from its header. */
  readonly errorType?: string;
  /** It is longer than Lambda takes; then the body is not all of it. */
  readonly tooLarge?: true;
  readonly at: bigint;
}

/** Lambda's limit for a synchronous response, in bytes. */
export const MAX_RESPONSE_BYTES = 6_291_556;

const VERSION = '2018-06-01';
const ACCEPTED = { status: 'OK' };

/**
 * Lambda's Runtime API (version 2018-06-01) for one process, on 127.0.0.1 and a port of its own. Web pages
 * are kept out: one that asked for the next event would get it.
 * Source: AWS's documentation, "Using the Lambda runtime API".
 */
export class RuntimeApi {
  readonly #server: Server;
  #port = 0;
  #waiting: ServerResponse | undefined;
  #current: { readonly requestId: string; readonly resolve: (reply: RuntimeReply) => void } | undefined;
  #asked = Promise.withResolvers<bigint>();
  readonly #initError = Promise.withResolvers<RuntimeReply>();

  constructor() {
    this.#server = createServer((request, response) => {
      // A runtime that dies in the middle of a request takes its connection with it: nothing to answer.
      this.#route(request, response).catch(() => response.destroy());
    });
    // The runtime may hold its connection for as long as it lives.
    this.#server.keepAliveTimeout = 0;
    this.#server.requestTimeout = 0;
  }

  /** @returns host:port for AWS_LAMBDA_RUNTIME_API */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    return `127.0.0.1:${this.#port}`;
  }

  /** Resolves, with process.hrtime's time in ns, once the runtime waits for an event. */
  get asked(): Promise<bigint> {
    return this.#asked.promise;
  }

  /** Resolves if the runtime reports that its init failed. */
  get initError(): Promise<RuntimeReply> {
    return this.#initError.promise;
  }

  /**
   * Hands an event to a runtime that has asked for one.
   * @returns process.hrtime's time in ns when the event was handed over, and the answer to come
   */
  deliver(event: RuntimeEvent): { readonly at: bigint; readonly reply: Promise<RuntimeReply> } {
    const response = this.#waiting;
    if (response === undefined) {
      throw new Error('the runtime has not asked for an event');
    }
    this.#waiting = undefined;
    this.#asked = Promise.withResolvers<bigint>();
    const { promise, resolve } = Promise.withResolvers<RuntimeReply>();
    this.#current = { requestId: event.requestId, resolve };
    // Before it is written: the process may be at work before this one gets to look at the clock again.
    const at = process.hrtime.bigint();
    response
      .writeHead(200, { ...eventHeaders(event), 'Content-Length': event.payload.byteLength })
      .end(event.payload);
    return { at, reply: promise };
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #refusal({ headers }: IncomingMessage): string | undefined {
    const own = { port: this.#port, endpoint: `http://127.0.0.1:${this.#port}` };
    return refusalOf((name) => headers[name]?.toString(), own);
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = this.#refusal(request);
    if (refusal !== undefined) {
      return answer(response, 403, { errorType: 'Forbidden', errorMessage: refusal });
    }
    const [version, runtime, area, id, verb] = (request.url ?? '').split('/').slice(1);
    if (version !== VERSION || runtime !== 'runtime') {
      return answer(response, 404, { errorType: 'NotFound', errorMessage: `no such path: ${request.url}` });
    }
    const route = `${request.method} ${area}/${verb === undefined ? id : verb}`;
    switch (route) {
      case 'GET invocation/next':
        this.#waiting = response;
        return this.#asked.resolve(process.hrtime.bigint());
      case 'POST init/error':
        this.#initError.resolve(await readReply(request, 'error'));
        return answer(response, 202, ACCEPTED);
      case 'POST invocation/response':
        return this.#accept(request, response, id, 'response');
      case 'POST invocation/error':
        return this.#accept(request, response, id, 'error');
      default:
        return answer(response, 404, { errorType: 'NotFound', errorMessage: `no such route: ${route}` });
    }
  }

  async #accept(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string | undefined,
    kind: RuntimeReply['kind'],
  ): Promise<void> {
    const reply = await readReply(request, kind);
    if (this.#current?.requestId !== requestId) {
      return answer(response, 400, { errorType: 'InvalidRequestID', errorMessage: 'Invalid request ID' });
    }
    const current = this.#current;
    this.#current = undefined;
    if (reply.tooLarge === true) {
      current?.resolve(tooLarge(reply));
      return answer(response, 413, { errorType: 'RequestEntityTooLarge', errorMessage: TOO_LARGE });
    }
    current?.resolve(reply);
    return answer(response, 202, ACCEPTED);
  }
}

const TOO_LARGE = `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`;

function tooLarge({ at }: RuntimeReply): RuntimeReply {
  const errorType = 'Function.ResponseSizeTooLarge';
  const body = Buffer.from(JSON.stringify({ errorMessage: TOO_LARGE, errorType }));
  return { kind: 'error', body, errorType, at };
}

function eventHeaders(event: RuntimeEvent): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Aws-Request-Id': event.requestId,
    'Lambda-Runtime-Deadline-Ms': String(event.deadline.getTime()),
    'Lambda-Runtime-Invoked-Function-Arn': event.invokedFunctionArn,
    'Lambda-Runtime-Trace-Id': traceId(event.requestId),
    ...(event.clientContext === undefined
      ? {}
      : { 'Lambda-Runtime-Client-Context': asciiJson(event.clientContext) }),
  };
}

/** Of the documented form; nothing is sampled, since nobody collects traces here. */
function traceId(requestId: string): string {
  const hex = requestId.replaceAll('-', '').padEnd(32, '0');
  return `Root=1-${hex.slice(0, 8)}-${hex.slice(8, 32)};Parent=${hex.slice(0, 16)};Sampled=0`;
}

/** Header values are ASCII, JSON need not be: what isn't becomes an escape. */
function asciiJson(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

async function readReply(request: IncomingMessage, kind: RuntimeReply['kind']): Promise<RuntimeReply> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    // What is refused anyway must not fill the memory of the emulator.
    if (length <= MAX_RESPONSE_BYTES) {
      chunks.push(chunk);
    }
  }
  const at = process.hrtime.bigint();
  const broken = brokenStream(request);
  if (broken !== undefined) {
    return { ...broken, at };
  }
  const errorType = request.headers['lambda-runtime-function-error-type'];
  return {
    kind,
    body: Buffer.concat(chunks),
    ...(length > MAX_RESPONSE_BYTES ? { tooLarge: true } : {}),
    ...(typeof errorType === 'string' ? { errorType } : {}),
    at,
  };
}

/** A streamed response that ended with an error, which comes in trailers behind what was sent. */
function brokenStream({ trailers }: IncomingMessage): Omit<RuntimeReply, 'at'> | undefined {
  const errorType = trailers['lambda-runtime-function-error-type'];
  const body = trailers['lambda-runtime-function-error-body'];
  return typeof errorType === 'string'
    ? { kind: 'error', errorType, body: Buffer.from(String(body ?? ''), 'base64') }
    : undefined;
}

function answer(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
    .end(text);
}
