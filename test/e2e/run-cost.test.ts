import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStages } from '../../bin/stages.ts';
import type { ExecutorEvent } from '../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { QUIET } from '../support/quiet-log.ts';
import { replayPackage, steady } from '../support/replay.ts';

const TRANSITION = 0.000025;

class OutOfMemory extends Error {
  override readonly name = 'Runtime.OutOfMemory';
}

describe('what a run says that it cost', () => {
  let pipeline: Pipeline;
  let lambdaARN: string;

  beforeAll(async () => {
    pipeline = await startPipeline();
    lambdaARN = await pipeline.create(
      'orders',
      replayPackage({ x86_64: [steady(128, 50), steady(512, 20)] }),
      {
        MemorySize: 512,
      },
    );
  });
  afterAll(() => pipeline.stop());

  const input = () => ({ lambdaARN, powerValues: [128, 512], num: 5 });

  /** Every state that the execution entered, and its retries, when all is over. */
  async function chargedFor(executionArn: string, where = pipeline): Promise<number> {
    const events = await where.history(executionArn);
    const entered = events.filter(({ type }) => type?.endsWith('StateEntered')).length;
    const scheduled = events.filter(({ type }) => type === 'TaskScheduled').length;
    const tasks = events.filter(({ type }) => type === 'TaskStateEntered').length;
    return entered + scheduled - tasks;
  }

  it("is the transitions of its own history, and the tuner's own functions by their time", async () => {
    const { run, stateMachine, warnings } = await pipeline.tune(input());
    expect(run.cost.stateTransitions).toBe(await chargedFor(run.executionArn));
    expect(run.cost.stateTransitionsUsd).toBeCloseTo(run.cost.stateTransitions * TRANSITION, 12);
    expect(run.cost.stagesUsd).toBeGreaterThan(0);
    expect(run.costUsd).toBeCloseTo(
      run.cost.invocationsUsd + (run.cost.stagesUsd ?? 0) + (run.cost.stateTransitionsUsd ?? 0),
      15,
    );
    expect(stateMachine).toMatchObject({
      lambdaCost: run.cost.invocationsUsd,
      executionCost: run.cost.stateTransitionsUsd,
    });
    expect(warnings.map(({ code }) => code)).not.toContain('run-cost-estimated');
  });

  it('counts the retries of a stage', async () => {
    const calm = await pipeline.tune(input());
    const error = { name: 'AccessDeniedException', message: 'not now', status: 403 };
    pipeline.emulator.setFaults([{ action: 'DeleteFunction', nth: { from: 1, to: 2 }, do: { error } }]);
    const troubled = await pipeline.tune(input());
    pipeline.emulator.setFaults([]);
    const { cost } = troubled.run;
    expect(cost.stateTransitions).toBe(calm.run.cost.stateTransitions + 1);
    expect(cost.stateTransitions).toBe(await chargedFor(troubled.run.executionArn));
  });

  it('is reckoned as a run without retries where its history may not be read, and says so', async () => {
    const error = { name: 'AccessDeniedException', message: 'no rights', status: 400 };
    const before = pipeline.calls().filter(({ action }) => action === 'GetExecutionHistory').length;
    // The Cleaner reads it first.
    pipeline.emulator.setFaults([{ action: 'GetExecutionHistory', nth: { from: 2 }, do: { error } }]);
    const executionArn = await pipeline.start(input());
    const { output } = await pipeline.end(executionArn);
    pipeline.emulator.setFaults([]);
    const { run, warnings } = JSON.parse(output ?? '{}');
    expect(pipeline.calls().filter(({ action }) => action === 'GetExecutionHistory').length).toBeGreaterThan(
      before,
    );
    expect(warnings).toContainEqual({
      code: 'run-cost-estimated',
      message: expect.stringContaining('AccessDeniedException'),
    });
    expect(run.cost).not.toHaveProperty('stagesUsd');
    expect(run.cost.stateTransitions).toBe(await chargedFor(executionArn));
  });

  it('is estimated by a dry run with the states that the run then enters', async () => {
    const dry = await pipeline.run({ ...input(), dryRun: true });
    const { plan } = JSON.parse(dry.output ?? '{}');
    const { run, stateMachine } = await pipeline.tune(input());
    // By hand, after 20 ms with 512 MB and an init of 100: four times as long with 128, an init each.
    const gbSeconds = ((5 * 80 + 400) * 0.125 + (5 * 20 + 100) * 0.5) / 1000;
    const most = gbSeconds * 0.0000166667 + 10 * 0.0000002;
    expect(plan.estimatedCost).toBeCloseTo(most + run.cost.stateTransitions * TRANSITION, 12);
    expect(stateMachine.lambdaCost).toBeLessThanOrEqual(most);
  });

  it('counts an Executor that was lost, beside the rounds and the pilot of a limited run', async () => {
    const seen = { executors: 0 };
    const broken: Pipeline = await startPipeline({
      stages: {
        Executor: {
          timeoutSeconds: 900,
          handler: async (event: ExecutorEvent, context) => {
            seen.executors++;
            if (event.work.memoryMB === 128) throw new OutOfMemory();
            return localStages(broken.connection, QUIET).Executor?.handler(event as never, context);
          },
        },
      },
    });
    try {
      const files = replayPackage({ x86_64: [steady(128, 50), steady(512, 20)] });
      const target = await broken.create('orders', files, { MemorySize: 512 });
      const { run, candidates, warnings } = await broken.tune({
        ...input(),
        lambdaARN: target,
        maxCostUsd: 1,
      });
      expect(candidates.map(({ status }) => status)).toEqual(['failed', 'measured']);
      expect(seen.executors).toBe(3);
      expect(run.cost.stateTransitions).toBe(await chargedFor(run.executionArn, broken));
      expect(warnings.map(({ code }) => code)).not.toContain('run-cost-estimated');
    } finally {
      await broken.stop();
    }
  });

  it('waits for a history that is throttled no longer than it may', async () => {
    const hurried = await startPipeline({ timeScale: 0.1 });
    try {
      const files = replayPackage({ x86_64: [steady(128, 50), steady(512, 20)] });
      const target = await hurried.create('orders', files, { MemorySize: 512 });
      const error = { name: 'ThrottlingException', message: 'Rate exceeded', status: 400 };
      hurried.emulator.setFaults([{ action: 'GetExecutionHistory', nth: { from: 2 }, do: { error } }]);
      const { output, status } = await hurried.run({ ...input(), lambdaARN: target });
      expect(status).toBe('SUCCEEDED');
      const warning = JSON.parse(output ?? '{}').warnings.find(
        ({ code }: { code: string }) => code === 'run-cost-estimated',
      );
      expect(warning.message).toContain('could not be read within 10 s');
    } finally {
      await hurried.stop();
    }
  });
});
