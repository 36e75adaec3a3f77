import type { S3Client } from '@aws-sdk/client-s3';
import type { Connection } from './connection.ts';

/** S3's client where it is needed: most runs never do, and loading it takes a tenth of a second. */
export type LaterS3 = () => S3Client | Promise<S3Client>;

/** The client, loaded and made when it is asked for first. */
export function laterS3(connection: Connection): () => Promise<S3Client> {
  let client: Promise<S3Client> | undefined;
  return () => {
    client ??= import('./s3.ts').then(({ s3 }) => s3(connection));
    return client;
  };
}
