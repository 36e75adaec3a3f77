import {
  CreateAliasCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { DescribeExecutionCommand, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { createHandler as canaryHandler } from '../../functions/canary/handler.ts';
import { createHandler as optimizer } from '../../functions/optimizer/handler.ts';
import {
  CANARY_DETAIL_TYPE,
  type CanaryEvent,
  type CanaryPlan,
  canaryEventSchema,
  type TuningResult,
} from '../../lib/contract/index.ts';
import type { StatesService } from '../../lib/emulator/states/service.ts';
import type { Stage } from '../../lib/emulator/states/stage.ts';
import { CANARY_MACHINE, canaryMachine } from '../support/canary-machine.ts';
import { canaryPlan } from '../support/canary-plan.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { QUIET } from '../support/quiet-log.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { zipped } from '../support/zipped.ts';

const PLACE = { region: 'us-east-1', accountId: '000000000000' };
const MACHINE_ARN = `arn:aws:states:us-east-1:000000000000:stateMachine:${CANARY_MACHINE}`;
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:tuning';
const [SMALL, LARGE] = [256, 512];

let pipeline: Pipeline;
let machine: StatesService;
/** The canary's clock goes by so much before the real one. */
let aheadMs = 0;
/** How often it has looked. */
let looks = 0;
let before: (event: CanaryEvent) => unknown = () => undefined;

beforeAll(async () => {
  pipeline = await startPipeline({
    retryPauses: 0.01,
    keepSamples: true,
    emulator: { topics: [TOPIC] },
    beside(connection) {
      const now = () => new Date(Date.now() + aheadMs);
      const watched = (handler: ReturnType<typeof canaryHandler>): typeof handler => {
        return async (event, context) => {
          if (event.step === 'compare') looks += 1;
          await before(event);
          return await handler(event, context);
        };
      };
      machine = canaryMachine({ connection, now }, PLACE, watched, { eventBus: 'default', topicArn: TOPIC });
      return { marked: CANARY_MACHINE, service: machine };
    },
    stages: {
      Optimizer: {
        timeoutSeconds: 300,
        handler: (async (event, context) =>
          optimizer({ connection: pipeline.connection, log: QUIET }, { canaryMachineArn: MACHINE_ARN })(
            event,
            context,
          )) as Stage['handler'],
      },
    },
  });
});
afterAll(() => pipeline.stop());
beforeEach(() => {
  aheadMs = 0;
  looks = 0;
  before = () => undefined;
});

/** Twice as fast, and no dearer, with twice the memory; with more than that where the test says so. */
const CURVE = [steady(SMALL, 100), steady(LARGE, 40)];

/** A function with two versions, SMALL and LARGE, and an alias that points to the first. */
async function twoVersions(
  name: string,
  files: Readonly<Record<string, string>>,
  more: Partial<CanaryPlan> = {},
): Promise<CanaryPlan> {
  const { lambda } = pipeline;
  const functionArn = await pipeline.create(name, files, { MemorySize: SMALL });
  const first = await lambda.send(new PublishVersionCommand({ FunctionName: name }));
  await lambda.send(new CreateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion: '1' }));
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, MemorySize: LARGE }));
  await lambda.send(new PublishVersionCommand({ FunctionName: name }));
  const architecture = first.Architectures?.[0] ?? 'x86_64';
  const plan = canaryPlan({ functionArn, functionName: name, invocations: 10, minutes: 1 });
  const version = { architecture, logGroup: `/aws/lambda/${name}` };
  return {
    ...plan,
    old: { ...plan.old, ...version },
    new: { ...plan.new, ...version },
    latest: { memoryMB: SMALL, architecture, codeSha256: first.CodeSha256 ?? '' },
    ...more,
  };
}

async function start(plan: CanaryPlan): Promise<string> {
  const { executionArn = '' } = await pipeline.states.send(
    new StartExecutionCommand({ stateMachineArn: MACHINE_ARN, input: JSON.stringify(plan) }),
  );
  return executionArn;
}

/** Begins a canary, and waits until the new version has its share and is watched. */
async function begin(plan: CanaryPlan): Promise<string> {
  const executionArn = await start(plan);
  await pipeline.until(() => looks > 0);
  return executionArn;
}

async function end(executionArn: string) {
  await pipeline.until(async () => (await describe_(executionArn)).status !== 'RUNNING');
  await machine.settled();
  const { status, output, error, cause } = await describe_(executionArn);
  return { status, error, cause, output: output === undefined ? undefined : JSON.parse(output) };
}

const describe_ = (executionArn: string) =>
  pipeline.states.send(new DescribeExecutionCommand({ executionArn }));

async function aliasOf(FunctionName: string) {
  const { FunctionVersion, RoutingConfig } = await pipeline.lambda.send(
    new GetAliasCommand({ FunctionName, Name: 'live' }),
  );
  return { version: FunctionVersion, weights: RoutingConfig?.AdditionalVersionWeights };
}

async function memoryOfLatest(FunctionName: string) {
  return (await pipeline.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).MemorySize;
}

async function traffic(FunctionName: string, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent++) {
    await pipeline.lambda.send(new InvokeCommand({ FunctionName, Qualifier: 'live' }));
  }
}

const replayed = () => replayPackage({ x86_64: CURVE, arm64: CURVE });

/** Fails in its larger version. */
const FAILING = {
  'index.mjs': `export const handler = async () => {
  if (process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE === '${LARGE}') throw new Error('too large');
};`,
};

describe('a canary', () => {
  it('gives the new version all invocations where nothing speaks against it', async () => {
    const plan = await twoVersions('good', replayed());
    const executionArn = await begin(plan);
    expect(await aliasOf('good')).toEqual({ version: '1', weights: { 2: 0.5 } });
    await traffic('good', 40);
    aheadMs = 61_000;
    const { status, output } = await end(executionArn);
    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({
      outcome: 'complete',
      reason: 'nothing speaks against version 2 (20 invocations of version 2, 20 of version 1)',
      version: '2',
      latestPutBack: false,
      watch: {
        old: { invocations: 20, failed: 0 },
        new: { invocations: 20, failed: 0, durationMs: { mean: 40 } },
      },
    });
    expect(await aliasOf('good')).toEqual({ version: '2', weights: undefined });
    expect(await memoryOfLatest('good')).toBe(LARGE);
  });

  it('goes back at once where the new version fails, and gives $LATEST its memory back', async () => {
    const plan = await twoVersions('failing', FAILING);
    const executionArn = await begin(plan);
    await traffic('failing', 30);
    // Long before its time is up.
    const { status, output } = await end(executionArn);
    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({ outcome: 'back', version: '1', latestPutBack: true });
    expect(output.reason).toMatch(/^version 2 fails more often: \d+ of \d+, version 1 0 of \d+$/);
    expect(await aliasOf('failing')).toEqual({ version: '1', weights: undefined });
    expect(await memoryOfLatest('failing')).toBe(SMALL);
  });

  it('goes back at the end where the new version is slower than promised', async () => {
    const plan = await twoVersions('slower', replayed());
    const executionArn = await begin({ ...plan, promised: { duration: 0.2 } });
    await traffic('slower', 40);
    aheadMs = 61_000;
    const { output } = await end(executionArn);
    expect(output).toMatchObject({ outcome: 'back', version: '1', latestPutBack: true });
    expect(output.reason).toContain('slower than promised: 0.40 to 0.40 times');
  });

  it('goes back where there was too little traffic to tell', async () => {
    const plan = await twoVersions('idle', replayed());
    const executionArn = await begin(plan);
    aheadMs = 61_000;
    const { output } = await end(executionArn);
    expect(output).toMatchObject({ outcome: 'back' });
    expect(output.reason).toContain('too few invocations in 1 minutes to tell (0 invocations');
    expect(await aliasOf('idle')).toEqual({ version: '1', weights: undefined });
  });

  it('goes on after its function was killed in the middle of each step', async () => {
    const plan = await twoVersions('killed', replayed());
    const killed = new Map<string, number>();
    before = ({ step = 'ended' }) => {
      const count = (killed.get(step) ?? 0) + 1;
      killed.set(step, count);
      if (count === 1) throw Object.assign(new Error('killed'), { name: 'Runtime.ExitError' });
    };
    const executionArn = await begin(plan);
    await traffic('killed', 40);
    aheadMs = 61_000;
    const { output } = await end(executionArn);
    expect(output).toMatchObject({ outcome: 'complete', version: '2' });
    expect([...killed.keys()]).toEqual(['shift', 'compare', 'complete', 'tell']);
    expect(await aliasOf('killed')).toEqual({ version: '2', weights: undefined });
  });

  it('goes on where answers of Lambda are lost after it has acted', async () => {
    const plan = await twoVersions('lost', replayed());
    pipeline.emulator.setFaults([{ action: 'UpdateAlias', nth: 1, do: { drop: 'after' } }]);
    const executionArn = await begin(plan);
    pipeline.emulator.setFaults([]);
    await traffic('lost', 40);
    aheadMs = 61_000;
    expect((await end(executionArn)).output).toMatchObject({ outcome: 'complete' });
  });

  it('goes back when it is stopped', async () => {
    const plan = await twoVersions('stopped', replayed());
    const executionArn = await begin(plan);
    await pipeline.states.send(new StopExecutionCommand({ executionArn }));
    expect(await end(executionArn)).toMatchObject({ status: 'ABORTED' });
    expect(await aliasOf('stopped')).toEqual({ version: '1', weights: undefined });
    expect(await memoryOfLatest('stopped')).toBe(SMALL);
  });

  it('gives the new version nothing where it is stopped before that', async () => {
    const plan = await twoVersions('stopped-early', replayed());
    const calls = pipeline.calls().length;
    before = async ({ step, ...event }) => {
      if (step !== 'shift' || !('executionArn' in event)) return;
      await pipeline.states.send(new StopExecutionCommand({ executionArn: event.executionArn }));
    };
    expect(await end(await start(plan))).toMatchObject({ status: 'ABORTED' });
    expect(pipeline.calls().slice(calls)).not.toContainEqual(
      expect.objectContaining({ action: 'UpdateAlias' }),
    );
    expect(await aliasOf('stopped-early')).toEqual({ version: '1', weights: undefined });
    expect(await memoryOfLatest('stopped-early')).toBe(SMALL);
  });

  it('gives the new version nothing and fails where the log may not be read', async () => {
    const plan = await twoVersions('unread', replayed());
    pipeline.emulator.setFaults([
      {
        action: 'FilterLogEvents',
        do: { error: { name: 'AccessDeniedException', message: 'not authorized', status: 400 } },
      },
    ]);
    const executionArn = await start(plan);
    const { status, error } = await end(executionArn);
    pipeline.emulator.setFaults([]);
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'AccessDeniedException' });
    expect(await aliasOf('unread')).toEqual({ version: '1', weights: undefined });
    expect(await memoryOfLatest('unread')).toBe(SMALL);
    expect(looks).toBe(0);
  });

  it('leaves an alias alone that somebody else has moved', async () => {
    const plan = await twoVersions('moved', replayed());
    const executionArn = await begin(plan);
    await pipeline.lambda.send(
      new UpdateAliasCommand({
        FunctionName: 'moved',
        Name: 'live',
        FunctionVersion: '2',
        RoutingConfig: { AdditionalVersionWeights: {} },
      }),
    );
    const { status, output } = await end(executionArn);
    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({
      outcome: 'moved',
      reason: 'somebody else has pointed the alias live elsewhere: it is left as it is',
    });
    expect(await aliasOf('moved')).toEqual({ version: '2', weights: undefined });
  });
});

/** What was told of a canary: its event, and the message of that. */
function toldOf(executionArn: string) {
  const { events, published } = pipeline.emulator;
  const details = events().flatMap(({ detailType, detail }) =>
    detailType === CANARY_DETAIL_TYPE ? [canaryEventSchema.strict().parse(detail)] : [],
  );
  return {
    events: details.filter((event) => event.executionArn === executionArn),
    messages: published().filter(({ message }) => message.includes(executionArn)),
  };
}

describe("a canary's end", () => {
  it('is told as an event of its own schema, and the same in words', async () => {
    const plan = await twoVersions('heard', FAILING);
    const executionArn = await begin(plan);
    await traffic('heard', 30);
    const { output } = await end(executionArn);
    const { events, messages } = toldOf(executionArn);
    expect(events).toEqual([
      {
        schemaVersion: 1,
        outcome: 'back',
        reason: output.reason,
        endedAt: expect.any(String),
        functionArn: plan.functionArn,
        functionName: 'heard',
        region: 'us-east-1',
        alias: 'live',
        executionArn,
        tunedBy: plan.tunedBy,
        old: { version: '1', architecture: plan.old.architecture, memoryMB: SMALL },
        new: { version: '2', architecture: plan.new.architecture, memoryMB: LARGE },
        version: '1',
        latestPutBack: true,
      },
    ]);
    expect(messages.map(({ subject }) => subject)).toEqual(['Canary of heard, alias live: went back']);
    expect(messages[0]?.message).toContain(`: ${output.reason}.`);
  });

  it('is told where its execution was stopped', async () => {
    const executionArn = await begin(await twoVersions('halted', replayed()));
    await pipeline.states.send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'by hand' }));
    await end(executionArn);
    expect(toldOf(executionArn).events).toMatchObject([
      { outcome: 'failed', reason: 'its execution ended badly (Enough: by hand)', version: '1' },
    ]);
  });

  it('is told where the old version could not be given all invocations again', async () => {
    const executionArn = await begin(await twoVersions('stuck', replayed()));
    const denied = { name: 'AccessDeniedException', message: 'not authorized', status: 403 };
    pipeline.emulator.setFaults([{ action: 'UpdateAlias', do: { error: denied } }]);
    await pipeline.states.send(new StopExecutionCommand({ executionArn }));
    await end(executionArn).catch(() => undefined);
    pipeline.emulator.setFaults([]);
    expect(await aliasOf('stuck')).toEqual({ version: '1', weights: { 2: 0.5 } });
    const [event] = toldOf(executionArn).events;
    expect(event).toMatchObject({ outcome: 'failed' });
    expect(event).not.toHaveProperty('version');
    expect(event?.reason).toContain('the alias live could not be given back to version 1: AccessDenied');
  });

  it('is told to nobody where the run was to tell nobody', async () => {
    const executionArn = await begin(await twoVersions('quiet', FAILING, { notify: 'never' }));
    await traffic('quiet', 30);
    expect((await end(executionArn)).output).toMatchObject({ outcome: 'back' });
    expect(toldOf(executionArn)).toEqual({ events: [], messages: [] });
  });

  it('loses nothing where it can be neither kept nor told', async () => {
    const kept = { bucket: 'no-such-bucket', key: 'results/lost.canary.json' };
    const denied = { name: 'AccessDeniedException', message: 'not authorized', status: 400 };
    pipeline.emulator.setFaults(
      ['PutEvents', 'Publish', 'PutObject'].map((action) => ({ action, do: { error: denied } })),
    );
    const executionArn = await begin(await twoVersions('unheard', FAILING, { kept }));
    await traffic('unheard', 30);
    const { status, output } = await end(executionArn);
    pipeline.emulator.setFaults([]);
    expect({ status, outcome: output.outcome }).toEqual({ status: 'SUCCEEDED', outcome: 'back' });
  });
});

describe('a run with a canary', () => {
  const input = { powerValues: [SMALL, LARGE], num: 10, autoOptimize: true, autoOptimizeAlias: 'live' };

  async function withAlias(name: string): Promise<string> {
    const lambdaARN = await pipeline.create(name, replayed(), { MemorySize: SMALL });
    await pipeline.lambda.send(new PublishVersionCommand({ FunctionName: name }));
    await pipeline.lambda.send(
      new CreateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion: '1' }),
    );
    return lambdaARN;
  }

  it('publishes what it recommends, and leaves the alias to the canary', async () => {
    const lambdaARN = await withAlias('orders');
    const canary = { share: 0.5, minutes: 1, invocations: 10 };
    const result: TuningResult = await pipeline.tune({ lambdaARN, ...input, canary });
    expect(result.applied).toEqual({
      memoryMB: LARGE,
      alias: 'live',
      version: '2',
      canary: { executionArn: expect.stringContaining(`:${CANARY_MACHINE}:`), share: 0.5, minutes: 1 },
    });
    const executionArn = result.applied?.canary?.executionArn ?? '';
    await pipeline.until(async () => (await aliasOf('orders')).weights !== undefined);
    expect(await aliasOf('orders')).toEqual({ version: '1', weights: { 2: 0.5 } });
    await traffic('orders', 40);
    aheadMs = 61_000;
    expect((await end(executionArn)).output).toMatchObject({ outcome: 'complete', version: '2' });
    const plan: CanaryPlan = JSON.parse((await describe_(executionArn)).input ?? '');
    expect(plan.promised.duration).toBeCloseTo(0.4, 1);
    expect(plan.old).toMatchObject({ version: '1', memoryMB: SMALL });
    expect(plan.new).toMatchObject({ version: '2', memoryMB: LARGE });
  });

  it('does not apply by itself again what a canary took back, until the code is another', async () => {
    const { autoOptimize: _, ...more } = input;
    const canary = { share: 0.5, minutes: 1, invocations: 10 };
    const tune = async (change: object = {}): Promise<TuningResult> =>
      await pipeline.tune({ lambdaARN, ...more, apply: 'auto', canary, ...change });
    const lambdaARN = await withAlias('taken-back');
    const first = await tune();
    const executionArn = first.applied?.canary?.executionArn ?? '';
    await pipeline.until(async () => (await aliasOf('taken-back')).weights !== undefined);
    aheadMs = 61_000;
    const { output } = await end(executionArn);
    expect(output).toMatchObject({ outcome: 'back', latestPutBack: true });
    const second = await tune();
    expect(second).not.toHaveProperty('applied');
    expect(second.warnings.map(({ code }) => code)).toEqual(['canary-went-back']);
    expect(second.proposal?.reason).toContain(`took it back with the same code: ${output.reason}`);
    expect(second.history?.[0]).toMatchObject({
      applied: true,
      canary: { outcome: 'back', reason: output.reason },
    });
    // Nothing was applied by that one: the trial is in its history.
    const third = await tune();
    expect(third.warnings.map(({ code }) => code)).toEqual(['canary-went-back']);
    expect(await aliasOf('taken-back')).toEqual({ version: '1', weights: undefined });
    const files = { ...replayed(), 'new.txt': 'mended' };
    await pipeline.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'taken-back', ZipFile: zipped(files) }),
    );
    const { Version } = await pipeline.lambda.send(new PublishVersionCommand({ FunctionName: 'taken-back' }));
    await pipeline.lambda.send(
      new UpdateAliasCommand({ FunctionName: 'taken-back', Name: 'live', FunctionVersion: Version }),
    );
    expect((await tune({ canary: undefined })).applied).toMatchObject({ memoryMB: LARGE, alias: 'live' });
  });

  it('moves an alias at once that nobody has used yet', async () => {
    const lambdaARN = await pipeline.create('fresh', replayed(), { MemorySize: SMALL });
    const result: TuningResult = await pipeline.tune({ lambdaARN, ...input, canary: {} });
    expect(result.applied).toEqual({ memoryMB: LARGE, alias: 'live', version: '1' });
    expect(await aliasOf('fresh')).toEqual({ version: '1', weights: undefined });
  });

  it('changes nothing where the alias points to $LATEST', async () => {
    const lambdaARN = await withAlias('latest');
    await pipeline.lambda.send(
      new UpdateAliasCommand({ FunctionName: 'latest', Name: 'live', FunctionVersion: '$LATEST' }),
    );
    const ended = await pipeline.run({ lambdaARN, ...input, canary: {} });
    expect(ended).toMatchObject({ status: 'FAILED', error: 'NotApplied' });
    expect(ended.cause).toContain('the alias live points to $LATEST');
    expect(await memoryOfLatest('latest')).toBe(SMALL);
  });

  it('changes nothing where the alias is shared between two versions already', async () => {
    const lambdaARN = await withAlias('shared');
    await pipeline.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'shared', Description: 'another' }),
    );
    await pipeline.lambda.send(new PublishVersionCommand({ FunctionName: 'shared' }));
    const RoutingConfig = { AdditionalVersionWeights: { 2: 0.1 } };
    await pipeline.lambda.send(
      new UpdateAliasCommand({ FunctionName: 'shared', Name: 'live', RoutingConfig }),
    );
    const ended = await pipeline.run({ lambdaARN, ...input, canary: {} });
    expect(ended.cause).toContain('shares its invocations between two versions already');
    expect(await aliasOf('shared')).toEqual({ version: '1', weights: { 2: 0.1 } });
  });
});
