import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PublishVersionCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { logs } from '../../../lib/aws/clients/logs.ts';
import { s3 } from '../../../lib/aws/clients/s3.ts';
import { lockKey } from '../../../lib/aws/in-place/lock.ts';
import { latestMark, versionMark } from '../../../lib/aws/in-place/marks.ts';
import { probeName, probePrefix, TAGS, tagValue } from '../../../lib/aws/probe-name.ts';
import { LOCAL_BUCKET } from '../../../lib/cli/local/bucket.ts';
import type { Pipeline } from '../../support/pipeline.ts';
import { BEFORE, PACKAGE, settled } from './target.ts';

const SIZES = [128, 256, 512];
const GROUPS = ['0000000000', '1111111111'];

/**
 * Leaves everything behind that an execution can: probes, log groups of probes that are gone, a staged
 * package, and a target in the middle of being measured in place.
 */
export async function abandon(
  pipeline: Pipeline,
  { executionArn, functionArn }: { readonly executionArn: string; readonly functionArn: string },
): Promise<void> {
  await Promise.all(SIZES.map((memoryMB) => createProbe(pipeline, executionArn, memoryMB)));
  for (const hash of GROUPS) {
    const logGroupName = `/aws/lambda/power-tuner-probe-${hash}-x86_64-128`;
    await logs(pipeline.connection).send(new CreateLogGroupCommand({ logGroupName }));
  }
  await put(pipeline, `staging/${executionArn}/package.zip`, 'zip');
  await leaveInPlace(pipeline, executionArn, functionArn);
}

async function createProbe(pipeline: Pipeline, executionArn: string, memoryMB: number): Promise<void> {
  const name = probeName(probePrefix(executionArn), { architecture: 'x86_64', memoryMB });
  const Tags = {
    [TAGS.execution]: tagValue(executionArn),
    [TAGS.target]: 'orders',
    [TAGS.expires]: '2000-01-01T00:00:00.000Z',
  };
  await pipeline.create(name, PACKAGE, { Tags });
}

async function leaveInPlace(pipeline: Pipeline, executionArn: string, functionArn: string): Promise<void> {
  const { lambda } = pipeline;
  const FunctionName = functionArn;
  const candidate = { architecture: BEFORE.architecture, memoryMB: 512 };
  const record = {
    executionArn,
    functionArn,
    region: 'us-east-1',
    memoryMB: BEFORE.memoryMB,
    description: BEFORE.description,
    expiresAt: '2000-01-01T00:00:00.000Z',
  };
  await put(pipeline, lockKey(functionArn), JSON.stringify(record));
  const Description = latestMark(executionArn, candidate);
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 512, Description }));
  await settled(lambda, FunctionName);
  await lambda.send(
    new PublishVersionCommand({ FunctionName, Description: versionMark(executionArn, candidate) }),
  );
}

async function put({ connection }: Pipeline, Key: string, Body: string): Promise<void> {
  await s3(connection).send(new PutObjectCommand({ Bucket: LOCAL_BUCKET, Key, Body }));
}
