import { randomUUID } from 'node:crypto';
import type { Stage } from './stage.ts';
import { type StageAnswer, StageFailed } from './stage-runner.ts';

/**
 * Lambda's answers to `arn:aws:states:::lambda:invoke`, and its Cause: errors cross the wire as JSON.
 * @throws StageFailed
 */
export async function invokeHandler(
  functionName: string,
  stage: Stage,
  payload: unknown,
  stop: AbortSignal,
): Promise<StageAnswer> {
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
    throw stageFailed(timeout.signal.aborted ? timeout.signal.reason : error);
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

/** All but the name is JSON in the Cause, as Lambda answers it. */
function stageFailed(error: unknown): StageFailed {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return new StageFailed(
    name,
    JSON.stringify({
      errorType: name,
      errorMessage: message,
      trace: stack?.split('\n') ?? [],
    }),
  );
}
