import { describe, expect, it } from 'vitest';
import { failedRun } from '../../../lib/aws/failed-execution.ts';
import { startedEmulator } from '../../support/started-emulator.ts';

const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:one';

/** What is read of an execution that DescribeExecution tells so of. */
async function read(described: object) {
  const { states } = await startedEmulator({
    targets: { AWSStepFunctions: async () => ({ executionArn, startDate: 1.5, ...described }) },
  });
  return await failedRun(states, executionArn);
}

describe('failedRun', () => {
  it('reads how an execution ended, and of what its input wants somebody to be told', async () => {
    const input = { lambdaARN: 'orders', notify: 'always' };
    expect(
      await read({ status: 'FAILED', input: JSON.stringify(input), error: 'Lost', cause: 'why' }),
    ).toEqual({
      execution: {
        executionArn,
        startedAt: '1970-01-01T00:00:01.500Z',
        status: 'FAILED',
        input,
        error: 'Lost',
        cause: 'why',
      },
      notify: 'always',
    });
  });

  it.each([
    ['no JSON', 'no JSON', 'changes'],
    ['null', 'null', 'changes'],
    ['a list', '["never"]', 'changes'],
    ['a mode that there is none of', '{"notify":"sometimes"}', 'changes'],
    ['a mode that is no text', '{"notify":["never"]}', 'changes'],
    ['the mode never', '{"notify":"never"}', 'never'],
    ['a dry run', '{"notify":"always","dryRun":true}', 'never'],
  ])('takes an input that is %s', async (_, input, notify) => {
    expect((await read({ status: 'ABORTED', input }))?.notify).toBe(notify);
  });

  it('takes an execution whose input is not shown', async () => {
    expect(await read({ status: 'TIMED_OUT' })).toMatchObject({
      execution: { status: 'TIMED_OUT', input: undefined },
      notify: 'changes',
    });
  });

  it('is nothing of an execution that ended well', async () => {
    expect(await read({ status: 'SUCCEEDED' })).toBeUndefined();
  });

  it('fails while Step Functions does not know of the end: Lambda comes again', async () => {
    await expect(read({ status: 'RUNNING' })).rejects.toMatchObject({
      name: 'StillRunning',
      message: `${executionArn} is still told to be running`,
    });
  });
});
