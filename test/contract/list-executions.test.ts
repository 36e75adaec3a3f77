import {
  ListExecutionsCommand,
  type ListExecutionsCommandInput,
  paginateListExecutions,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
let stateMachineArn: string;
beforeAll(async () => {
  backend = await startBackend();
  stateMachineArn = await backend.createStateMachine();
  for (const [name, kind] of [
    ['first', 'pass'],
    ['second', 'fail'],
    ['third', 'pass'],
  ]) {
    const { executionArn } = await backend.states.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ kind }) }),
    );
    await backend.ended(executionArn ?? '');
  }
});
afterAll(() => backend.stop());

const list = async (input: Partial<ListExecutionsCommandInput> = {}) => {
  const { executions = [] } = await backend.states.send(
    new ListExecutionsCommand({ stateMachineArn, ...input }),
  );
  return executions;
};

describe('ListExecutions', () => {
  it('lists the latest first, with their states and times', async () => {
    const executions = await list();
    expect(executions.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'third SUCCEEDED',
      'second FAILED',
      'first SUCCEEDED',
    ]);
    for (const { startDate, stopDate, executionArn, name, stateMachineArn: of } of executions) {
      expect(of).toBe(stateMachineArn);
      expect(executionArn).toMatch(new RegExp(`:${name}$`));
      expect(stopDate?.getTime()).toBeGreaterThanOrEqual(startDate?.getTime() ?? Infinity);
    }
  });

  it('lists those of one state', async () => {
    expect((await list({ statusFilter: 'FAILED' })).map(({ name }) => name)).toEqual(['second']);
    expect(await list({ statusFilter: 'RUNNING' })).toEqual([]);
  });

  it('goes page by page', async () => {
    const pages: (string | undefined)[][] = [];
    for await (const { executions = [] } of paginateListExecutions(
      { client: backend.states, pageSize: 2 },
      { stateMachineArn },
    )) {
      pages.push(executions.map(({ name }) => name));
    }
    expect(pages).toEqual([['third', 'second'], ['first']]);
  });

  it('refuses a state machine that is not there', async () => {
    await expect(list({ stateMachineArn: `${stateMachineArn}-nothing` })).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
