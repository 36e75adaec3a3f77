import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type Connection, clientDefaults } from './connection.ts';

const CONTROL_PLANE_ATTEMPTS = 8;
const CONTROL_PLANE_TIMEOUT_MS = 60_000;
const CONNECTION_TIMEOUT_MS = 10_000;

/** For everything but Invoke. Throttling is expected here (15 calls a second, shared), so it retries. */
export function controlPlane(connection: Connection, region?: string): LambdaClient {
  return new LambdaClient({
    ...clientDefaults(connection, region),
    maxAttempts: CONTROL_PLANE_ATTEMPTS,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: CONTROL_PLANE_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    }),
  });
}

/**
 * For Invoke alone. It never sends twice what may have run: one attempt, a socket for each invocation
 * under way, and an error once the function can't be running any more. Its sockets close with it.
 */
export function invoker(
  connection: Connection,
  options: { readonly region?: string; readonly concurrency: number; readonly timeoutMs: number },
): { readonly client: LambdaClient; [Symbol.dispose](): void } {
  const agent = { keepAlive: true, maxSockets: options.concurrency + 2 };
  const client = new LambdaClient({
    ...clientDefaults(connection, options.region),
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: options.timeoutMs,
      throwOnRequestTimeout: true,
    }),
  });
  return { client, [Symbol.dispose]: () => client.destroy() };
}
