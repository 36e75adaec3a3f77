import {
  GetExecutionHistoryCommand,
  paginateGetExecutionHistory,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
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

const history = async (executionArn: string | undefined, more = {}) => {
  const { events = [] } = await backend.states.send(
    new GetExecutionHistoryCommand({ executionArn, ...more }),
  );
  return events;
};

describe('GetExecutionHistory', () => {
  it('tells of every state, from the start to the end', async () => {
    const { executionArn } = await ended({ kind: 'pass' });
    const events = await history(executionArn);
    expect(events.map(({ id, type }) => [id, type])).toEqual([
      [1, 'ExecutionStarted'],
      [2, 'ChoiceStateEntered'],
      [3, 'ChoiceStateExited'],
      [4, 'PassStateEntered'],
      [5, 'PassStateExited'],
      [6, 'ExecutionSucceeded'],
    ]);
    expect(JSON.parse(events[0]?.executionStartedEventDetails?.input ?? '')).toEqual({ kind: 'pass' });
    expect(events[3]?.stateEnteredEventDetails?.name).toBe('Pass');
    expect(JSON.parse(events[4]?.stateExitedEventDetails?.output ?? '')).toEqual({
      kind: 'pass',
      result: { answer: 42 },
    });
  });

  it('ends with error and cause of one that failed', async () => {
    const { executionArn } = await ended({ kind: 'fail' });
    expect((await history(executionArn)).at(-1)).toMatchObject({
      type: 'ExecutionFailed',
      executionFailedEventDetails: { error: 'AsAsked', cause: 'the input says so' },
    });
  });

  it('goes backwards and page by page', async () => {
    const { executionArn } = await ended({ kind: 'pass' });
    const pages: (number | undefined)[][] = [];
    for await (const { events = [] } of paginateGetExecutionHistory(
      { client: backend.states },
      { executionArn, reverseOrder: true, maxResults: 4 },
    )) {
      pages.push(events.map(({ id }) => id));
    }
    expect(pages).toEqual([
      [6, 5, 4, 3],
      [2, 1],
    ]);
  });

  it('leaves inputs and outputs out when asked to', async () => {
    const { executionArn } = await ended({ kind: 'pass' });
    const events = await history(executionArn, { includeExecutionData: false });
    expect(events).toHaveLength(6);
    expect(events[0]?.executionStartedEventDetails?.input).toBeUndefined();
    expect(events[3]?.stateEnteredEventDetails?.input).toBeUndefined();
  });

  it('refuses an execution that is not there', async () => {
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:nothing`;
    await expect(history(executionArn)).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
