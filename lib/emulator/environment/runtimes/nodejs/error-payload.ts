/** An error as Lambda's callers see it. */
export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** Anything can be thrown; what isn't an Error is named by its type. */
export function toErrorPayload(error: unknown): ErrorPayload {
  return isError(error)
    ? {
        errorType: String(error.name),
        errorMessage: String(error.message),
        trace: String(error.stack ?? '').split('\n'),
      }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}

/** The same for the log, where the stack is called so and the error's own properties are shown too. */
export function toLogged(error: unknown): string {
  if (!isError(error)) {
    return JSON.stringify(toErrorPayload(error));
  }
  const { errorType, errorMessage, trace } = toErrorPayload(error);
  try {
    return JSON.stringify({ errorType, errorMessage, ...error, name: undefined, stack: trace });
  } catch {
    // Clients' errors hold requests that hold the client: no JSON. What every error has is shown.
    return JSON.stringify({ errorType, errorMessage, stack: trace });
  }
}

/** Errors of other realms (vm contexts) are no instances of this one's Error. */
function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}
