import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { toErrorPayload } from './error-payload.ts';

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
    return new Promise((resolve) => {
      const outgoing = request({
        agent: this.#agent,
        hostname: this.#hostname,
        port: this.#port,
        method,
        path: `/2018-06-01/runtime/${path}`,
        headers: {
          ...(body === undefined
            ? {}
            : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
          ...(errorType === undefined ? {} : { 'Lambda-Runtime-Function-Error-Type': errorType }),
        },
      });
      outgoing.once('response', (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => {
          text += chunk;
        });
        incoming.once('end', () => resolve({ headers: incoming.headers, body: text }));
        incoming.once('error', endWithApi);
      });
      outgoing.once('error', endWithApi);
      outgoing.end(body);
    });
  }
}

/** Without the Runtime API there is nobody to work for: whoever started this process is gone. */
function endWithApi(): never {
  process.exit(1);
}
