import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { TuningResult } from '../contract/index.ts';
import { printable } from '../report/printable.ts';
import { nextStep } from './next-step.ts';

/**
 * The error of an execution, in words, and what to type next; where it has a recommendation all the same,
 * that too.
 * @param here whether it ran on the local emulator
 */
export function failureText(
  described: DescribeExecutionCommandOutput,
  { here = false }: { readonly here?: boolean } = {},
): string {
  const { error, executionArn, input } = described;
  const next = nextStep(error, { executionArn, target: targetOf(input), here });
  // A function that fails has written some of it.
  return printable([told(described), ...(next === undefined ? [] : [`Next: ${next}`])].join('\n'));
}

function targetOf(input: string | undefined): string | undefined {
  try {
    const { lambdaARN } = JSON.parse(input ?? '{}');
    return typeof lambdaARN === 'string' ? lambdaARN : undefined;
  } catch {
    return undefined;
  }
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
