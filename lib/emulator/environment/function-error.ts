/** The payload of a failed invocation, as Lambda gives it. */
export interface FunctionErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export function encodeError(error: FunctionErrorPayload): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(error));
}

export function timeoutError(requestId: string, timeoutSeconds: number): FunctionErrorPayload {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  };
}

/** How a process ended: the exit status, or the signal that killed it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The runtime ended without an answer. */
export function exitError(requestId: string, exit: Exit): FunctionErrorPayload {
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${reason(exit)}` };
}

function reason({ code, signal }: Exit): string {
  if (signal !== null) {
    return `Runtime exited with error: signal: ${signalName(signal)}`;
  }
  return code === 0
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: exit status ${code}`;
}

/** As Go's os package names signals, which is where Lambda's sentence comes from. */
function signalName(signal: NodeJS.Signals): string {
  const names: Partial<Record<NodeJS.Signals, string>> = {
    SIGKILL: 'killed',
    SIGTERM: 'terminated',
    SIGSEGV: 'segmentation fault',
    SIGABRT: 'aborted',
    SIGBUS: 'bus error',
    SIGILL: 'illegal instruction',
  };
  return names[signal] ?? signal;
}
