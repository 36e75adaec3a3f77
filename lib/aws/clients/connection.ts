import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { patientRetry } from './patient-retry.ts';

/** Where the SDK's clients connect to. Empty in AWS: the SDK finds region and credentials by itself. */
export interface Connection {
  /** Another endpoint than AWS's, for example the local emulator's. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** A profile of the shared configuration files. */
  readonly profile?: string;
  /** Factor on all time limits of requests and pauses between them, where faults are played. Default 1. */
  readonly timeScale?: number;
}

const CONNECTION_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
/** Of one call. At least half a minute of throttling is waited out. */
export const ATTEMPTS = 16;

/** What every client's configuration has in common. */
export function clientDefaults(connection: Connection, region?: string) {
  const { endpoint, credentials, profile, timeScale } = connection;
  const where = region ?? connection.region;
  return {
    ...(where === undefined ? {} : { region: where }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(profile === undefined ? {} : { profile }),
    retryStrategy: patientRetry(ATTEMPTS, timeScale),
    requestHandler: requestHandler(connection, { timeoutMs: REQUEST_TIMEOUT_MS }),
  };
}

/**
 * Sends requests, each with an end: the SDK by itself would wait for an answer for ever.
 * @param limits the sockets are the SDK's 50 where nothing is said
 */
export function requestHandler(
  { timeScale = 1 }: Connection,
  { timeoutMs, maxSockets }: { readonly timeoutMs: number; readonly maxSockets?: number },
): NodeHttpHandler {
  const agent = { keepAlive: true, maxSockets: maxSockets ?? 50 };
  return new NodeHttpHandler({
    // It is made of these options where an endpoint is plain HTTP. To import `node:http` here would make
    // every cold start load `fetch` too, which comes with that module's names.
    httpAgent: agent,
    httpsAgent: new HttpsAgent(agent),
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: timeoutMs * timeScale,
    throwOnRequestTimeout: true,
  });
}
