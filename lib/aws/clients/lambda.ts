import { LambdaClient } from '@aws-sdk/client-lambda';
import { connected } from './connected.ts';
import { type Connection, clientDefaults, requestHandler } from './connection.ts';

/** For everything but Invoke. Throttling is expected here (15 calls a second, shared), so it retries. */
export function controlPlane(connection: Connection, region?: string): LambdaClient {
  return connected(new LambdaClient(clientDefaults(connection, region)), connection);
}

/**
 * For Invoke alone. It never sends twice what may have run: one attempt, a socket for each invocation
 * under way, and an error once the function can't be running any more. Its sockets close with it.
 */
export function invoker(
  connection: Connection,
  options: { readonly region?: string; readonly concurrency: number; readonly timeoutMs: number },
): { readonly client: LambdaClient; [Symbol.dispose](): void } {
  const { retryStrategy: _, ...defaults } = clientDefaults(connection, options.region);
  const client = connected(
    new LambdaClient({
      ...defaults,
      maxAttempts: 1,
      requestHandler: requestHandler(connection, {
        timeoutMs: options.timeoutMs,
        maxSockets: options.concurrency + 2,
      }),
    }),
    connection,
  );
  return { client, [Symbol.dispose]: () => client.destroy() };
}
