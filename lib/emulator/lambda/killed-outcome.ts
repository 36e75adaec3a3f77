import { billedDurationMs } from '../environment/billing.ts';
import type { FunctionSpec, Invocation, Outcome } from '../environment/execution-environment.ts';
import { encodeError } from '../environment/function-error.ts';
import { closingLines, exitLines, startLine } from '../environment/log-lines.ts';
import { toHundredths } from '../environment/report-line.ts';

/** What Lambda says of an invocation whose runtime was killed. */
export function killedOutcome(spec: FunctionSpec, { requestId }: Invocation, ranMs: number): Outcome {
  const error = {
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
  };
  const durationMs = toHundredths(ranMs);
  const report: Outcome['report'] = {
    requestId,
    durationMs,
    billedDurationMs: billedDurationMs(durationMs),
    memorySizeMB: spec.memoryMB,
    status: 'error',
    errorType: error.errorType,
  };
  return {
    payload: encodeError(error),
    functionError: 'Unhandled',
    log: `${startLine(requestId, spec.version)}${exitLines(error)}${closingLines(report)}`,
    report,
    measuredBy: 'process',
  };
}
