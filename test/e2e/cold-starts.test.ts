import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';

describe('cold starts in bursts', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());

  it('come as often as they are asked for, since an update between bursts retires the environments', async () => {
    const lambdaARN = await pipeline.create('cold', replayPackage({ x86_64: [steady(256, 300)] }, 'real'));
    const before = pipeline.calls().length;
    const result = await pipeline.tune({
      lambdaARN,
      num: 5,
      powerValues: [256],
      baseline: false,
      onlyColdStarts: true,
      concurrency: 2,
    });
    const [candidate] = result.candidates;
    expect(candidate?.cold?.initMs.mean).toMatchObject({ value: 100, n: 5 });
    expect(candidate?.warm).toBeUndefined();
    const actions = pipeline
      .calls()
      .slice(before)
      .map(({ action }) => action);
    // Two at once, twice, and one more.
    expect(actions.filter((action) => action === 'UpdateFunctionConfiguration')).toHaveLength(2);
    expect(actions.filter((action) => action === 'Invoke')).toHaveLength(5);
  });
});
