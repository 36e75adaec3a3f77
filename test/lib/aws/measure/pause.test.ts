import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3 } from '../../../../lib/aws/clients/s3.ts';
import { measureCandidate } from '../../../../lib/aws/measure/candidate.ts';
import { MeasuredFunction } from '../../../../lib/aws/measured-function.ts';
import { type Pipeline, startPipeline } from '../../../support/pipeline.ts';
import { planWith } from '../../../support/plan.ts';
import { replayPackage, steady } from '../../../support/replay.ts';

const goesOn = async () => undefined;

describe('sleepBetweenRunsMs', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());

  it('does not pause into the end of the stage: the samples that are paid come back', async () => {
    const plan = planWith({ sleepBetweenRunsMs: 840_000 });
    const work = { architecture: 'x86_64', memoryMB: 128, samples: 10 } as const;
    const measured = new MeasuredFunction(pipeline.lambda, plan, work, goesOn);
    await pipeline.create(measured.functionName, replayPackage({ x86_64: [steady(128, 10)] }), {
      MemorySize: 128,
    });
    const result = await measureCandidate(
      {
        plan,
        work,
        measured,
        payloads: { texts: ['{}'], weights: [1] },
        invoker: pipeline.lambda,
        processorInvoker: () => pipeline.lambda,
        s3: () => s3(pipeline.connection),
        // Twenty seconds of it are kept for the digest.
        remainingMs: () => 20_050,
        now: () => new Date(),
        assertRunning: goesOn,
      },
      null,
    );
    expect(result).toMatchObject({ done: false, next: { tries: 0, samples: 1 }, digest: { invocations: 1 } });
  });
});
