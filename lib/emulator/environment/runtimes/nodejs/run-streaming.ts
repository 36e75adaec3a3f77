import type { RuntimeClient, RuntimeEvent } from './client.ts';
import type { Log } from './console.ts';
import { contextOf } from './context.ts';
import { ResponseStream, type StreamingHandler } from './streaming.ts';

/**
 * Lets a streaming handler handle one event. What it writes is sent as it comes; an error before that is
 * sent as any handler's, one after it behind what was sent. The answer ends when the handler ends its stream.
 */
export async function runStreaming(
  handler: StreamingHandler,
  event: RuntimeEvent,
  client: RuntimeClient,
  log: Log,
): Promise<void> {
  const stream = new ResponseStream();
  const begun = new Promise<'begun'>((resolve) => stream.once('readable', () => resolve('begun')));
  const handled = handle(handler, event, stream);
  const first = await Promise.race([begun, handled]);
  if (first !== 'begun' && 'error' in first && stream.readableLength === 0) {
    log.error('Invoke Error ', first.error);
    return client.error(event.requestId, first.error);
  }
  return client.stream(event.requestId, stream, async () => {
    const end = await handled;
    if ('error' in end) {
      log.error('Invoke Error ', end.error);
      stream.end();
    }
    return end;
  });
}

export type Handled = { readonly error: unknown } | { readonly done: true };

async function handle(
  handler: StreamingHandler,
  event: RuntimeEvent,
  stream: ResponseStream,
): Promise<Handled> {
  try {
    await handler(JSON.parse(event.body), stream, contextOf(event));
    return { done: true };
  } catch (error) {
    return { error };
  }
}
