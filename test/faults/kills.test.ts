import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  waitUntilFunctionActiveV2,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { type DescribeExecutionCommandOutput, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3 } from '../../lib/aws/clients/s3.ts';
import { PROBE_PREFIX, probeName, probePrefix } from '../../lib/aws/probe-name.ts';
import { type CandidateResult, resultSchema } from '../../lib/contract/index.ts';
import { stageTitle } from '../../lib/stack/stages.ts';
import { type DeployedPipeline, startDeployedPipeline } from '../support/deployed-pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { type CalmTimes, calmTimes } from './support/calm-times.ts';
import { objectsIn } from './support/everything-left.ts';
import { type FaultRun, faultRun } from './support/fault-run.ts';
import { faultsOf, type KillPlan, killPlan } from './support/kill-plan.ts';
import { functionProcesses, leftovers } from './support/leftovers.ts';
import { sweep as sweepLater } from './support/sweep.ts';
import { lasting } from './support/target-changes.ts';
import { type TargetSnapshot, targetSnapshot } from './support/target-snapshot.ts';

const ALL = process.env.POWER_TUNER_FAULTS === 'full';
const RUNS = ALL ? 200 : 4;
const PLANS = Array.from({ length: RUNS }, (_, seed) => killPlan(seed));

/** AWS's delays (a new function is Pending for 2 s) and the state machine's pauses before a Retry, scaled. */
const TIME = 0.05;
/** Whatever was created before is no longer Pending then: the sweep comes an hour later. */
const SETTLED_MS = 2 * 2000 * TIME;

const NUM = 5;
/** What the replayed target takes at each size; 256 MB is the cheaper one. */
const DURATION_MS: Readonly<Record<number, number>> = { 128: 10, 256: 4 };
const SIZES = Object.keys(DURATION_MS).map(Number);
const TARGETS = {
  replayed: replayPackage(
    Object.fromEntries(
      ['x86_64', 'arm64'].map((architecture) => [
        architecture,
        SIZES.map((memoryMB) => steady(memoryMB, DURATION_MS[memoryMB] ?? 0)),
      ]),
    ),
  ),
  process: {
    'index.mjs': `import { spawn } from 'node:child_process';
      export const handler = async () => { spawn('sleep', ['600'], { stdio: 'ignore' }).unref(); };`,
  },
};

let pipeline: DeployedPipeline;
let calm: { readonly cold: CalmTimes; readonly warm: CalmTimes };
const withoutEvent = new Set<string>();

beforeAll(async () => {
  pipeline = await startDeployedPipeline({
    delays: TIME,
    // A mount namespace takes its time, and every kill asks for another one.
    environments: ALL ? {} : { isolation: 'folders' },
    retryPauses: TIME,
    losesEvent: (executionArn) => withoutEvent.has(executionArn),
  });
  calm = { cold: await calmRun(), warm: await calmRun() };
});
afterAll(() => pipeline.stop());

/** A function that has all that a run could change. */
async function createTarget(FunctionName: string, files: Readonly<Record<string, string>>): Promise<string> {
  const client = pipeline.lambda;
  const lambdaARN = await pipeline.create(FunctionName, files, {
    MemorySize: 128,
    Description: 'not to be touched',
    Environment: { Variables: { SECRET: 'canary' } },
    Tags: { team: 'orders' },
  });
  const patience = { client, maxWaitTime: 30, minDelay: 0.05, maxDelay: 0.1 };
  await waitUntilFunctionActiveV2(patience, { FunctionName });
  await client.send(new PublishVersionCommand({ FunctionName }));
  await client.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 7 }));
  await waitUntilPublishedVersionActive(patience, { FunctionName, Qualifier: '1' });
  return lambdaARN;
}

function inputFor(lambdaARN: string, { applies, inPlace }: Pick<KillPlan, 'applies' | 'inPlace'>) {
  const isolation = inPlace ? 'in-place' : 'probe';
  return { lambdaARN, num: NUM, powerValues: SIZES, autoOptimize: applies, isolation };
}

async function calmRun(): Promise<CalmTimes> {
  const lambdaARN = await createTarget('calm', TARGETS.replayed);
  const { run } = await pipeline.tune(inputFor(lambdaARN, { applies: true, inPlace: false }));
  await pipeline.lambda.send(new DeleteFunctionCommand({ FunctionName: 'calm' }));
  return calmTimes(await pipeline.history(run.executionArn));
}

/** Runs into what is planned, and waits until no stage of it runs any more. */
async function runInto(plan: KillPlan, lambdaARN: string): Promise<DescribeExecutionCommandOutput> {
  pipeline.emulator.setFaults(faultsOf(plan, calm));
  const executionArn = await pipeline.start(inputFor(lambdaARN, plan));
  if (plan.losesEvent) withoutEvent.add(executionArn);
  if (plan.stopAt !== undefined) {
    await sleep(plan.stopAt * calm.warm.runMs);
    await pipeline.states.send(new StopExecutionCommand({ executionArn }));
  }
  const ended = await pipeline.end(executionArn);
  await pipeline.idle();
  pipeline.emulator.setFaults([]);
  return ended;
}

/** What is left after the sweep. Processes are given until their invocation is over, which nobody waits for. */
async function leftAfterSweep(executionArn: string): Promise<string[]> {
  await sleep(SETTLED_MS);
  await pipeline.sweep();
  // A lock outlives its execution for as long as a Lambda of that may go on: by another clock.
  await sweepLater(pipeline);
  for (let looks = 1; ; looks++) {
    const left = [...(await leftovers(pipeline.lambda, executionArn)), ...(await objectsIn(pipeline))];
    if (looks === 100 || !left.some((what) => what.startsWith('process'))) return left;
    await sleep(50);
  }
}

describe('a run to which nothing happens', () => {
  it('reads its payload from S3 and hands it to the target', async () => {
    const object = { Bucket: 'payloads', Key: 'order.json' };
    await s3(pipeline.connection).send(new PutObjectCommand({ ...object, Body: '{"order":7}' }));
    const lambdaARN = await createTarget('reads-order', {
      'index.mjs': `export const handler = async ({ order }) => {
        if (order !== 7) throw new RangeError('got another event');
      };`,
    });
    const { candidates } = await pipeline.tune({
      ...inputFor(lambdaARN, { applies: false, inPlace: false }),
      payloadS3: `s3://${object.Bucket}/${object.Key}`,
    });
    await pipeline.lambda.send(new DeleteFunctionCommand({ FunctionName: 'reads-order' }));
    expect(candidates.map(({ status, failures }) => ({ status, failures }))).toEqual(
      SIZES.map(() => ({ status: 'measured', failures: [] })),
    );
  });
});

describe('a run whose stages are killed', () => {
  it.for(PLANS)('leaves nothing behind: seed $seed, $what', async (plan, context) => {
    const counted = faultRun(context, plan.kind);
    const name = `target-${plan.seed}`;
    const lambdaARN = await createTarget(name, TARGETS[plan.target]);
    const before = await targetSnapshot(pipeline.lambda, name);

    const ended = await runInto(plan, lambdaARN);
    const left = await leftAfterSweep(ended.executionArn ?? '');
    const after = await targetSnapshot(pipeline.lambda, name);
    await pipeline.lambda.send(new DeleteFunctionCommand({ FunctionName: name }));

    const lasts = <T>(snapshot: T) => (plan.inPlace ? lasting(snapshot) : snapshot);
    const expected = lasts(plan.applies ? withMemoryOf(before, after) : before);
    count(counted, left, expected, lasts(after));
    expect(left).toEqual([]);
    expect(lasts(after)).toEqual(expected);
    assertEnd(plan, ended);
  });

  it('leaves to the sweep what a Publisher creates after its execution was stopped', async (context) => {
    const counted = faultRun(context, 'a Publisher that goes on after a stop');
    const name = 'late';
    const lambdaARN = await createTarget(name, TARGETS.replayed);
    const before = await targetSnapshot(pipeline.lambda, name);
    pipeline.emulator.setFaults([
      { action: 'CreateFunction', resource: PROBE_PREFIX, nth: 1, do: { delayMs: 2000 } },
    ]);
    const executionArn = await pipeline.start(inputFor(lambdaARN, { applies: false, inPlace: false }));
    // The second one is there: the first is on its way.
    while ((await leftovers(pipeline.lambda, executionArn)).length === 0) await sleep(10);
    await pipeline.states.send(new StopExecutionCommand({ executionArn }));
    await pipeline.end(executionArn);
    await pipeline.idle();
    pipeline.emulator.setFaults([]);
    const leftByItself = await leftovers(pipeline.lambda, executionArn);
    const left = await leftAfterSweep(executionArn);
    const after = await targetSnapshot(pipeline.lambda, name);
    await pipeline.lambda.send(new DeleteFunctionCommand({ FunctionName: name }));

    count(counted, left, before, after);
    expect(leftByItself).toContainEqual(expect.stringMatching(/^function power-tuner-probe-/));
    expect(left).toEqual([]);
    expect(after).toEqual(before);
  });
});

function count(counted: FaultRun, left: readonly string[], before: unknown, after: unknown): void {
  counted.leftovers = left.length;
  counted.targetsChanged = JSON.stringify(before) === JSON.stringify(after) ? 0 : 1;
}

/** What a target may be after its answer was to be applied: as before, or just that. */
function withMemoryOf(before: TargetSnapshot, after: TargetSnapshot): TargetSnapshot {
  const { MemorySize, LastModified, RevisionId } = after.latest.Configuration ?? {};
  if (MemorySize === 128) return before;
  const changed = { MemorySize: 256, LastModified, RevisionId };
  return {
    ...before,
    latest: { ...before.latest, Configuration: { ...before.latest.Configuration, ...changed } },
    versions: before.versions.map((version) =>
      version.Version === '$LATEST' ? { ...version, ...changed } : version,
    ),
  } as TargetSnapshot;
}

/** So many times a stage is run that is safe to run again. */
const ATTEMPTS = 3;

function mayEndWith({ kill, stopAt }: KillPlan): readonly string[] {
  const atEnd = kill === undefined || isSurvived(kill) ? 'SUCCEEDED' : 'FAILED';
  // A stop may come after the end.
  return stopAt === undefined ? [atEnd] : [atEnd, 'ABORTED'];
}

function isSurvived({ stage, nth }: NonNullable<KillPlan['kill']>): boolean {
  if (stage === 'optimizer' || nth === 'every') return false;
  return typeof nth === 'number' || (nth.to ?? Number.POSITIVE_INFINITY) < ATTEMPTS;
}

function assertEnd(plan: KillPlan, ended: DescribeExecutionCommandOutput): void {
  expect(mayEndWith(plan)).toContain(ended.status);
  if (ended.status === 'SUCCEEDED') assertReal(plan, ended);
  if (ended.status === 'FAILED') assertNamed(plan, ended);
}

/** A result holds samples that were taken, each once, and says so where some were lost. */
function assertReal(plan: KillPlan, { output, executionArn = '' }: DescribeExecutionCommandOutput) {
  const { kill, target, inPlace } = plan;
  const { candidates } = resultSchema.parse(JSON.parse(output ?? ''));
  assertPaid(plan, candidates);
  expect(candidates.map(({ memoryMB }) => memoryMB)).toEqual(SIZES);
  const [lost, measured] = [candidates.filter(isLost), candidates.filter((candidate) => !isLost(candidate))];
  expect(lost).toHaveLength(kill?.stage === 'executor' ? 1 : 0);
  for (const { status, warm, cold } of lost) {
    expect({ status, warm, cold }).toEqual({ status: 'failed', warm: undefined, cold: undefined });
  }
  for (const { status, warm, cold, invocations, ...candidate } of measured) {
    expect(status).toBe('measured');
    expect((warm?.durationMs.mean.n ?? 0) + (cold?.latencyMs.mean.n ?? 0)).toBe(NUM);
    expect(invocations).toBe(NUM);
    if (!inPlace) expect(invokesOf(probeName(probePrefix(executionArn), candidate))).toBe(NUM);
    if (target === 'replayed') expect(warm?.durationMs.mean.value).toBe(DURATION_MS[candidate.memoryMB]);
  }
}

/** In place all candidates are versions of one function. A lost Executor may have invoked its own any number of times. */
function assertPaid(plan: KillPlan, candidates: readonly CandidateResult[]): void {
  if (!plan.inPlace || plan.kill?.stage === 'executor') return;
  const reported = candidates.reduce((sum, { invocations }) => sum + invocations, 0);
  expect(invokesOf(`target-${plan.seed}`)).toBe(reported);
}

function isLost({ reason }: CandidateResult): boolean {
  return reason?.includes('Runtime.ExitError') === true;
}

function invokesOf(functionName: string): number {
  return pipeline.calls().filter(({ action, resource }) => action === 'Invoke' && resource === functionName)
    .length;
}

/** The error of a failed execution says which stage was lost; after the decision it has the answer too. */
function assertNamed({ kill }: KillPlan, { error, cause = '' }: DescribeExecutionCommandOutput): void {
  const stage = stageTitle(kill?.stage ?? 'executor');
  expect(error).toBe(stage === 'Executor' ? 'NoCandidateMeasured' : 'Runtime.ExitError');
  expect(cause).toMatch(NAMES[stage] ?? 'no such stage');
  if (AFTER_DECISION.has(stage)) expect(SIZES).toContain(JSON.parse(cause).recommendation.memoryMB);
}

const NAMES: Readonly<Record<string, RegExp>> = {
  Initializer: /^the Initializer gave no answer: .*signal: killed/,
  Publisher: /^the Publisher gave no answer: .*signal: killed/,
  Executor:
    /-128: the Executor was lost: Runtime\.ExitError.*-256: the Executor was lost: Runtime\.ExitError/,
  Analyzer: /^the Analyzer gave no answer: .*signal: killed/,
  Cleaner: /^\{"message":"the Cleaner failed: .*signal: killed/,
  Optimizer: /^\{"message":"the Optimizer failed: .*signal: killed/,
  Reporter: /^\{"message":"the Reporter gave no answer: Runtime\.ExitError"/,
};
const AFTER_DECISION = new Set(['Cleaner', 'Optimizer', 'Reporter']);

describe('all of these runs', () => {
  it('leave no probe', async () => {
    expect(await leftovers(pipeline.lambda)).toEqual([]);
  });

  it.skipIf(!existsSync('/proc'))('leave no process when the emulator is gone', async () => {
    const { endpoint } = pipeline.emulator;
    const ours = () => functionProcesses().filter((process) => process.endpoint === endpoint);
    expect(ours().length).toBeGreaterThan(0);
    await pipeline.stop();
    expect(ours()).toEqual([]);
  });
});
