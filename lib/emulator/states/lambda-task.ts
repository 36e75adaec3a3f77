import { randomUUID } from 'node:crypto';
import type { Stage } from './stage.ts';

/** Lambda's answers to `arn:aws:states:::lambda:invoke`, and its Cause: errors cross the wire as JSON. */
export async function invokeStage(
  functionName: string,
  stage: Stage,
  payload: unknown,
  stop: AbortSignal,
): Promise<{ StatusCode: number; Payload: unknown }> {
  const deadlineMs = performance.now() + stage.timeoutSeconds * 1000;
  const timeout = new AbortController();
  const timer = setTimeout(
    () => timeout.abort(new SandboxTimeout(functionName, stage.timeoutSeconds)),
    stage.timeoutSeconds * 1000,
  );
  try {
    const result = await stage.handler(overTheWire(payload) as never, {
      functionName,
      awsRequestId: randomUUID(),
      getRemainingTimeInMillis: () => Math.max(0, deadlineMs - performance.now()),
      signal: AbortSignal.any([stop, timeout.signal]),
    });
    timeout.signal.throwIfAborted();
    return { StatusCode: 200, Payload: overTheWire(result) };
  } catch (error) {
    // However the handler ended once it was told to: what Lambda reports is its timeout.
    throw new StageError(timeout.signal.aborted ? timeout.signal.reason : error);
  } finally {
    clearTimeout(timer);
  }
}

/** What is not JSON doesn't arrive: `undefined` is left out, dates become text. */
function overTheWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

class SandboxTimeout extends Error {
  override readonly name = 'Sandbox.Timedout';
  constructor(functionName: string, seconds: number) {
    super(`${functionName}: Task timed out after ${seconds.toFixed(2)} seconds`);
  }
}

/** A stage's error as Step Functions gets it from Lambda: the name, and all else as JSON in the message. */
class StageError extends Error {
  constructor(error: unknown) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    super(
      JSON.stringify({
        errorType: name,
        errorMessage: message,
        trace: stack?.split('\n') ?? [],
      }),
    );
    this.name = name;
  }
}
