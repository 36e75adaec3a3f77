import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { failureText } from '../../../lib/cli/failure-text.ts';
import { nextStep } from '../../../lib/cli/next-step.ts';
import * as errors from '../../../lib/contract/errors.ts';

const executionArn = 'arn:aws:states:eu-west-1:123456789012:execution:power-tuner:one';
const inAws = { executionArn, target: 'orders', here: false };
const here = { executionArn, target: 'orders', here: true };
const NAMES = Object.values(errors).map((Failure) => new Failure('').name);

describe('nextStep', () => {
  it.each([...NAMES, 'States.Timeout', 'Interrupted'])('names a command or an option for %s', (name) => {
    for (const run of [inAws, here]) {
      expect(nextStep(name, run)).toMatch(/power-tuner |aws \w+ |--[a-z]|the same command/);
      expect(nextStep(name, run)).not.toContain('undefined');
    }
    // It is about the error, not what is said of any other.
    expect(nextStep(name, inAws)).not.toBe(nextStep('NoSuchError', inAws));
  });

  it('names the function and the region of a run in AWS', () => {
    expect(nextStep('TargetNotTunable', inAws)).toBe(
      'aws lambda get-function --region eu-west-1 --function-name orders shows what is there; tune another with power-tuner tune <name or ARN>',
    );
    expect(nextStep('ProbesLeft', inAws)).toMatch(/^power-tuner clean --region eu-west-1 /);
  });

  it('names no call of AWS for a run on this machine', () => {
    expect(nextStep('TargetNotTunable', here)).not.toContain('aws ');
    expect(nextStep('Anything', here)).toBe('the same command with --verbose shows what the stages log');
  });

  it('leads to the history of an execution that ended with anything else', () => {
    expect(nextStep(undefined, inAws)).toContain(`get-execution-history --region eu-west-1`);
    expect(nextStep('constructor', inAws)).toContain(`--execution-arn ${executionArn}`);
  });
});

describe('failureText', () => {
  const failed = (input: string | undefined) =>
    failureText({
      status: 'FAILED',
      error: 'TargetNotTunable',
      cause: '{"errorMessage": "no such function"}',
      executionArn,
      input,
    } as DescribeExecutionCommandOutput);

  it('ends with what to type next', () => {
    expect(failed('{"lambdaARN": "orders"}')).toBe(
      `the execution failed with TargetNotTunable: no such function\nNext: ${nextStep('TargetNotTunable', inAws)}`,
    );
  });

  it.each([undefined, 'no JSON', '{}', '{"lambdaARN": 5}'])(
    'does without the name of the function in %j',
    (input) => {
      expect(failed(input)).toContain('--function-name <name> ');
    },
  );

  it('shows no name that a terminal would carry out', () => {
    expect(failed('{"lambdaARN": "\\u001b[2J"}')).not.toContain('\u001b');
  });
});
