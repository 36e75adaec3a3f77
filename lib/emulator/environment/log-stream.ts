import { randomUUID } from 'node:crypto';
import type { FunctionSpec } from './execution-environment.ts';

/**
 * What Lambda names the log stream of a new environment: `2026/11/20/[$LATEST]` and 32 hexadecimal digits;
 * in a group that isn't the function's own, with its name before the version.
 * Source: "Configuring CloudWatch log groups", AWS Lambda Developer Guide.
 */
export function logStreamName(
  { functionName, version, logGroup }: Pick<FunctionSpec, 'functionName' | 'version' | 'logGroup'>,
  now: Date,
): string {
  const date = now.toISOString().slice(0, 10).replaceAll('-', '/');
  const name = logGroup === `/aws/lambda/${functionName}` ? '' : functionName;
  return `${date}/${name}[${version}]${randomUUID().replaceAll('-', '')}`;
}
