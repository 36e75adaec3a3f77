import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStages } from '../../bin/stages.ts';
import type { Digest, ExecutorEvent, Plan, Round, TuningResult } from '../../lib/contract/index.ts';
import { type Pipeline, type PipelineOptions, startPipeline } from '../support/pipeline.ts';
import { QUIET } from '../support/quiet-log.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { mixedDigest } from '../support/synthetic-digest.ts';

/**
 * Amounts to reckon with: on x86_64 a millisecond costs 0.001 with 128 MB and 0.004 with 512, on arm64 the half;
 * requests cost nothing, and the price of a state transition isn't known in this region.
 */
const REGION = 'mx-central-1';
const PRICES = { gbSecond: { x86_64: 8, arm64: 4 }, request: 0, currency: 'USD' };

/** An init of 10 ms. */
const point = (memoryMB: number, durationMs: number) => ({ ...steady(memoryMB, durationMs), initMs: [10] });
/** It computes: with a quarter of the memory it takes four times as long. */
const COMPUTES = [point(128, 80), point(512, 20)];
/** With 128 MB it takes ten times as long as one would expect of the pilot. */
const SUFFERS = [point(128, 800), point(512, 20)];
/**
 * By hand, with num 10 in series: the pilot with 512 MB is billed 30 ms, which is 0.12. 512 MB takes at most
 * 10 × 20 + 10 ms, 128 MB at most 10 × 80 + 40 ms: 0.84 each.
 */
const PILOT = 0.12;
const EACH = 0.84;

interface Rounds {
  readonly plan: Plan;
  readonly round: Round;
  readonly digests: readonly Digest[];
}

/** What the Analyzer answered after the pilot. */
async function afterPilot(pipeline: Pipeline, executionArn: string): Promise<Rounds> {
  const events = await pipeline.history(executionArn);
  const answer = events.find(({ stateExitedEventDetails }) => stateExitedEventDetails?.name === 'Analyzer');
  return JSON.parse(answer?.stateExitedEventDetails?.output ?? '') as Rounds;
}

async function statesEntered(pipeline: Pipeline, executionArn: string): Promise<number> {
  const events = await pipeline.history(executionArn);
  return events.filter(({ type }) => type?.endsWith('StateEntered')).length;
}

async function probesIn({ lambda }: Pipeline): Promise<string[]> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  return Functions.flatMap(({ FunctionName = '' }) =>
    FunctionName.startsWith('power-tuner-probe-') ? FunctionName : [],
  );
}

function callsSince(pipeline: Pipeline, before: number, action: string) {
  return pipeline
    .calls()
    .slice(before)
    .filter((call) => call.action === action);
}

function candidateOf({ candidates }: TuningResult, memoryMB: number) {
  return candidates.find((candidate) => candidate.memoryMB === memoryMB);
}

describe('a run with maxCostUsd', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline({ region: REGION });
    const create = (name: string, curves: Parameters<typeof replayPackage>[0], pace?: 'real') =>
      pipeline.create(name, replayPackage(curves, pace), {
        Architectures: ['x86_64'],
        MemorySize: 512,
        Timeout: 3,
      });
    await create('computes', { x86_64: COMPUTES, arm64: COMPUTES });
    await create('suffers', { x86_64: SUFFERS });
    await create('suffers-at-once', { x86_64: SUFFERS }, 'real');
    await create('times-out', { x86_64: [point(128, 5000), point(512, 20)] });
    await create('cold', { x86_64: [point(128, 300), point(512, 300)] }, 'real');
    await create('elsewhere', { x86_64: [point(128, 80), point(256, 40)] });
  });
  afterAll(() => pipeline.stop());

  const input = (more: object) => ({ num: 10, powerValues: [128, 512], prices: PRICES, ...more });

  it('estimates from one invocation of the current configuration, goes on, and keeps to it', async () => {
    const before = pipeline.calls().length;
    const result = await pipeline.tune(input({ lambdaARN: 'computes', maxCostUsd: 100 }));
    const { plan } = await afterPilot(pipeline, result.run.executionArn);
    expect(plan.estimatedCost).toBeCloseTo(PILOT + 2 * EACH, 12);
    // The pilot's environment was still warm: the init that was foreseen with 512 MB did not come.
    expect(result.stateMachine.lambdaCost).toBeCloseTo(PILOT + 0.81 + 0.8, 12);
    expect(result.run.invocations).toBe(21);
    expect(candidateOf(result, 512)).toMatchObject({
      invocations: 11,
      warm: { durationMs: { mean: { n: 10 } } },
      cold: { initMs: { mean: { n: 1 } } },
    });
    expect(candidateOf(result, 128)).toMatchObject({ invocations: 10, status: 'measured' });
    expect(result.warnings.map(({ code }) => code)).toEqual(['cost-limit-incomplete']);
    expect(callsSince(pipeline, before, 'Invoke')).toHaveLength(21);
    // The pilot's probe is the candidate's: the second attempt to create it finds it.
    const created = callsSince(pipeline, before, 'CreateFunction');
    expect(created.map(({ status }) => status).sort()).toEqual([201, 201, 409]);
    expect(await probesIn(pipeline)).toEqual([]);
  });

  it('does everything that it was going to do where the limit is just what it may cost', async () => {
    const maxCostUsd = PILOT + 2 * EACH;
    const result = await pipeline.tune(input({ lambdaARN: 'computes', maxCostUsd }));
    expect(result.run.invocations).toBe(21);
    expect(result.stateMachine.lambdaCost).toBeLessThanOrEqual(maxCostUsd);
  });

  it('is refused over the limit, after one invocation, and leaves nothing', async () => {
    const before = pipeline.calls().length;
    const ended = await pipeline.run(input({ lambdaARN: 'computes', maxCostUsd: 1.79 }));
    expect([ended.status, ended.error]).toEqual(['FAILED', 'CostLimitExceeded']);
    const { errorMessage } = JSON.parse(ended.cause ?? '');
    expect(errorMessage).toMatch(
      /^the run would cost 1\.8 USD at most; maxCostUsd allows 1\.79 USD\. Spent already: 0\.12 USD for the pilot\. Raise maxCostUsd, lower num/,
    );
    expect(errorMessage).toContain(
      '0.84 USD: 128 MB on x86_64, 10 invocations, 1 of them with an init, billed 840 ms',
    );
    expect(callsSince(pipeline, before, 'Invoke')).toHaveLength(1);
    expect(callsSince(pipeline, before, 'CreateFunction')).toHaveLength(1);
    expect(await probesIn(pipeline)).toEqual([]);
  });

  it('is refused after a pilot that alone cost more, and says what was spent', async () => {
    const ended = await pipeline.run(input({ lambdaARN: 'computes', maxCostUsd: 0.1 }));
    expect(ended.error).toBe('CostLimitExceeded');
    expect(ended.cause).toContain('the pilot alone has cost 0.12 USD');
  });

  it('stops a candidate that is dearer than expected at its share, and reports what it has', async () => {
    // Six times as much as is expected: 5.04 for each. With 128 MB 810 ms and then 800 each: 6 of them fit.
    const maxCostUsd = PILOT + 12 * EACH;
    const result = await pipeline.tune(input({ lambdaARN: 'suffers', maxCostUsd }));
    expect(candidateOf(result, 128)).toMatchObject({ status: 'measured', invocations: 6 });
    expect(candidateOf(result, 128)?.warm?.durationMs.mean).toMatchObject({ value: 800, n: 5 });
    expect(candidateOf(result, 512)).toMatchObject({ status: 'measured', invocations: 11 });
    const [warning, ...others] = result.warnings.filter(({ code }) => code !== 'cost-limit-incomplete');
    expect(others).toEqual([]);
    expect(warning?.code).toBe('cost-limit-reached');
    expect(warning?.message).toContain('128 MB on x86_64 (6 of 10 invocations)');
    expect(result.stateMachine.lambdaCost).toBeLessThanOrEqual(maxCostUsd);
    expect(result.power).toBe(512);
  });

  it('fails a candidate that it has to stop before there is enough to describe it', async () => {
    // Twice as much as is expected: 1.68, which two invocations with 128 MB would use up.
    const result = await pipeline.tune(input({ lambdaARN: 'suffers', maxCostUsd: PILOT + 4 * EACH }));
    expect(candidateOf(result, 128)).toMatchObject({
      status: 'failed',
      reason: 'its share of maxCostUsd was spent after 2 of 10 invocations',
      invocations: 2,
    });
    expect(result.warnings.find(({ code }) => code === 'cost-limit-reached')?.message).toContain('(2 of 10');
  });

  it('lets no candidate that times out eat up what the others need', async () => {
    const maxCostUsd = PILOT + 12 * EACH;
    const result = await pipeline.tune(input({ lambdaARN: 'times-out', maxCostUsd }));
    // Billed 3.01 of its 5.04: a second one would pass it.
    expect(candidateOf(result, 128)).toMatchObject({ status: 'failed', invocations: 1 });
    expect(candidateOf(result, 512)).toMatchObject({ status: 'measured', invocations: 11 });
    expect(result.stateMachine.lambdaCost).toBeLessThanOrEqual(maxCostUsd);
  });

  it('counts what is under way where several run at once', async () => {
    // Five inits are foreseen: 10 × 80 + 5 × 40 ms with 128 MB, 10 × 20 + 5 × 10 with 512: 1 each; six times that.
    const maxCostUsd = PILOT + 12;
    const result = await pipeline.tune(input({ lambdaARN: 'suffers-at-once', maxCostUsd, concurrency: 5 }));
    // Five of 810 begin. After the first 0.81 + 5 × 0.8 + 4 × 0.04 fit into 6, after the second 1.62 + 5 × 0.8 +
    // 3 × 0.04, after the third 2.43 + 5 × 0.8 + 2 × 0.04 don't.
    expect(candidateOf(result, 128)).toMatchObject({ status: 'measured', invocations: 7 });
    expect(result.stateMachine.lambdaCost).toBeLessThanOrEqual(maxCostUsd);
  });

  it('estimates the other architecture by its own price, and shares out by that', async () => {
    const architectures = ['x86_64', 'arm64'];
    const result = await pipeline.tune(input({ lambdaARN: 'computes', maxCostUsd: 100, architectures }));
    expect(result.run.invocations).toBe(41);
    const { plan, round } = await afterPilot(pipeline, result.run.executionArn);
    expect(plan.estimatedCost).toBeCloseTo(PILOT + 2 * EACH + (2 * EACH) / 2, 12);
    const shares = round.work.map(({ maxCost = 0 }) => maxCost);
    expect(shares[0]).toBeCloseTo((100 - PILOT) / 3, 12);
    expect(shares[2]).toBeCloseTo((100 - PILOT) / 6, 12);
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(100 - PILOT, 12);
  });

  it('estimates from one invocation of each payload, one after the other', async () => {
    await pipeline.create('weighted', {
      'index.mjs': 'export const handler = ({ ms }) => new Promise((resolve) => setTimeout(resolve, ms));',
    });
    const payload = [
      { payload: { ms: 1 }, weight: 9 },
      { payload: { ms: 300 }, weight: 1 },
    ];
    const result = await pipeline.tune({
      ...input({ lambdaARN: 'weighted', maxCostUsd: 1000, payload, concurrency: 2 }),
      powerValues: [512],
    });
    expect(result.run.invocations).toBeGreaterThanOrEqual(12);
    const { plan, round, digests } = await afterPilot(pipeline, result.run.executionArn);
    // The first one is cold, the other finds its environment warm.
    expect(digests[0]?.strata).toMatchObject([
      { payload: 0, cold: { n: 1 } },
      { payload: 1, warm: { n: 1 } },
    ]);
    const [short = 0, long = 0] = plan.pilot?.handlerMs ?? [];
    const { initMs = 0 } = plan.pilot ?? {};
    expect(long).toBeGreaterThanOrEqual(300);
    expect(short).toBeLessThan(long);
    // 9 short ones and a long one, each once more for the two environments, and their inits; at 0.004 a millisecond.
    const most = 10 * short + 2 * long + 2 * initMs;
    expect(plan.estimatedCost).toBeCloseTo((short + long + initMs + most) * 0.004, 9);
    expect(round.work).toHaveLength(1);
  });

  it('begins a run of cold starts with a cold pilot, and goes on with new environments', async () => {
    const result = await pipeline.tune({
      ...input({ lambdaARN: 'cold', maxCostUsd: 1000, onlyColdStarts: true, concurrency: 3 }),
      num: 6,
    });
    expect(candidateOf(result, 512)).toMatchObject({ invocations: 7, cold: { initMs: { mean: { n: 7 } } } });
    expect(candidateOf(result, 128)).toMatchObject({ invocations: 6, cold: { initMs: { mean: { n: 6 } } } });
  });

  it('estimates by what a pilot that timed out was billed, and counts it as one failure', async () => {
    // The first request is never answered.
    let requests = 0;
    const service = createServer((_, response) => {
      if (requests++ > 0) response.end('{}');
    });
    service.listen(0, '127.0.0.1');
    await once(service, 'listening');
    const { port } = service.address() as AddressInfo;
    try {
      await pipeline.create(
        'hangs-once',
        { 'index.mjs': 'export const handler = async ({ url }) => (await fetch(url)).json();' },
        { Timeout: 2 },
      );
      const payload = { url: `http://127.0.0.1:${port}` };
      const result = await pipeline.tune({
        ...input({ lambdaARN: 'hangs-once', maxCostUsd: 1e6, payload }),
        powerValues: [512],
      });
      const { plan } = await afterPilot(pipeline, result.run.executionArn);
      expect(plan.pilot?.handlerMs[0]).toBeGreaterThanOrEqual(2000);
      const [candidate] = result.candidates;
      expect(candidate?.failures).toMatchObject([{ reason: 'timeout', count: 1 }]);
      expect(candidate?.invocations).toBe(11);
      expect(candidate?.warm?.durationMs.mean.n).toBe(9);
    } finally {
      service.closeAllConnections();
      service.close();
    }
  });

  it('fails where the pilot can not be measured, and says what would help', async () => {
    const ended = await pipeline.run({
      ...input({ lambdaARN: 'elsewhere', maxCostUsd: 100 }),
      powerValues: [128, 256],
    });
    expect(ended.error).toBe('NoCandidateMeasured');
    expect(ended.cause).toMatch(/x86_64-512: .*have no 512 MB.*baseline: false/);
  });

  it('takes the nearest candidate for the pilot where there is no baseline', async () => {
    const result = await pipeline.tune({
      ...input({ lambdaARN: 'elsewhere', maxCostUsd: 100, baseline: false }),
      powerValues: [128, 256],
    });
    expect(candidateOf(result, 256)?.invocations).toBe(11);
    expect(candidateOf(result, 128)?.invocations).toBe(10);
  });

  it.each([
    { maxCostUsd: 100, verdict: 'it would be begun' },
    { maxCostUsd: 0.01, verdict: 'it would be refused' },
  ])('says in a dry run what it would cost: with $maxCostUsd $verdict', async ({ maxCostUsd, verdict }) => {
    const before = pipeline.calls().length;
    const ended = await pipeline.run(input({ lambdaARN: 'computes', maxCostUsd, dryRun: true }));
    const { checks } = JSON.parse(ended.output ?? '{}');
    expect(checks.map(({ name }: { name: string }) => name)).toEqual(['input', 'target', 'cost', 'probe']);
    // The tuner's own functions are paid by the prices of the input too: 2 USD a GB-second.
    expect(
      checks[2].message.replace(/, beside about \d+(\.\d+)? USD for the tuner's own functions/, ''),
    ).toBe(
      `a run would cost 1.8 USD at most; maxCostUsd allows ${maxCostUsd} USD: ${verdict}. Not in it: retries; logs and S3; state transitions, whose price is not known in the stack's region`,
    );
    expect(callsSince(pipeline, before, 'Invoke')).toHaveLength(1);
  });

  it('leaves no probe after any of these', async () => {
    expect(await probesIn(pipeline)).toEqual([]);
  });
});

describe('a run with maxCostUsd where state transitions have a price', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
    await pipeline.create('orders', replayPackage({ x86_64: COMPUTES }), {
      Architectures: ['x86_64'],
      MemorySize: 512,
    });
  });
  afterAll(() => pipeline.stop());

  it('counts the states that both rounds entered, and keeps to the estimate', async () => {
    const input = { lambdaARN: 'orders', num: 10, powerValues: [128, 512], maxCostUsd: 0.01 };
    const result = await pipeline.tune(input);
    const entered = await statesEntered(pipeline, result.run.executionArn);
    expect(result.stateMachine.executionCost).toBeCloseTo(entered * 0.000025, 15);
    const { plan } = await afterPilot(pipeline, result.run.executionArn);
    const { lambdaCost, executionCost = 0 } = result.stateMachine;
    expect(lambdaCost + executionCost).toBeLessThanOrEqual(plan.estimatedCost ?? 0);
    expect(result.warnings).toEqual([]);
  });

  it('is refused at once where requests and transitions alone cost more', async () => {
    const before = pipeline.calls().length;
    const input = { lambdaARN: 'orders', num: 10, powerValues: [128, 512], maxCostUsd: 0.0005 };
    const ended = await pipeline.run(input);
    expect(ended.error).toBe('CostLimitExceeded');
    expect(ended.cause).toContain('Nothing was created or invoked');
    expect(callsSince(pipeline, before, 'CreateFunction')).toEqual([]);
  });

  it('says what a refused run has spent: as many transitions as states were entered', async () => {
    const input = { lambdaARN: 'orders', num: 50, powerValues: [128, 512], maxCostUsd: 0.0006 };
    const ended = await pipeline.run(input);
    const entered = await statesEntered(pipeline, ended.executionArn ?? '');
    expect(ended.cause).toContain(`for ${entered} state transitions`);
  });
});

describe('the Executors of a run with maxCostUsd', () => {
  /** A pipeline whose Executor is played in part by a test. */
  async function startPlayed(
    played: (event: ExecutorEvent) => unknown,
    options: PipelineOptions & { readonly timeoutSeconds?: number } = {},
  ): Promise<Pipeline> {
    const pipeline: Pipeline = await startPipeline({
      region: REGION,
      ...options,
      stages: {
        Executor: {
          timeoutSeconds: options.timeoutSeconds ?? 900,
          handler: async (event: ExecutorEvent, context) =>
            played(event) ??
            localStages(pipeline.connection, QUIET).Executor?.handler(event as never, context),
        },
      },
    });
    await pipeline.create('suffers', replayPackage({ x86_64: SUFFERS }), {
      Architectures: ['x86_64'],
      MemorySize: 512,
      Timeout: 3,
    });
    return pipeline;
  }

  const INPUT = { lambdaARN: 'suffers', num: 10, powerValues: [128, 512], prices: PRICES };
  const lose = () => {
    throw Object.assign(new Error('as asked'), { name: 'Sandbox.Timedout' });
  };

  it('stop at the same point where each call has time for one invocation only', async () => {
    const pipeline = await startPlayed(() => undefined, { timeoutSeconds: 10 });
    try {
      const result = await pipeline.tune({ ...INPUT, maxCostUsd: PILOT + 12 * EACH });
      expect(candidateOf(result, 128)).toMatchObject({ status: 'measured', invocations: 6 });
      expect(candidateOf(result, 512)).toMatchObject({ invocations: 11 });
    } finally {
      await pipeline.stop();
    }
  });

  it.each([
    { maxCostUsd: 161, status: 'FAILED' },
    { maxCostUsd: 163, status: 'SUCCEEDED' },
  ])(
    'let the run be estimated by the timeout where that of the pilot is lost: $maxCostUsd and it is $status',
    async ({ maxCostUsd, status }) => {
      const pipeline = await startPlayed(({ work }) => (work.pilot ? lose() : undefined));
      try {
        // 3 s each: 12 for the pilot, 120 with 512 MB, and with 128 MB no longer than the timeout: 30.
        const ended = await pipeline.run({ ...INPUT, maxCostUsd });
        expect(ended.status).toBe(status);
        if (status === 'FAILED') {
          expect(ended.cause).toContain('Spent already: at most 12 USD');
          expect(ended.cause).toContain('whose Executor was lost (Sandbox.Timedout)');
          return;
        }
        const result = JSON.parse(ended.output ?? '') as TuningResult;
        expect(result.run.invocations).toBe(20);
        expect(result.warnings.map(({ code }) => code)).toContain('executor-lost');
      } finally {
        await pipeline.stop();
      }
    },
  );

  it('cost their own candidate where they are lost after the pilot, whose invocation is counted', async () => {
    const pipeline = await startPlayed(({ work }) =>
      work.memoryMB === 512 && !work.pilot ? lose() : undefined,
    );
    try {
      const result = await pipeline.tune({ ...INPUT, maxCostUsd: 1000 });
      expect(candidateOf(result, 512)).toMatchObject({ status: 'failed', invocations: 1 });
      expect(candidateOf(result, 128)).toMatchObject({ status: 'measured', invocations: 10 });
      expect(result.run.invocations).toBe(11);
      expect(result.stateMachine.lambdaCost).toBeCloseTo(PILOT + 8.01, 12);
    } finally {
      await pipeline.stop();
    }
  });

  it('leave the state of the real round under 256 KiB', async () => {
    const pipeline = await startPlayed(({ work }) => mixedDigest(work, work.pilot ? 1 : 1000));
    try {
      // The runner fails an execution as soon as one state is larger.
      const powerValues = Array.from({ length: 20 }, (_, index) => 128 + index * 64);
      const result = await pipeline.tune({ ...INPUT, num: 1000, powerValues, maxCostUsd: 1e6 });
      expect(result.candidates.map(({ status }) => status)).toEqual(Array(20).fill('measured'));
    } finally {
      await pipeline.stop();
    }
  });
});
