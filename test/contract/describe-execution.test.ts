import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
let stateMachineArn: string;
beforeAll(async () => {
  backend = await startBackend();
  stateMachineArn = await backend.createStateMachine();
});
afterAll(() => backend.stop());

async function ended(input: object) {
  const { executionArn } = await backend.states.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  return backend.ended(executionArn ?? '');
}

describe('DescribeExecution', () => {
  it('shows what went in, what came out and when', async () => {
    const described = await ended({ kind: 'pass', kept: 'größe' });
    expect(described).toMatchObject({
      status: 'SUCCEEDED',
      stateMachineArn,
      executionArn: expect.stringMatching(`:${described.name}$`),
    });
    expect(JSON.parse(described.input ?? '')).toEqual({ kind: 'pass', kept: 'größe' });
    expect(JSON.parse(described.output ?? '')).toEqual({
      kind: 'pass',
      kept: 'größe',
      result: { answer: 42 },
    });
    expect(described.stopDate?.getTime()).toBeGreaterThanOrEqual(described.startDate?.getTime() ?? Infinity);
    expect(described.error).toBeUndefined();
  });

  it('shows error and cause of one that failed, and no output', async () => {
    const described = await ended({ kind: 'fail' });
    expect(described).toMatchObject({
      status: 'FAILED',
      error: 'AsAsked',
      cause: 'the input says so',
    });
    expect(described.output).toBeUndefined();
  });

  it('shows neither output nor end of one that runs', async () => {
    const { executionArn } = await backend.states.send(
      new StartExecutionCommand({ stateMachineArn, input: '{"kind": "wait"}' }),
    );
    const described = await backend.states.send(new DescribeExecutionCommand({ executionArn }));
    expect(described.status).toBe('RUNNING');
    expect([described.output, described.stopDate]).toEqual([undefined, undefined]);
  });

  it('refuses an execution that is not there', async () => {
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:nothing`;
    await expect(backend.states.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
      message: expect.stringContaining(`Execution Does Not Exist: '${executionArn}'`),
      $metadata: { httpStatusCode: 400 },
    });
  });
});
