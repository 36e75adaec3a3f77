import { Duration, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  PriceClass,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeViewer } from './nag-suppressions.ts';
import { pageTemplate } from './page-template.ts';
import type { Settings } from './settings.ts';
import { ViewerPage } from './viewer-page.ts';

/** How long browsers come by HTTPS only. */
const HTTPS_ONLY = Duration.days(365);

/** Of an origin access control. */
const LONGEST_NAME = 64;
/** `ap-southeast-1`, and a hyphen. */
const LONGEST_REGION = 15;

/**
 * The report's page without results, hosted: it shows what is behind the `#` of a link, or what somebody puts
 * in. One file in a private bucket, which nothing but the distribution may read.
 */
export class Viewer extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, settings: Pick<Settings, 'namePrefix' | 'logRetention'>) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    }) as IBucket;
    // CloudFront's names are the account's, whatever the region; those that CDK makes are the same in each.
    const name = `${Names.uniqueResourceName(this, { maxLength: LONGEST_NAME - LONGEST_REGION })}-${Stack.of(this).region}`;
    const originAccessControl = new S3OriginAccessControl(this, 'Access', { originAccessControlName: name });
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Viewer of ${settings.namePrefix}`,
      defaultRootObject: ViewerPage.KEY,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket, { originAccessControl }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: securityHeaders(this, name),
      },
    });
    acknowledgeViewer(bucket, distribution);
    new ViewerPage(this, 'Page', { bucket, settings });
    this.url = `https://${distribution.distributionDomainName}/`;
  }
}

function securityHeaders(scope: Construct, name: string): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, 'Headers', {
    responseHeadersPolicyName: name,
    comment: 'What browsers may do with the viewer of the power tuner',
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(pageTemplate()), override: true },
      strictTransportSecurity: { accessControlMaxAge: HTTPS_ONLY, includeSubdomains: false, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
  });
}

const OWN_POLICY = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/;

/**
 * The page's own policy, which it has in its head, and what can be said by a header only: it is in no other
 * page.
 * @throws Error where the page has none.
 */
export function contentSecurityPolicy(template: string): string {
  const [, own] = OWN_POLICY.exec(template) ?? [];
  if (own === undefined) throw new Error("the page's template has no Content-Security-Policy in its head");
  return `${own}; frame-ancestors 'none'`;
}
