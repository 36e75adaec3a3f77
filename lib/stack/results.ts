import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** Where results are kept: the bucket of the props, or one of the stack's own; none where they aren't. */
export function resultsBucketOf(
  scope: Construct,
  { resultsBucket, keepResults, resultsRetention, runsRetention }: Settings,
): IBucket | undefined {
  if (resultsBucket !== undefined) return resultsBucket;
  if (!keepResults) return undefined;
  const bucket = new Bucket(scope, 'Results', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    lifecycleRules: [
      { id: 'results', prefix: 'results/', expiration: resultsRetention },
      { id: 'runs', prefix: 'runs/', expiration: runsRetention },
    ],
    // What was measured was paid for: it outlives the stack.
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'It holds what runs have measured, for the stages and for whoever the account lets read it. CloudTrail data events tell who did, where that is wanted.',
  });
  return bucket as IBucket;
}
