import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';

type ByRegion<Client> = (region: string | undefined) => Client;

/** What cleaning up speaks to; the region without a name is the stack's own. */
export interface CleanerClients {
  readonly lambda: ByRegion<LambdaClient>;
  readonly logs: ByRegion<CloudWatchLogsClient>;
  readonly tagging: ByRegion<ResourceGroupsTaggingAPIClient>;
  readonly states: SFNClient;
  readonly s3: () => S3Client;
}

/** What the Cleaner is set up with. */
export interface CleanerSettings {
  /** Regions in which functions are tuned; empty for the stack's own. */
  readonly regions: readonly string[];
  readonly stagingBucket: string | undefined;
}
