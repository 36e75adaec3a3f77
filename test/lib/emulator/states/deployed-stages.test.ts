import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, type Fault, startEmulator } from '../../../../lib/emulator/emulator.ts';
import { createEnvironments, type Environments } from '../../../../lib/emulator/environment/index.ts';
import {
  createStates,
  type StateMachineOptions,
  type StatesService,
} from '../../../../lib/emulator/states/service.ts';
import type { InvokedFunction, InvokeFunction } from '../../../../lib/emulator/states/stage.ts';
import { connect } from '../../../support/backend.ts';
import { invokeOver } from '../../../support/deployed-stages.ts';
import { zipped } from '../../../support/zipped.ts';

/** Does what its event asks for. */
const WORK = `
export const handler = async (event) => {
  if (event.naps) await new Promise((resolve) => setTimeout(resolve, event.naps));
  if (event.fails) throw Object.assign(new RangeError('as asked'), { name: 'Asked' });
  if (event.exits) process.exit(3);
  if (event.grows) for (const held = []; ; ) held.push(Buffer.alloc(8 << 20, 1));
  return { saw: event };
};`;
const CLEANER = 'export const handler = async (event) => ({ cleaned: event });';

const FUNCTIONS = {
  'machine-work': { code: WORK, Timeout: 30 },
  'machine-cleaner': { code: CLEANER, Timeout: 30 },
  'quick-work': { code: WORK, Timeout: 1 },
};

const task = (stage: string, more: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: `\${${stage}Arn}`, 'Payload.$': '$' },
  ...more,
});
const ONE_STEP = { StartAt: 'Work', States: { Work: task('Work', { End: true }) } };

let environments: Environments;
let emulator: Emulator;
let clients: ReturnType<typeof connect>;
let service: StatesService;
let invoke: InvokeFunction;
/** The functions that have answered since the test began, in order. */
let answered: string[] = [];

beforeAll(async () => {
  environments = createEnvironments({ cores: 16 });
  emulator = await startEmulator({
    createEnvironment: environments.create,
    delays: 0,
    onInvocation: ({ functionName }) => answered.push(functionName),
    targets: { AWSStepFunctions: (action, body) => service.answer(action, body) },
  });
  const { endpoint, region } = emulator;
  clients = connect(endpoint, region);
  invoke = invokeOver({ endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  for (const [FunctionName, { code, Timeout }] of Object.entries(FUNCTIONS)) {
    await clients.lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/stage',
        Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
        MemorySize: 256,
        Timeout,
        Code: { ZipFile: zipped({ 'index.mjs': code }) },
      }),
    );
  }
});
afterEach(async () => {
  emulator.setFaults([]);
  await service.idle();
  answered = [];
});
afterAll(async () => {
  await emulator.stop();
  await environments.stop();
});

interface MachineOptions extends Pick<StateMachineOptions, 'losesEvent'> {
  /** Which functions its stages are: `<name>-work`. */
  readonly name?: string;
  readonly invoke?: InvokeFunction;
}

/** Puts a state machine on the emulator that has the stages Work and Cleaner. */
function machine(definition: unknown, { name = 'machine', ...options }: MachineOptions = {}): void {
  const { region, accountId } = emulator;
  const stages = { names: ['Work', 'Cleaner'], invoke: options.invoke ?? invoke };
  service = createStates({ region, accountId, name, definition, cleaner: 'Cleaner', ...options, stages });
}

async function start(input: unknown): Promise<string> {
  const { stateMachineArn } = service;
  const { executionArn = '' } = await clients.states.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  return executionArn;
}

async function end(executionArn: string) {
  for (;;) {
    const description = await clients.states.send(new DescribeExecutionCommand({ executionArn }));
    if (description.status !== 'RUNNING') {
      await service.settled();
      return description;
    }
    await sleep(10);
  }
}

const run = async (input: unknown) => end(await start(input));

const onWork = (effect: Fault['do']): Fault => ({
  action: 'Invoke',
  resource: 'machine-work',
  do: effect,
});
const answering = (name: string, status: number) => onWork({ error: { name, message: 'as asked', status } });

describe('a stage that is a function', { timeout: 30_000 }, () => {
  it('gets the payload out of the envelope, and its answer is in one', async () => {
    machine(ONE_STEP);
    const { status, output } = await run({ a: 1 });
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '')).toEqual({
      ExecutedVersion: '$LATEST',
      Payload: { saw: { a: 1 } },
      StatusCode: 200,
    });
  });

  it.each([
    ['Asked', 'machine', { fails: true }, /^as asked$/],
    ['Runtime.ExitError', 'machine', { exits: true }, /exit status 3$/],
    ['Runtime.OutOfMemory', 'machine', { grows: true }, /signal: killed$/],
    ['Sandbox.Timedout', 'quick', { naps: 5000 }, /Task timed out after 1\.00 seconds$/],
  ])(
    "fails with its error's name %s, and Lambda's JSON as the cause",
    async (error, name, input, message) => {
      machine(ONE_STEP, { name, losesEvent: () => true });
      const ended = await run(input);
      expect([ended.status, ended.error]).toEqual(['FAILED', error]);
      expect(JSON.parse(ended.cause ?? '')).toMatchObject({
        errorType: error,
        errorMessage: expect.stringMatching(message),
      });
    },
  );

  it('fails with Runtime.ExitError where its environment is killed in the middle', async () => {
    machine(ONE_STEP);
    emulator.setFaults([onWork({ killEnvironment: true, afterMs: 100 })]);
    const { error, cause } = await run({ naps: 20_000 });
    expect(error).toBe('Runtime.ExitError');
    expect(JSON.parse(cause ?? '').errorMessage).toMatch(/signal: killed$/);
  });

  it.each([
    ['Lambda.ServiceException', answering('ServiceException', 500), /\(Service: Lambda, Status Code: 500, /],
    ['Lambda.EC2ThrottledException', answering('EC2ThrottledException', 502), /Status Code: 502/],
    ['Lambda.ResourceNotFoundException', answering('ResourceNotFoundException', 404), /Status Code: 404/],
    ['Lambda.AWSLambdaException', answering('BadGateway', 502), /Status Code: 502/],
    ['Lambda.SdkClientException', onWork({ drop: 'before' }), /^Unable to execute HTTP request: /],
    ['Lambda.SdkClientException', onWork({ drop: 'after' }), /^Unable to execute HTTP request: /],
  ])('fails with %s where that is what invoking it comes to', async (error, fault, cause) => {
    machine(ONE_STEP);
    emulator.setFaults([fault]);
    const ended = await run({});
    expect(ended.error).toBe(error);
    expect(ended.cause).toMatch(cause);
  });

  it('fails with Lambda.TooManyRequestsException where it has no concurrency left', async () => {
    machine(ONE_STEP);
    const FunctionName = 'machine-work';
    await clients.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
    );
    const { error, cause } = await run({});
    await clients.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect(error).toBe('Lambda.TooManyRequestsException');
    expect(cause).toMatch(/^Rate Exceeded\. \(Service: Lambda, Status Code: 429, Request ID: [\w-]+\)$/);
  });

  it.each([
    '{"errorMessage":"Task timed out after 3.00 seconds"}',
    '{"errorType":null}',
    '"Error"',
    'null',
    '',
  ])('fails with Lambda.Unknown where the function answers an error of no type: %s', async (Payload) => {
    const untyped: InvokedFunction = {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: 'Unhandled',
      Payload,
    };
    machine(ONE_STEP, { invoke: async () => untyped });
    const { error, cause } = await run({});
    expect(error).toBe('Lambda.Unknown');
    expect(cause).toBe(
      `The cause could not be determined because Lambda did not return an error type. Returned payload: ${Payload}`,
    );
  });
});

describe('an execution whose stages are functions', { timeout: 30_000 }, () => {
  it('leaves a stage running when it is stopped, and starts the Cleaner beside it', async () => {
    machine(ONE_STEP);
    const executionArn = await start({ naps: 1500 });
    await sleep(100);
    await clients.states.send(new StopExecutionCommand({ executionArn }));
    expect((await end(executionArn)).status).toBe('ABORTED');
    expect(answered).toEqual(['machine-cleaner']);
    await service.idle();
    expect(answered).toEqual(['machine-cleaner', 'machine-work']);
  });

  it('leaves a stage running when its state times out, and goes on', async () => {
    const late = { ErrorEquals: ['States.Timeout'], ResultPath: '$.error', Next: 'Late' };
    machine({
      StartAt: 'Work',
      States: {
        Work: task('Work', { TimeoutSeconds: 1, Catch: [late], End: true }),
        Late: { Type: 'Pass', End: true },
      },
    });
    const { status, output } = await run({ naps: 2000 });
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '').error.Error).toBe('States.Timeout');
    expect(answered).toEqual([]);
    await service.idle();
    expect(answered).toEqual(['machine-work']);
  });

  it('leaves a stage running when its own time is up, and starts the Cleaner', async () => {
    machine({ ...ONE_STEP, TimeoutSeconds: 1 });
    expect((await run({ naps: 2000 })).status).toBe('TIMED_OUT');
    expect(answered).toEqual(['machine-cleaner']);
    await service.idle();
    expect(answered).toEqual(['machine-cleaner', 'machine-work']);
  });

  it('leaves the branches of a failed Map running, begins no more, and cleans up beside them', async () => {
    machine({
      StartAt: 'All',
      States: {
        All: {
          Type: 'Map',
          ItemsPath: '$.items',
          MaxConcurrency: 2,
          ItemProcessor: { StartAt: 'Work', States: { Work: task('Work', { End: true }) } },
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Clean' }],
          End: true,
        },
        Clean: task('Cleaner', { ResultPath: null, Next: 'Failed' }),
        Failed: { Type: 'Fail', ErrorPath: '$.error.Error', CausePath: '$.error.Cause' },
      },
    });
    const { error } = await run({ items: [{ naps: 2000 }, { fails: true }, {}, {}] });
    expect(error).toBe('Asked');
    // By the state machine, and by the event that it has failed.
    expect(answered).toEqual(['machine-work', 'machine-cleaner', 'machine-cleaner']);
    await service.idle();
    expect(answered).toEqual(['machine-work', 'machine-cleaner', 'machine-cleaner', 'machine-work']);
  });

  it('is not cleaned up after where its event is lost', async () => {
    machine(ONE_STEP, { losesEvent: () => true });
    expect((await run({ fails: true })).status).toBe('FAILED');
    expect(answered).toEqual(['machine-work']);
  });

  it('writes nothing into its history after its end', async () => {
    machine(ONE_STEP);
    const executionArn = await start({ naps: 500 });
    await sleep(50);
    await clients.states.send(new StopExecutionCommand({ executionArn }));
    await end(executionArn);
    await service.idle();
    const { events = [] } = await clients.states.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'ExecutionAborted',
    ]);
  });
});
