import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { Connection } from './connection.ts';

/** S3's client where it is needed: most runs never do, and loading it takes a tenth of a second. */
export type LaterS3 = () => S3Client | Promise<S3Client>;

/** The client, loaded and made when it is asked for first. */
export function laterS3(connection: Connection): () => Promise<S3Client> {
  return once(async () => (await import('./s3.ts')).s3(connection));
}

/** EventBridge's, for the runs that there is something to say of. */
export function laterEventBridge(connection: Connection): () => Promise<EventBridgeClient> {
  return once(async () => (await import('./eventbridge.ts')).eventBridge(connection));
}

/** SNS', for those of which somebody is told. */
export function laterSns(connection: Connection, region?: string): () => Promise<SNSClient> {
  return once(async () => (await import('./sns.ts')).sns(connection, region));
}

function once<Client>(make: () => Promise<Client>): () => Promise<Client> {
  let client: Promise<Client> | undefined;
  return () => {
    client ??= make();
    return client;
  };
}
