import type { InvokeFunction } from './stage.ts';
import { type StageAnswer, StageFailed } from './stage-runner.ts';

/**
 * One invocation over the Lambda API, its answer and its errors told as `arn:aws:states:::lambda:invoke`
 * tells them.
 * @throws StageFailed
 */
export async function invokeFunction(
  invoke: InvokeFunction,
  functionArn: string,
  payload: unknown,
): Promise<StageAnswer> {
  const { StatusCode, ExecutedVersion, FunctionError, Payload } = await invoke(
    functionArn,
    JSON.stringify(payload ?? null),
  ).catch((error: unknown) => {
    throw serviceFailure(error);
  });
  if (FunctionError !== undefined) throw functionFailure(Payload);
  return { ExecutedVersion, Payload: JSON.parse(Payload), StatusCode };
}

/**
 * An invocation that Lambda did not carry out, or whose answer did not come. Source: "Handle Lambda service
 * exceptions", AWS Step Functions Developer Guide.
 */
function serviceFailure(error: unknown): StageFailed {
  const { name, message, $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  if (status === undefined) {
    return new StageFailed('Lambda.SdkClientException', `Unable to execute HTTP request: ${message}`);
  }
  // An answer without a name that Lambda's API knows, as a proxy on the way gives it.
  const known = name.endsWith('Exception') ? name : 'AWSLambdaException';
  return new StageFailed(
    `Lambda.${known}`,
    `${message} (Service: Lambda, Status Code: ${status}, Request ID: ${$metadata?.requestId})`,
  );
}

/** As much of an error of the SDK as is read. */
interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** The function's own error: its type, and everything that it said. A type that isn't there is Lambda.Unknown. */
function functionFailure(payload: string): StageFailed {
  const errorType = errorTypeOf(payload);
  return errorType === undefined
    ? new StageFailed(
        'Lambda.Unknown',
        `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`,
      )
    : new StageFailed(errorType, payload);
}

function errorTypeOf(payload: string): string | undefined {
  try {
    const { errorType } = JSON.parse(payload) as { readonly errorType?: unknown };
    return typeof errorType === 'string' && errorType !== '' ? errorType : undefined;
  } catch {
    return undefined;
  }
}
