import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { pageOf } from '../report/page/page.ts';
import { madeLocally } from './made-locally.ts';
import { acknowledgeDeployment } from './nag-suppressions.ts';
import { PAGE_FOLDER } from './package-paths.ts';
import { pageTemplate } from './page-template.ts';
import type { Settings } from './settings.ts';

/**
 * After a deployment the page before is shown for so long at most: no right to invalidate anything is needed.
 */
const CACHED = Duration.minutes(5);

/**
 * CDK has one function for all deployments of a stack with the same memory, and its role is that of the
 * first. With a size that nobody else is likely to choose, this one is its own.
 */
const MEMORY_MB = 448;

export interface ViewerPageProps {
  readonly bucket: IBucket;
  readonly settings: Pick<Settings, 'namePrefix' | 'logRetention'>;
}

/** Puts the page into its bucket whenever it has changed, and takes it out before the bucket goes. */
export class ViewerPage extends Construct {
  static readonly KEY = 'index.html';

  constructor(scope: Construct, id: string, { bucket, settings }: ViewerPageProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/power-tuner/${settings.namePrefix}/viewer`,
      retention: settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Its own, so that it has what this takes and no managed policy, and a boundary reaches it.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Puts the viewer of the power tuner into its bucket',
    });
    logGroup.grantWrite(role);
    const deployment = new BucketDeployment(this, 'Deployment', {
      sources: [pageSource()],
      destinationBucket: bucket,
      role,
      logGroup,
      memoryLimit: MEMORY_MB,
      retainOnDelete: false,
      outputObjectKeys: false,
      contentType: 'text/html; charset=utf-8',
      cacheControl: [CacheControl.maxAge(CACHED)],
    });
    acknowledgeDeployment(deployment);
  }
}

function pageSource() {
  const write = (folder: string) => writeFileSync(join(folder, ViewerPage.KEY), pageOf(pageTemplate(), []));
  return Source.asset(PAGE_FOLDER, madeLocally(write));
}
