import { LambdaClient } from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { startEmulator } from '../../lib/emulator/emulator.ts';
import { echoEnvironments } from './echo-environment.ts';

/** What the contract suite runs against: a Lambda API, and clients for it. */
export interface Backend {
  readonly region: string;
  readonly accountId: string;
  /** A role that functions can be given. */
  readonly roleArn: string;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly tagging: ResourceGroupsTaggingAPIClient;
  stop(): Promise<void>;
}

/** Credentials that nothing checks. */
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Starts the emulator, with functions that echo. */
export async function startBackend(): Promise<Backend> {
  const emulator = await startEmulator({ createEnvironment: echoEnvironments().create });
  const { endpoint, region, accountId } = emulator;
  const clients = connect(endpoint, region);
  return {
    region,
    accountId,
    roleArn: `arn:aws:iam::${accountId}:role/contract`,
    ...clients,
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      await emulator.stop();
    },
  };
}

/** Clients that send everything once: an answer that had to be repeated is a failure. */
export function connect(endpoint: string, region: string): Pick<Backend, 'lambda' | 's3' | 'tagging'> {
  const options = { endpoint, region, credentials: CREDENTIALS, maxAttempts: 1 };
  return {
    lambda: new LambdaClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    tagging: new ResourceGroupsTaggingAPIClient(options),
  };
}
