import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { startEmulator } from '../../lib/emulator/emulator.ts';
import { createStates, type StatesService } from '../../lib/emulator/states/service.ts';
import { connectAws } from './aws-service.ts';
import { echoEnvironments } from './echo-environment.ts';
import { connectPeer } from './peer-service.ts';
import { MACHINE } from './state-machine.ts';
import { zipped } from './zipped.ts';

/** What the contract suite runs against: a Lambda API, and clients for it. */
export interface Backend extends Clients {
  readonly region: string;
  readonly accountId: string;
  /** A role that functions can be given. */
  readonly roleArn: string;
  /** Where objects may be put. */
  readonly bucket: string;
  /** A function's ARN. */
  arnOf(functionName: string, qualifier?: string): string;
  /** What CreateFunction needs for a function that echoes, with a new name. */
  echo(): CreateFunctionCommandInput & { readonly FunctionName: string };
  /** Creates a function that echoes, and waits until it can be used. @returns its name */
  create(input?: Partial<CreateFunctionCommandInput>): Promise<string>;
  /** Makes the state machine of state-machine.ts. @returns its ARN */
  createStateMachine(): Promise<string>;
  /** Makes a topic. @returns its ARN */
  createTopic(): Promise<string>;
  /** Waits until an execution has ended. */
  ended(executionArn: string): Promise<DescribeExecutionCommandOutput>;
  /** Waits until the last update of a function is done. */
  updated(functionName: string): Promise<void>;
  /** Deletes the functions that are left, too. */
  stop(): Promise<void>;
}

interface Clients {
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly tagging: ResourceGroupsTaggingAPIClient;
  readonly states: SFNClient;
  readonly logs: CloudWatchLogsClient;
  readonly events: EventBridgeClient;
  readonly sns: SNSClient;
  readonly scheduler: SchedulerClient;
}

/** Where the API is spoken, before the suite has put anything there. */
export interface Service extends Clients {
  readonly region: string;
  readonly accountId: string;
  readonly roleArn: string;
  readonly bucket: string;
  /** Makes the state machine of state-machine.ts. @returns its ARN */
  createStateMachine(): Promise<string>;
  /** Makes a topic. @returns its ARN */
  createTopic(): Promise<string>;
  stop(): Promise<void>;
}

/** For `expect.poll`: on AWS log events, for one, can be found only some seconds after they were written. */
export const SOON = {
  timeout: process.env.POWER_TUNER_CONTRACT_BACKEND === 'aws' ? 60_000 : 2000,
  interval: 100,
};

/** Credentials that nothing checks. */
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

export interface BackendOptions {
  /** How long creations and updates take on the emulator, as a factor of AWS's time. Default 0. */
  readonly delays?: number;
}

/** Starts what POWER_TUNER_CONTRACT_BACKEND names: `emulator` (the default), `peer` or `aws`. */
export async function startBackend(options: BackendOptions = {}): Promise<Backend> {
  const service = await startService(process.env, options);
  const { lambda, region, accountId, roleArn, bucket } = service;
  const named = new Set<string>();
  const echo = () => {
    const FunctionName = `contract-${randomBytes(6).toString('hex')}`;
    named.add(FunctionName);
    return {
      FunctionName,
      Role: roleArn,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x' as const,
      Code: { ZipFile: zipped() },
    };
  };
  return {
    lambda,
    s3: service.s3,
    tagging: service.tagging,
    states: service.states,
    logs: service.logs,
    events: service.events,
    sns: service.sns,
    scheduler: service.scheduler,
    region,
    accountId,
    roleArn,
    bucket,
    arnOf: (functionName, qualifier) =>
      [`arn:aws:lambda:${region}:${accountId}:function`, functionName, qualifier ?? []].flat().join(':'),
    echo,
    async create(input = {}) {
      const { FunctionName, ...rest } = echo();
      const name = input.FunctionName ?? FunctionName;
      named.add(name);
      await lambda.send(new CreateFunctionCommand({ ...rest, ...input, FunctionName: name }));
      await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName: name });
      return name;
    },
    createStateMachine: () => service.createStateMachine(),
    createTopic: () => service.createTopic(),
    async ended(executionArn) {
      for (;;) {
        const described = await service.states.send(new DescribeExecutionCommand({ executionArn }));
        if (described.status !== 'RUNNING') return described;
        await sleep(50);
      }
    },
    async updated(FunctionName) {
      await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
    },
    async stop() {
      for (const FunctionName of named) await deleteQuietly(lambda, FunctionName);
      await service.stop();
    },
  };
}

async function startService(environment: NodeJS.ProcessEnv, options: BackendOptions): Promise<Service> {
  const { POWER_TUNER_CONTRACT_BACKEND: name = 'emulator' } = environment;
  if (name === 'emulator') return startEmulatorService(options);
  if (name === 'peer') return connectPeer(environment);
  if (name === 'aws') return connectAws(environment);
  throw new Error(`POWER_TUNER_CONTRACT_BACKEND is "${name}"; it can be emulator, peer or aws`);
}

/** The emulator, with functions that echo. */
async function startEmulatorService({ delays = 0 }: BackendOptions): Promise<Service> {
  let states: StatesService | undefined;
  const topic = 'arn:aws:sns:us-east-1:000000000000:contract';
  const emulator = await startEmulator({
    createEnvironment: echoEnvironments().create,
    delays,
    limits: false,
    topics: [topic],
    targets: { AWSStepFunctions: async (action, body) => states?.answer(action, body) },
  });
  const { endpoint, region, accountId } = emulator;
  const clients = connect(endpoint, region);
  return {
    ...clients,
    region,
    accountId,
    roleArn: `arn:aws:iam::${accountId}:role/contract`,
    bucket: 'contract',
    async createStateMachine() {
      states = createStates({
        region,
        accountId,
        name: 'contract',
        definition: MACHINE,
        stages: {},
        cleaner: 'none',
      });
      return states.stateMachineArn;
    },
    createTopic: async () => topic,
    async stop() {
      await states?.stop();
      destroy(clients);
      await emulator.stop();
    },
  };
}

/** Clients that send everything once: an answer that had to be asked for twice is a failure. */
export function connect(endpoint: string, region: string): Clients {
  const options = { endpoint, region, credentials: CREDENTIALS, maxAttempts: 1 };
  return {
    lambda: new LambdaClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    tagging: new ResourceGroupsTaggingAPIClient(options),
    states: new SFNClient(options),
    logs: new CloudWatchLogsClient(options),
    events: new EventBridgeClient(options),
    sns: new SNSClient(options),
    scheduler: new SchedulerClient(options),
  };
}

export function destroy(clients: Clients): void {
  for (const client of Object.values(clients)) client.destroy();
}

/** The test may have deleted it already, or never have created it. */
async function deleteQuietly(lambda: LambdaClient, FunctionName: string): Promise<void> {
  await lambda.send(new DeleteFunctionCommand({ FunctionName })).catch(() => undefined);
}
