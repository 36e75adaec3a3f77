import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { byRegion } from '../clients/by-region.ts';
import type { Connection } from '../clients/connection.ts';
import { controlPlane } from '../clients/lambda.ts';
import { logs } from '../clients/logs.ts';
import { s3 } from '../clients/s3.ts';
import { states } from '../clients/states.ts';
import { tagging } from '../clients/tagging.ts';

type ByRegion<Client> = (region: string | undefined) => Client;

/** What cleaning up speaks to; the region without a name is the stack's own. */
export interface CleanerClients {
  readonly lambda: ByRegion<LambdaClient>;
  readonly logs: ByRegion<CloudWatchLogsClient>;
  readonly tagging: ByRegion<ResourceGroupsTaggingAPIClient>;
  readonly states: SFNClient;
  readonly s3: () => S3Client;
}

/** Makes them, a client for each region once. */
export function cleanerClients(connection: Connection): CleanerClients {
  const bucket = s3(connection);
  return {
    lambda: byRegion((region) => controlPlane(connection, region)),
    logs: byRegion((region) => logs(connection, region)),
    tagging: byRegion((region) => tagging(connection, region)),
    states: states(connection),
    s3: () => bucket,
  };
}

/** What the Cleaner is set up with. */
export interface CleanerSettings {
  /** Regions in which functions are tuned; empty for the stack's own. */
  readonly regions: readonly string[];
  readonly stagingBucket: string | undefined;
}
