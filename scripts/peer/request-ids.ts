import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to MiniStack. */
export interface RequestIds {
  readonly endpoint: string;
  /** From here on, requests go there. */
  leadTo(endpoint: string): void;
  stop(): Promise<void>;
}

/**
 * A way to MiniStack on which an invocation has one id. MiniStack tells a function one request id and the one
 * who invoked it another, so that no function could print a report line that its caller knows for its own.
 * Here the caller gets the id of the report line that ends the log. Everything else passes as it is.
 */
export async function startRequestIds(): Promise<RequestIds> {
  let target: URL | undefined;
  const server = createServer((incoming, outgoing) => {
    if (target === undefined) outgoing.writeHead(503).end();
    else pass(incoming, outgoing, target);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    leadTo(endpoint) {
      target = new URL(endpoint);
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, target: URL): void {
  const { method, url, headers } = incoming;
  const onward = request(
    { host: target.hostname, port: target.port, method, path: url, headers },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...idOfReport(answer.headers) });
      answer.on('error', () => outgoing.destroy()).pipe(outgoing);
    },
  );
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

const REPORT = /^REPORT RequestId: (\S+)\t/gm;

function idOfReport(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const log = Buffer.from(String(headers['x-amz-log-result'] ?? ''), 'base64').toString('utf8');
  const id = [...log.matchAll(REPORT)].at(-1)?.[1];
  return id === undefined ? {} : { 'x-amzn-requestid': id };
}
