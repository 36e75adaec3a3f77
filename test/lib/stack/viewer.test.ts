import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { afterAll, describe, expect, it } from 'vitest';
import { pageTemplate } from '../../../lib/stack/page-template.ts';
import { contentSecurityPolicy, Viewer } from '../../../lib/stack/viewer.ts';
import { asText, synthesise, variablesOf, violationsOf } from './synthesised.ts';

const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';
const { app, template } = synthesise((scope) => ({
  viewer: true,
  permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(scope, 'Boundary', BOUNDARY),
}));

function only(type: string, of = template) {
  const [[id, resource] = ['', undefined], ...others] = Object.entries(of.findResources(type));
  expect(others).toEqual([]);
  return { id, properties: resource?.Properties };
}

const distribution = only('AWS::CloudFront::Distribution');
const viewerBucket = Object.entries(template.findResources('AWS::S3::Bucket')).find(([id]) =>
  id.includes('Viewer'),
);
const url = `https://<${distribution.id}.DomainName>/`;

describe('the viewer', () => {
  it('is none by default', () => {
    const plain = synthesise().template;
    plain.resourceCountIs('AWS::CloudFront::Distribution', 0);
    plain.resourceCountIs('Custom::CDKBucketDeployment', 0);
    expect(variablesOf(plain, 'reporter')).not.toHaveProperty('POWER_TUNER_VIEWER_URL');
  });

  it('is served from a private bucket, which only its distribution may read, by HTTPS', () => {
    expect(viewerBucket?.[1]).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
    const { DistributionConfig } = distribution.properties;
    expect(DistributionConfig).toMatchObject({
      DefaultRootObject: 'index.html',
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' },
    });
    const access = only('AWS::CloudFront::OriginAccessControl');
    expect(
      DistributionConfig.Origins.map((origin: { OriginAccessControlId: unknown }) =>
        asText(origin.OriginAccessControlId),
      ),
    ).toEqual([`<${access.id}.Id>`]);
    expect(access.properties.OriginAccessControlConfig).toMatchObject({
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
    const policies = Object.values(template.findResources('AWS::S3::BucketPolicy'));
    const allowed = policies
      .filter(({ Properties }) => asText(Properties.Bucket) === `<${viewerBucket?.[0]}>`)
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
    });
    expect(asText(allowed[0].Condition.StringEquals['AWS:SourceArn'])).toBe(
      `arn:<AWS::Partition>:cloudfront::<AWS::AccountId>:distribution/<${distribution.id}>`,
    );
  });

  it('comes with headers that hold browsers to what the page says of itself, and to more', () => {
    const headers = only('AWS::CloudFront::ResponseHeadersPolicy');
    const { DefaultCacheBehavior } = distribution.properties.DistributionConfig;
    expect(asText(DefaultCacheBehavior.ResponseHeadersPolicyId)).toBe(`<${headers.id}>`);
    const [, own = ''] =
      /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(pageTemplate()) ?? [];
    expect(own).toMatch(/^default-src 'none'; script-src 'sha256-/);
    expect(headers.properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig).toEqual({
      ContentSecurityPolicy: { ContentSecurityPolicy: `${own}; frame-ancestors 'none'`, Override: true },
      StrictTransportSecurity: {
        AccessControlMaxAgeSec: 31_536_000,
        IncludeSubdomains: false,
        Override: true,
      },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY', Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
    });
  });

  it('has names that are different in each region, where they are the account’s', () => {
    const names = [
      only('AWS::CloudFront::OriginAccessControl').properties.OriginAccessControlConfig.Name,
      only('AWS::CloudFront::ResponseHeadersPolicy').properties.ResponseHeadersPolicyConfig.Name,
    ].map(asText);
    for (const name of names) expect(name).toMatch(/^[\w-]{1,49}-<AWS::Region>$/);
  });

  it('is where outputs lead to, in their own link and by default in the other tool’s', () => {
    expect(asText(variablesOf(template, 'reporter').POWER_TUNER_VIEWER_URL)).toBe(url);
    expect(asText(variablesOf(template, 'initializer').POWER_TUNER_VISUALIZATION_URL)).toBe(url);
  });

  it('leaves the visualization where a prop wants it', () => {
    const visualizationUrl = 'https://tuning.example.com/';
    const other = synthesise(() => ({ viewerUrl: 'https://viewer.example.com/', visualizationUrl })).template;
    other.resourceCountIs('AWS::CloudFront::Distribution', 0);
    expect(variablesOf(other, 'reporter').POWER_TUNER_VIEWER_URL).toBe('https://viewer.example.com/');
    expect(variablesOf(other, 'initializer').POWER_TUNER_VISUALIZATION_URL).toBe(visualizationUrl);
  });

  it('is put there by a function with a role of its own, on the viewer’s bucket and the assets only', () => {
    const deployment = only('Custom::CDKBucketDeployment').properties;
    expect(asText(deployment.DestinationBucketName)).toBe(`<${viewerBucket?.[0]}>`);
    expect(deployment).toMatchObject({ Prune: true, RetainOnDelete: false });
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    const [putter, ...others] = functions.filter(({ Properties }) => Properties.FunctionName === undefined);
    expect(others).toEqual([]);
    const roleId = asText(putter?.Properties.Role).slice(1, -'.Arn>'.length);
    const role = template.findResources('AWS::IAM::Role')[roleId]?.Properties;
    expect(role).not.toHaveProperty('ManagedPolicyArns');
    expect(role.PermissionsBoundary).toBe(BOUNDARY);
    const statements = Object.values(template.findResources('AWS::IAM::Policy'))
      .filter(({ Properties }) => Properties.Roles.map(asText).includes(`<${roleId}>`))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const resources = new Set(statements.flatMap(({ Resource }) => [Resource].flat().map(asText)));
    const bucket = `<${viewerBucket?.[0]}.Arn>`;
    const assets = `arn:<AWS::Partition>:s3:::{"Fn::Sub":"cdk-hnb659fds-assets-\${AWS::AccountId}-\${AWS::Region}"}`;
    const [log = '', ...more] = [...resources].filter((resource) => resource.includes('ViewerPageLog'));
    expect(more).toEqual([]);
    expect(resources).toEqual(new Set([log, bucket, `${bucket}/*`, assets, `${assets}/*`]));
  });

  it('has nothing that cdk-nag finds', () => {
    expect(violationsOf(app)).toEqual([]);
  });
});

describe('the viewer’s asset', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'power-tuner-viewer-'));
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  it('is the page without results, which has the policy that the header repeats', () => {
    const bundled = new App({ outdir });
    new Viewer(new Stack(bundled, 'Test'), 'Viewer', { namePrefix: 'power-tuner', logRetention: 7 });
    bundled.synth();
    const pages = readdirSync(outdir, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('index.html'))
      .map((path) => readFileSync(join(outdir, path), 'utf8'));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('<script type="application/json" id="results">[]</script>');
    const headers = Template.fromStack(bundled.node.findChild('Test') as Stack);
    expect(JSON.stringify(headers.toJSON())).toContain(contentSecurityPolicy(pages[0] ?? ''));
  });

  it('fails when the page has no policy of its own', () => {
    expect(() => contentSecurityPolicy('<p></p>')).toThrow(/no Content-Security-Policy/);
  });
});
