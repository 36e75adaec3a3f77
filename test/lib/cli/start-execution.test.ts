import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executionArnOf, startExecution } from '../../../lib/cli/start-execution.ts';
import { type InitializerEvent, InvalidInput } from '../../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';

describe('startExecution', () => {
  let pipeline: Pipeline;
  let executions: Set<string>;
  beforeEach(async () => {
    executions = new Set();
    const Initializer = {
      handler: ({ executionArn }: InitializerEvent) => {
        executions.add(executionArn);
        return Promise.reject(new InvalidInput('as asked'));
      },
      timeoutSeconds: 60,
    };
    pipeline = await startPipeline({ timeScale: 0.05, stages: { Initializer } });
  });
  afterEach(() => pipeline.stop());

  const start = () => startExecution(pipeline.states, pipeline.stateMachineArn, { lambdaARN: 'orders' });

  it('gives every execution a name of its own', async () => {
    expect(await start()).not.toBe(await start());
  });

  it.each([
    ['is dropped', { drop: 'after' }],
    ['never comes', { noAnswer: true }],
  ] as const)('starts one execution though the answer %s', async (_what, fault) => {
    pipeline.emulator.setFaults([{ action: 'StartExecution', nth: 1, do: fault }]);
    const executionArn = await start();
    await pipeline.end(executionArn);
    expect([...executions]).toEqual([executionArn]);
    expect(pipeline.calls().filter(({ action }) => action === 'StartExecution').length).toBeGreaterThan(1);
  });
});

describe('executionArnOf', () => {
  const execution = 'arn:aws:states:eu-west-1:123456789012:execution:power-tuner:a-name';

  it.each(['power-tuner', 'power-tuner:live', 'power-tuner:3'])(
    'leaves the qualifier of %s out',
    (machine) => {
      const stateMachineArn = `arn:aws:states:eu-west-1:123456789012:stateMachine:${machine}`;
      expect(executionArnOf(stateMachineArn, 'a-name')).toBe(execution);
    },
  );
});
