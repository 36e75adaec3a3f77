import {
  StartExecutionCommand,
  StopExecutionCommand,
  type StopExecutionCommandInput,
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

async function stop(more: Partial<StopExecutionCommandInput> = {}) {
  const { executionArn = '' } = await backend.states.send(
    new StartExecutionCommand({ stateMachineArn, input: '{"kind": "wait"}' }),
  );
  const { stopDate } = await backend.states.send(new StopExecutionCommand({ ...more, executionArn }));
  return { stopDate, stopped: await backend.ended(executionArn) };
}

describe('StopExecution', () => {
  it('aborts what runs', async () => {
    const { stopDate, stopped } = await stop();
    expect(stopDate).toBeInstanceOf(Date);
    expect(stopped.status).toBe('ABORTED');
    expect(stopped.output).toBeUndefined();
  });

  it('keeps the error and the cause that are given', async () => {
    const why = { error: 'Changed', cause: 'not wanted any more' };
    expect((await stop(why)).stopped).toMatchObject(why);
  });

  it('refuses an execution that is not there', async () => {
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:nothing`;
    await expect(backend.states.send(new StopExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
