import { randomBytes } from 'node:crypto';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { startEmulator } from '../../lib/emulator/emulator.ts';
import { echoEnvironments } from './echo-environment.ts';
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
  /** Deletes the functions that are left, too. */
  stop(): Promise<void>;
}

interface Clients {
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly tagging: ResourceGroupsTaggingAPIClient;
}

/** Credentials that nothing checks. */
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Starts the emulator, with functions that echo. */
export async function startBackend(): Promise<Backend> {
  const emulator = await startEmulator({ createEnvironment: echoEnvironments().create });
  const { region, accountId } = emulator;
  const clients = connect(emulator.endpoint, region);
  const created = new Set<string>();
  const echo = () => ({
    FunctionName: `contract-${randomBytes(6).toString('hex')}`,
    Role: `arn:aws:iam::${accountId}:role/contract`,
    Handler: 'index.handler',
    Runtime: 'nodejs24.x' as const,
    Code: { ZipFile: zipped() },
  });
  return {
    ...clients,
    region,
    accountId,
    roleArn: echo().Role,
    bucket: 'contract',
    arnOf: (functionName, qualifier) =>
      [`arn:aws:lambda:${region}:${accountId}:function`, functionName, qualifier ?? []].flat().join(':'),
    echo,
    async create(input = {}) {
      const { FunctionName, ...rest } = echo();
      const name = input.FunctionName ?? FunctionName;
      await clients.lambda.send(new CreateFunctionCommand({ ...rest, ...input, FunctionName: name }));
      created.add(name);
      await waitUntilFunctionActiveV2({ client: clients.lambda, maxWaitTime: 60 }, { FunctionName: name });
      return name;
    },
    async stop() {
      for (const FunctionName of created) await deleteQuietly(clients.lambda, FunctionName);
      for (const client of Object.values(clients)) client.destroy();
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
  };
}

/** The test may have deleted it already. */
async function deleteQuietly(lambda: LambdaClient, FunctionName: string): Promise<void> {
  await lambda.send(new DeleteFunctionCommand({ FunctionName })).catch(() => undefined);
}
