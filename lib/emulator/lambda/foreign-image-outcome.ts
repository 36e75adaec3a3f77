import { billedDurationMs } from '../environment/billing.ts';
import type { Invocation, Outcome } from '../environment/execution-environment.ts';
import { encodeError } from '../environment/function-error.ts';
import { closingLines, startLine } from '../environment/log-lines.ts';
import type { FunctionVersion } from './function-record.ts';

/**
 * What Lambda says of an invocation whose container image is built for the other architecture: the function
 * can be made, and its entry point can't be started. No environment is needed to say so, and no time passes.
 */
export function foreignImageOutcome(
  { version, configuration }: FunctionVersion,
  { requestId }: Invocation,
): Outcome {
  const error = {
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: `RequestId: ${requestId} Error: fork/exec /lambda-entrypoint.sh: exec format error`,
  };
  const report: Outcome['report'] = {
    requestId,
    durationMs: 0,
    billedDurationMs: billedDurationMs(0),
    memorySizeMB: configuration.memoryMB,
    status: 'error',
    errorType: error.errorType,
  };
  const launch = 'IMAGE\tLaunch error: fork/exec /lambda-entrypoint.sh: exec format error\n';
  return {
    payload: encodeError(error),
    functionError: 'Unhandled',
    log: `${launch}${startLine(requestId, version)}${error.errorMessage}\n${error.errorType}\n${closingLines(report)}`,
    report,
    measuredBy: 'process',
  };
}
