import { StartExecutionCommand, type StartExecutionCommandInput } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
let stateMachineArn: string;
beforeAll(async () => {
  backend = await startBackend();
  stateMachineArn = await backend.createStateMachine();
});
afterAll(() => backend.stop());

const start = (input: Partial<StartExecutionCommandInput> = {}) =>
  backend.states.send(new StartExecutionCommand({ stateMachineArn, ...input }));
const executionArn = (name: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

describe('StartExecution', () => {
  it('starts an execution of that name', async () => {
    const started = await start({ name: 'named', input: '{"kind": "pass"}' });
    expect(started.executionArn).toBe(executionArn('named'));
    expect(started.startDate).toBeInstanceOf(Date);
  });

  it('gives each a name of its own where none is given', async () => {
    const [one, other] = [await start(), await start()];
    expect(one.executionArn).toMatch(/:[0-9a-f-]{36}$/);
    expect(other.executionArn).not.toBe(one.executionArn);
  });

  it('starts no second one for the same name and input while the first runs', async () => {
    const twice = { name: 'twice', input: '{"kind": "wait"}' };
    const first = await start(twice);
    expect(await start(twice)).toMatchObject({
      executionArn: first.executionArn,
      startDate: first.startDate,
    });
  });

  it('refuses a name that is taken by an execution with another input', async () => {
    await start({ name: 'taken', input: '{"kind": "wait"}' });
    await expect(start({ name: 'taken', input: '{"kind": "pass"}' })).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
      message: expect.stringContaining(`Execution Already Exists: '${executionArn('taken')}'`),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a name with other characters', async () => {
    await expect(start({ name: 'a b' })).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  it('refuses an input that is not JSON', async () => {
    await expect(start({ input: '{"open"' })).rejects.toMatchObject({
      name: 'InvalidExecutionInput',
      message: expect.stringContaining('Invalid State Machine Execution Input'),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a state machine that is not there', async () => {
    const missing = `${stateMachineArn}-nothing`;
    await expect(start({ stateMachineArn: missing })).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
      message: expect.stringContaining(`State Machine Does Not Exist: '${missing}'`),
      $metadata: { httpStatusCode: 400 },
    });
  });
});
