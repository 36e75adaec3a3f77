import { takesCallbacks, withCallback } from './callback.ts';
import type { RuntimeClient, RuntimeEvent } from './client.ts';
import type { Log } from './console.ts';
import { type Context, contextOf } from './context.ts';
import type { Handler } from './load-handler.ts';
import { runStreaming } from './run-streaming.ts';
import { RuntimeError } from './runtime-error.ts';
import { isStreaming } from './streaming.ts';

/** Lets the handler handle one event, and sends what comes of it. */
export async function runEvent(
  handler: Handler,
  event: RuntimeEvent,
  client: RuntimeClient,
  log: Log,
): Promise<void> {
  const traceId = event.headers['lambda-runtime-trace-id'];
  process.env._X_AMZN_TRACE_ID = typeof traceId === 'string' ? traceId : '';
  if (isStreaming(handler)) {
    return runStreaming(handler, event, client, log);
  }
  let body: string;
  try {
    body = toJson(await call(handler, JSON.parse(event.body), contextOf(event)));
  } catch (error) {
    log.error('Invoke Error ', error);
    return client.error(event.requestId, error);
  }
  return client.response(event.requestId, body);
}

function call(handler: Handler, event: unknown, context: Context): unknown {
  return takesCallbacks() ? withCallback(handler, event, context) : handler(event, context);
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (cause) {
    throw new RuntimeError('Runtime.JSONStringifyError', 'Unable to stringify response body', { cause });
  }
}
