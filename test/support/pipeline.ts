import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type HistoryEvent,
  paginateGetExecutionHistory,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { localStages } from '../../bin/stages.ts';
import type { StageLog } from '../../functions/middleware/stage-context.ts';
import type { Connection } from '../../lib/aws/clients/connection.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { LOCAL_BUCKET, LOCAL_RESULTS_BUCKET } from '../../lib/cli/local/bucket.ts';
import type { TuningResult } from '../../lib/contract/index.ts';
import {
  type ApiCall,
  type Emulator,
  type EmulatorOptions,
  type InvocationEvent,
  startEmulator,
} from '../../lib/emulator/emulator.ts';
import { createEnvironments, type EnvironmentsOptions } from '../../lib/emulator/environment/index.ts';
import { createStates, type StatesService } from '../../lib/emulator/states/service.ts';
import type { DeployedStages, Stages } from '../../lib/emulator/states/stage.ts';
import definition from '../../statemachine/power-tuner.asl.json' with { type: 'json' };
import { zipped } from './zipped.ts';

/** The whole service on the emulator: the deployed definition, the deployed handlers, the real SDK. */
export interface Pipeline {
  readonly connection: Connection;
  readonly emulator: Emulator;
  readonly lambda: LambdaClient;
  readonly states: SFNClient;
  readonly stateMachineArn: string;
  /** The state machine past the API: what is asked of it here is in no call log, and meets no fault. */
  readonly service: StatesService;
  /** Everything that the stages logged, one text a line. */
  readonly logged: readonly string[];
  calls(): readonly ApiCall[];
  /** Every finished invocation so far. */
  invocations(): readonly InvocationEvent[];
  /** Does something right after a call was answered; `count` is how many of that action there were by then. */
  onCall(react: (call: ApiCall, count: number) => unknown): void;
  /** Waits until something is the case. */
  until(isSo: () => unknown): Promise<void>;
  /** @returns the function's ARN */
  create(
    name: string,
    files: Readonly<Record<string, string>>,
    more?: Partial<CreateFunctionCommandInput>,
  ): Promise<string>;
  start(input: object): Promise<string>;
  /** Waits for the end of an execution and of its cleaning up. */
  end(executionArn: string): Promise<DescribeExecutionCommandOutput>;
  /** Waits until no stage runs any more, those included that their execution left behind. */
  idle(): Promise<void>;
  /** All events of an execution. */
  history(executionArn: string): Promise<HistoryEvent[]>;
  /** Runs an input to its end. */
  run(input: object): Promise<DescribeExecutionCommandOutput>;
  /** Runs an input that has to succeed. */
  tune(input: object): Promise<TuningResult>;
  stop(): Promise<void>;
}

export const ROLE = 'arn:aws:iam::000000000000:role/target';

export interface PipelineOptions {
  readonly region?: string;
  /** AWS's delays, scaled; none by default. */
  readonly delays?: number;
  /** AWS's limits, or others; none by default. */
  readonly limits?: EmulatorOptions['limits'];
  /** What else the emulator has. */
  readonly emulator?: Partial<EmulatorOptions>;
  /** Whether raw samples are put into a bucket of the emulator. */
  readonly keepSamples?: boolean;
  /** What the stages are told by variables beside what a laptop tells them. */
  readonly told?: Readonly<Record<string, string>>;
  /** Stages that a test plays itself. */
  readonly stages?: Stages;
  /** Makes functions of the stages, where they are not to run in this process. */
  readonly deploy?: (connection: Connection, lambda: LambdaClient) => Promise<DeployedStages>;
  /** Whether the status event of an execution is lost. */
  readonly losesEvent?: (executionArn: string) => boolean;
  /** Pauses before a Retry, as a factor of the definition's. */
  readonly retryPauses?: number;
  /** The state machine's own time limit; the definition's where absent. */
  readonly timeoutSeconds?: number;
  /** Factor on the time limits and pauses of the clients, the stages' and the test's. */
  readonly timeScale?: number;
  readonly environments?: EnvironmentsOptions;
  /** Another state machine on the same endpoint, whose ARNs have this in them. */
  readonly beside?: (connection: Connection) => { readonly marked: string; readonly service: StatesService };
  /** What the clients sign with; nothing checks it. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export async function startPipeline(options: PipelineOptions = {}): Promise<Pipeline> {
  const region = options.region ?? 'us-east-1';
  const logged: string[] = [];
  const write = (message: string, extra: Record<string, unknown>) => {
    logged.push(JSON.stringify({ message, ...extra }));
  };
  const log: StageLog = { info: write, error: write };
  const environments = createEnvironments({ seed: 1, ...options.environments });
  const { timeScale } = options;
  let service: StatesService | undefined;
  let beside: ReturnType<NonNullable<PipelineOptions['beside']>> | undefined;
  const invocations: InvocationEvent[] = [];
  const counts = new Map<string, number>();
  let react: ((call: ApiCall, count: number) => unknown) | undefined;
  const emulator = await startEmulator({
    buckets: [LOCAL_BUCKET, LOCAL_RESULTS_BUCKET],
    ...options.emulator,
    onInvocation: (event) => void invocations.push(event),
    onCall: (call) => {
      const count = (counts.get(call.action) ?? 0) + 1;
      counts.set(call.action, count);
      react?.(call, count);
    },
    region,
    createEnvironment: environments.create,
    delays: options.delays ?? 0,
    limits: options.limits ?? false,
    targets: {
      AWSStepFunctions: async (action, body) =>
        beside !== undefined && JSON.stringify(body).includes(`:${beside.marked}`)
          ? beside.service.answer(action, body)
          : service?.answer(action, body),
    },
  });
  const connection = {
    endpoint: emulator.endpoint,
    region,
    credentials: options.credentials ?? { accessKeyId: 'test', secretAccessKey: 'test' },
    ...(timeScale === undefined ? {} : { timeScale }),
  };
  const lambda = controlPlane(connection);
  beside = options.beside?.(connection);
  const { losesEvent, retryPauses, timeoutSeconds } = options;
  service = createStates({
    region,
    accountId: emulator.accountId,
    name: 'power-tuner',
    definition: timeoutSeconds === undefined ? definition : { ...definition, TimeoutSeconds: timeoutSeconds },
    stages: (await options.deploy?.(connection, lambda)) ?? {
      ...localStages(
        connection,
        log,
        options.keepSamples === true ? LOCAL_RESULTS_BUCKET : undefined,
        false,
        options.told,
      ),
      ...options.stages,
    },
    cleaner: 'Cleaner',
    notifier: 'Notifier',
    ...(losesEvent === undefined ? {} : { losesEvent }),
    ...(retryPauses === undefined ? {} : { retryPauses }),
  });
  const { stateMachineArn } = service;
  const machine = states(connection);

  const start = async (input: object) => {
    const { executionArn = '' } = await machine.send(
      new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
    );
    return executionArn;
  };
  const end = async (executionArn: string) => {
    for (;;) {
      const description = await machine.send(new DescribeExecutionCommand({ executionArn }));
      if (description.status !== 'RUNNING') {
        await service.settled();
        return description;
      }
      await sleep(20);
    }
  };
  return {
    connection,
    emulator,
    lambda,
    states: machine,
    stateMachineArn,
    service,
    logged,
    calls: () => emulator.calls(),
    invocations: () => [...invocations],
    onCall(then) {
      counts.clear();
      react = then;
    },
    async until(isSo) {
      while (!(await isSo())) await sleep(5);
    },
    async create(FunctionName, files, more = {}) {
      const created = await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: ROLE,
          Timeout: 30,
          MemorySize: 512,
          Code: { ZipFile: zipped(files) },
          Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
          ...more,
        }),
      );
      return created.FunctionArn ?? '';
    },
    start,
    end,
    idle: () => service.idle(),
    async history(executionArn) {
      const pages = paginateGetExecutionHistory({ client: machine }, { executionArn, maxResults: 1000 });
      return (await Array.fromAsync(pages)).flatMap(({ events }) => events ?? []);
    },
    run: async (input) => end(await start(input)),
    async tune(input) {
      const { status, output, error, cause } = await end(await start(input));
      if (status !== 'SUCCEEDED') throw new Error(`the execution is ${status}: ${error}: ${cause}`);
      return JSON.parse(output ?? 'null') as TuningResult;
    },
    async stop() {
      await beside?.service.stop();
      await service.stop();
      await emulator.stop();
      await environments.stop();
    },
  };
}
