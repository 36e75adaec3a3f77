import { Agent, type ClientRequest, type IncomingHttpHeaders, request } from 'node:http';
import { toErrorPayload } from './error-payload.ts';
import type { Handled } from './run-streaming.ts';
import type { ResponseStream } from './streaming.ts';

/** One event, as the Runtime API hands it out. */
export interface RuntimeEvent {
  readonly requestId: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Exchange {
  readonly outgoing: ClientRequest;
  readonly answer: Promise<Answer>;
}

/** The Runtime API (2018-06-01), seen from inside the process. It ends the process when the API is gone. */
export class RuntimeClient {
  readonly #hostname: string;
  readonly #port: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #phase: 'init' | 'waiting' | 'handling' | 'answering' = 'init';
  #current: RuntimeEvent | undefined;

  constructor(hostAndPort: string) {
    const [hostname = '', port = ''] = hostAndPort.split(':');
    this.#hostname = hostname;
    this.#port = port;
  }

  async next(): Promise<RuntimeEvent> {
    this.#phase = 'waiting';
    const { headers, body } = await this.#send('GET', 'invocation/next');
    this.#phase = 'handling';
    this.#current = { requestId: String(headers['lambda-runtime-aws-request-id']), body, headers };
    return this.#current;
  }

  async response(requestId: string, body: string): Promise<void> {
    this.#phase = 'answering';
    await this.#send('POST', `invocation/${requestId}/response`, body);
  }

  /**
   * Sends a response as it is written.
   * @param handled resolves when the handler is done; an error goes into the trailers
   */
  async stream(requestId: string, stream: ResponseStream, handled: () => Promise<Handled>): Promise<void> {
    this.#phase = 'answering';
    const { outgoing, answer } = this.#open('POST', `invocation/${requestId}/response`, {
      'Content-Type': stream.contentType,
      'Lambda-Runtime-Function-Response-Mode': 'streaming',
      'Transfer-Encoding': 'chunked',
      Trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
    });
    stream.pipe(outgoing, { end: false });
    const written = new Promise((resolve) => stream.once('end', resolve));
    const end = await handled();
    await written;
    if ('error' in end) {
      const payload = toErrorPayload(end.error);
      outgoing.addTrailers({
        'Lambda-Runtime-Function-Error-Type': headerText(payload.errorType),
        'Lambda-Runtime-Function-Error-Body': Buffer.from(JSON.stringify(payload)).toString('base64'),
      });
    }
    outgoing.end();
    await answer;
  }

  async error(requestId: string, error: unknown): Promise<void> {
    this.#phase = 'answering';
    await this.#sendError(`invocation/${requestId}/error`, error);
  }

  async initError(error: unknown): Promise<void> {
    await this.#sendError('init/error', error);
  }

  /** Says that the process is about to end, to whoever waits for an answer; between events nobody does. */
  async fatal(error: unknown): Promise<void> {
    if (this.#phase === 'init') {
      await this.initError(error);
    } else if (this.#phase === 'handling' && this.#current !== undefined) {
      await this.error(this.#current.requestId, error);
    }
  }

  async #sendError(path: string, error: unknown): Promise<void> {
    const payload = toErrorPayload(error);
    await this.#send('POST', path, JSON.stringify(payload), payload.errorType);
  }

  #send(method: string, path: string, body?: string, errorType?: string): Promise<Answer> {
    const { outgoing, answer } = this.#open(method, path, {
      ...(body === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
      ...(errorType === undefined ? {} : { 'Lambda-Runtime-Function-Error-Type': headerText(errorType) }),
    });
    outgoing.end(body);
    return answer;
  }

  #open(method: string, path: string, headers: Record<string, string | number>): Exchange {
    const outgoing = request({
      agent: this.#agent,
      hostname: this.#hostname,
      port: this.#port,
      method,
      path: `/2018-06-01/runtime/${path}`,
      headers,
    });
    outgoing.once('error', endWithApi);
    const answer = new Promise<Answer>((resolve) => {
      outgoing.once('response', (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => {
          text += chunk;
        });
        incoming.once('end', () => resolve({ headers: incoming.headers, body: text }));
        incoming.once('error', endWithApi);
      });
    });
    return { outgoing, answer };
  }
}

/** Of an error's name, which may be anything; the payload has it as it is. */
const MAX_HEADER = 200;

function headerText(text: string): string {
  return text.slice(0, MAX_HEADER).replace(/[^ -~]/g, '?');
}

/** Without the Runtime API there is nobody to work for: whoever started this process is gone. */
function endWithApi(): never {
  process.exit(1);
}
