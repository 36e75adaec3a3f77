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

/** The runtime ended without an answer, for a reason that is one of Lambda's error types. */
export function exitError(
  requestId: string,
  exit: Exit,
  errorType = 'Runtime.ExitError',
): FunctionErrorPayload {
  const why = errorType === 'Runtime.InvalidEntrypoint' ? noEntrypoint(exit) : reason(exit);
  return { errorType, errorMessage: `RequestId: ${requestId} Error: ${why}` };
}

/** What a shell exits with where it can't run a program, and where there is none. */
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;

/** Whether a runtime ended before it had begun. */
export function neverStarted({ code }: Exit): boolean {
  return code === NOT_EXECUTABLE || code === NOT_FOUND;
}

function noEntrypoint({ code }: Exit): string {
  return code === NOT_FOUND
    ? "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"
    : 'fork/exec /var/task/bootstrap: no executable of this machine';
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
