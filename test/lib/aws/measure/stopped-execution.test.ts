import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../../../functions/executor/handler.ts';
import type { ExecutorEvent } from '../../../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../../../support/pipeline.ts';

const SLOW = {
  'index.mjs': 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 300));',
};
const CONTEXT = { getRemainingTimeInMillis: () => 900_000, awsRequestId: 'r', functionName: 'executor' };

describe('an Executor that begins when its execution is over', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());

  /** What the Executor of this execution was asked, once it has been. */
  async function executorEvent(executionArn: string): Promise<ExecutorEvent> {
    for (;;) {
      const parameters = (await pipeline.history(executionArn)).map(
        (event) => event.taskScheduledEventDetails?.parameters ?? '',
      );
      const asked = parameters.find((text) => text.includes('"progress"'));
      if (asked !== undefined) return JSON.parse(asked).Payload;
    }
  }

  it('stops, instead of waiting for a probe that the Cleaner has deleted', async () => {
    const lambdaARN = await pipeline.create('slow', SLOW);
    const executionArn = await pipeline.start({ lambdaARN, num: 20, powerValues: [512] });
    const event = await executorEvent(executionArn);
    await pipeline.states.send(new StopExecutionCommand({ executionArn }));
    await pipeline.end(executionArn);
    const before = pipeline.calls().length;
    const log = { info: () => undefined, error: () => undefined };
    const executor = createHandler({ connection: pipeline.connection, log });
    await expect(executor(event, CONTEXT)).rejects.toThrow(
      expect.objectContaining({ name: 'ExecutionStopped' }),
    );
    expect(
      pipeline
        .calls()
        .slice(before)
        .map(({ action }) => action),
    ).toEqual(['DescribeExecution']);
  });
});
