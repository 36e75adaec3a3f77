import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** Packages lie there for seconds; what a run that was killed leaves goes by itself. */
const STAGED_DAYS = 1;

/** The bucket of the props, or one of the stack's own. */
export function stagingBucketOf(scope: Construct, { stagingBucket }: Settings): IBucket {
  if (stagingBucket !== undefined) return stagingBucket;
  const bucket = new Bucket(scope, 'Staging', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    lifecycleRules: [
      { id: 'staged-packages', prefix: 'staging/', expiration: Duration.days(STAGED_DAYS) },
      { id: 'broken-uploads', abortIncompleteMultipartUploadAfter: Duration.days(STAGED_DAYS) },
    ],
    removalPolicy: RemovalPolicy.DESTROY,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'It holds copies of packages for seconds, and locks. A bucket for access logs would be kept for longer than what it tells of; CloudTrail data events do that where it is wanted.',
  });
  return bucket as IBucket;
}
