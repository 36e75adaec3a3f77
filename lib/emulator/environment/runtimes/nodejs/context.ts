import type { RuntimeEvent } from './client.ts';

/** The second argument of every handler. */
export interface Context {
  callbackWaitsForEmptyEventLoop: boolean;
  readonly functionName: string | undefined;
  readonly functionVersion: string | undefined;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string | undefined;
  readonly awsRequestId: string;
  readonly logGroupName: string | undefined;
  readonly logStreamName: string | undefined;
  readonly clientContext: unknown;
  readonly identity: unknown;
  getRemainingTimeInMillis(): number;
}

export function contextOf({ requestId, headers }: RuntimeEvent): Context {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: String(headers['lambda-runtime-invoked-function-arn']),
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: requestId,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: json(headers['lambda-runtime-client-context']),
    identity: json(headers['lambda-runtime-cognito-identity']),
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
}

function json(header: string | string[] | undefined): unknown {
  return typeof header === 'string' ? JSON.parse(header) : undefined;
}
