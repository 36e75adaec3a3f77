import type { Context } from './context.ts';
import type { Handler } from './load-handler.ts';

/** Callbacks ended with nodejs24.x. */
export function takesCallbacks(): boolean {
  return process.env.AWS_EXECUTION_ENV === 'AWS_Lambda_nodejs22.x';
}

/**
 * Calls a handler that may answer in either way of nodejs22.x: by the promise that it returns, or by its
 * callback. After a callback, the answer waits until the event loop is empty, unless the context's
 * callbackWaitsForEmptyEventLoop was set to false. A handler that does neither answers `null` then.
 */
export function withCallback(handler: Handler, event: unknown, context: Context): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let answered: { readonly error: unknown; readonly result: unknown } | undefined;
    const settle = (): void => {
      process.off('beforeExit', settle);
      if (answered?.error != null) {
        reject(answered.error);
      } else {
        resolve(answered?.result);
      }
    };
    process.once('beforeExit', settle);
    const callback = (error: unknown, result: unknown): void => {
      answered ??= { error, result };
      if (!context.callbackWaitsForEmptyEventLoop) {
        settle();
      }
    };
    const returned = handler(event, context, callback);
    if (isThenable(returned)) {
      process.off('beforeExit', settle);
      resolve(returned);
    }
  });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value !== null && typeof value === 'object' && 'then' in value && typeof value.then === 'function';
}
