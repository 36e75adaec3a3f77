import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { TuningResult } from '../contract/index.ts';
import { printable } from '../report/printable.ts';

/** The error of an execution, in words; where it has a recommendation all the same, that too. */
export function failureText(described: DescribeExecutionCommandOutput): string {
  // A function that fails has written some of it.
  return printable(told(described));
}

function told({ status, error, cause }: DescribeExecutionCommandOutput): string {
  const heading = `the execution ${status === 'FAILED' ? 'failed' : `is ${status}`}${error === undefined ? '' : ` with ${error}`}`;
  try {
    const { errorMessage, message, left, recommendation } = JSON.parse(cause ?? '{}');
    const sentence = (recommendation as TuningResult['recommendation'] | undefined)?.sentence;
    return [
      `${heading}: ${errorMessage ?? message ?? cause ?? ''}`,
      ...(Array.isArray(left) && left.length > 0 ? [`May be left: ${left.join(', ')}`] : []),
      ...(sentence === undefined ? [] : [`The answer all the same: ${sentence}`]),
    ].join('\n');
  } catch {
    return `${heading}: ${cause}`;
  }
}
