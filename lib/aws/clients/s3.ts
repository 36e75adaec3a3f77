import { S3Client } from '@aws-sdk/client-s3';
import { connected } from './connected.ts';
import { type Connection, clientDefaults } from './connection.ts';

export function s3(connection: Connection, region?: string): S3Client {
  return connected(
    new S3Client({
      ...clientDefaults(connection, region),
      // A bucket can't be a host name where the endpoint is an address.
      forcePathStyle: connection.endpoint !== undefined,
      followRegionRedirects: true,
    }),
    connection,
  );
}
