import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { failureText } from '../../../lib/cli/failure-text.ts';
import { nextStep } from '../../../lib/cli/next-step.ts';
import * as errors from '../../../lib/contract/errors.ts';

const executionArn = 'arn:aws:states:eu-west-1:123456789012:execution:power-tuner:one';
const inAws = { executionArn, target: 'orders', here: false };
const here = { executionArn, target: 'orders', here: true };
const NAMES = [
  ...Object.values(errors).map((Failure) => new Failure('').name),
  'States.Timeout',
  'Interrupted',
];

describe('nextStep', () => {
  it.each(NAMES)('names a command or an option for %s', (name) => {
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

  it('says what puts back what a run in place has left: clean finds it by the lock in the staging bucket', () => {
    for (const name of ['TargetLocked', 'TargetNotRestored']) {
      expect(nextStep(name, inAws)).toContain(
        "power-tuner clean --region eu-west-1 --staging-bucket <the stack's bucket> ",
      );
    }
    expect(nextStep('ProbesLeft', inAws)).not.toContain('--staging-bucket');
  });

  it("goes to the function's region, where that is another than the state machine's", () => {
    const target = 'arn:aws:lambda:us-west-2:123456789012:function:orders';
    const elsewhere = { ...inAws, target };
    for (const name of ['TargetNotTunable', 'NotApplied']) {
      expect(nextStep(name, elsewhere)).toMatch(/aws lambda \S+ --region us-west-2 /);
    }
    // A processor that is no ARN is looked for there, too.
    expect(nextStep('ProcessorFailed', elsewhere)).toContain('aws lambda invoke --region eu-west-1 ');
    // Executions are asked for where the state machine is.
    expect(nextStep('ProbesLeft', elsewhere)).toMatch(
      /^power-tuner clean --region eu-west-1 --regions us-west-2 /,
    );
    expect(nextStep('TargetLocked', elsewhere)).toContain(
      ' --region eu-west-1 --regions us-west-2 --staging',
    );
    expect(nextStep('Anything', elsewhere)).toContain('get-execution-history --region eu-west-1 ');
    const beside = { ...inAws, target: target.replace('us-west-2', 'eu-west-1') };
    expect(nextStep('ProbesLeft', beside)).not.toContain('--regions');
    expect(nextStep('NotApplied', { target, here: false })).toContain(' --region us-west-2 ');
  });

  it.each([...NAMES, 'Anything'])('names no call of AWS for a run on this machine: %s', (name) => {
    // Neither the CLI, nor a command of our own that works on an account.
    expect(nextStep(name, here)).not.toMatch(/aws |power-tuner clean|power-tuner watch|eu-west-1/);
  });

  it.each(['NotApplied', 'ProcessorFailed', 'ProbesLeft', 'TargetLocked', 'TargetNotRestored', 'Anything'])(
    'leads to the log of the stages where only that says more of a run on this machine: %s',
    (name) => {
      expect(nextStep(name, here)).toBe('the same command with --verbose shows what the stages log');
    },
  );

  it('asks for the event itself where a run on this machine was to take it from S3', () => {
    expect(nextStep('PayloadNotReadable', here)).toMatch(/^give the event with --payload or --payload-file/);
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
