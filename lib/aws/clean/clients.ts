import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { byRegion } from '../clients/by-region.ts';
import type { Connection } from '../clients/connection.ts';
import { controlPlane } from '../clients/lambda.ts';
import { type LaterS3, laterS3 } from '../clients/later.ts';
import { logs } from '../clients/logs.ts';
import { states } from '../clients/states.ts';
import { tagging } from '../clients/tagging.ts';

type ByRegion<Client> = (region: string | undefined) => Client;

/** What cleaning up speaks to; the region without a name is the stack's own. */
export interface CleanerClients {
  readonly lambda: ByRegion<LambdaClient>;
  readonly logs: ByRegion<CloudWatchLogsClient>;
  readonly tagging: ByRegion<ResourceGroupsTaggingAPIClient>;
  readonly states: SFNClient;
  readonly s3: LaterS3;
}

/** Makes them, a client for each region once. */
export function cleanerClients(connection: Connection): CleanerClients {
  return {
    lambda: byRegion((region) => controlPlane(connection, region)),
    logs: byRegion((region) => logs(connection, region)),
    tagging: byRegion((region) => tagging(connection, region)),
    states: states(connection),
    s3: laterS3(connection),
  };
}

/** What the Cleaner is set up with. */
export interface CleanerSettings {
  /** Regions in which functions are tuned; empty for the stack's own. */
  readonly regions: readonly string[];
  readonly stagingBucket: string | undefined;
}
