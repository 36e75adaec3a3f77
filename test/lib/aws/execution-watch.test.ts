import { afterEach, describe, expect, it } from 'vitest';
import { ExecutionWatch } from '../../../lib/aws/execution-watch.ts';
import { type Pipeline, type PipelineOptions, startPipeline } from '../../support/pipeline.ts';

const UNKNOWN = 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:unknown';

describe('ExecutionWatch', () => {
  let pipeline: Pipeline;
  afterEach(() => pipeline.stop());

  /** A watch over an execution: one that has failed already, unless another is named. */
  async function watching(options: PipelineOptions = {}, named?: string) {
    pipeline = await startPipeline(options);
    const executionArn = named ?? (await pipeline.run({ lambdaARN: 'nowhere' })).executionArn ?? '';
    const before = pipeline.calls().length;
    const looks = () =>
      pipeline
        .calls()
        .slice(before)
        .filter(({ action }) => action === 'DescribeExecution').length;
    return { executionArn, looks, watch: new ExecutionWatch(pipeline.states, executionArn) };
  }

  it('stops what watches an execution that has ended', async () => {
    const { executionArn, watch } = await watching();
    await expect(watch.assertRunning()).rejects.toThrow(`${executionArn} is FAILED`);
  });

  it('looks once for many that ask at the same time', async () => {
    const { looks, watch } = await watching({}, UNKNOWN);
    await Promise.all([watch.assertRunning(), watch.assertRunning(), watch.assertRunning()]);
    expect(looks()).toBe(1);
  });

  it('goes on after one look where no answer comes, however patient the client is', async () => {
    const { looks, watch } = await watching({ timeScale: 0.01 }, UNKNOWN);
    pipeline.emulator.setFaults([{ action: 'DescribeExecution', do: { noAnswer: true } }]);
    await expect(watch.assertRunning()).resolves.toBeUndefined();
    expect(looks()).toBeLessThanOrEqual(1);
  });

  it('goes on where it may not look', async () => {
    const { watch } = await watching();
    const error = { name: 'AccessDeniedException', message: 'not you', status: 400 };
    pipeline.emulator.setFaults([{ action: 'DescribeExecution', do: { error } }]);
    await expect(watch.assertRunning()).resolves.toBeUndefined();
  });
});
