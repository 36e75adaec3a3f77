import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { connectDeployment } from './support/deployment.ts';

const SAYS = { initMs: 150, durationsMs: { x86_64: { 128: [100], 512: [30] } } };

const deployed = connectDeployment();

describe('what the deployed stack relies on', () => {
  it('an invocation has the same request id for its caller and for the function', async () => {
    await deployed.create('asked', SAYS);
    const { $metadata, Payload } = await deployed.lambda.send(new InvokeCommand({ FunctionName: 'asked' }));
    const { requestId } = JSON.parse(Payload?.transformToString() ?? '{}');
    expect(requestId).toBe($metadata.requestId);
  });

  it('the history has what each task was asked', async () => {
    const executionArn = await deployed.start({ lambdaARN: 'nothing-of-this-name' });
    await deployed.end(executionArn);
    const { events = [] } = await deployed.states.send(new GetExecutionHistoryCommand({ executionArn }));
    const asked = events.flatMap(({ taskScheduledEventDetails }) => taskScheduledEventDetails ?? []);
    expect(asked.map(({ parameters }) => parameters)).toEqual([
      expect.stringContaining('nothing-of-this-name'),
    ]);
  });

  it('the history has the states inside of a Map, which `power-tuner tune` shows', async () => {
    await deployed.create('shown', SAYS);
    const { code, stderr } = await deployed.powerTuner(['shown', '-p', '128', '-n', '5', '--no-baseline']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/x86_64-128: measured/);
  });
});
