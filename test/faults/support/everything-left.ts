import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { logs } from '../../../lib/aws/clients/logs.ts';
import { s3 } from '../../../lib/aws/clients/s3.ts';
import { PROBE_PREFIX } from '../../../lib/aws/probe-name.ts';
import { LOCAL_BUCKET } from '../../../lib/cli/local/bucket.ts';
import type { Pipeline } from '../../support/pipeline.ts';
import { leftovers } from './leftovers.ts';

/** All of ours that there is, of any execution: probes, their log groups, staged packages, locks. */
export async function everythingLeft(pipeline: Pipeline): Promise<string[]> {
  return [
    ...(await leftovers(pipeline.lambda)),
    ...(await logGroupsIn(pipeline)),
    ...(await objectsIn(pipeline)),
  ];
}

async function logGroupsIn({ connection }: Pipeline): Promise<string[]> {
  const { logGroups = [] } = await logs(connection).send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: `/aws/lambda/${PROBE_PREFIX}` }),
  );
  return logGroups.map(({ logGroupName }) => `log group ${logGroupName}`);
}

/** Staged packages and locks. */
export async function objectsIn({ connection }: Pipeline): Promise<string[]> {
  const { Contents = [] } = await s3(connection).send(new ListObjectsV2Command({ Bucket: LOCAL_BUCKET }));
  return Contents.map(({ Key }) => `object ${LOCAL_BUCKET}/${Key}`);
}
