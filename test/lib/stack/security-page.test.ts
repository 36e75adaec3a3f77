import { readFileSync } from 'node:fs';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { FUNCTION_NAMES } from '../../../lib/stack/stages.ts';
import { type Grant, grantsIn, holdersOf } from './statements.ts';
import { synthesise } from './synthesised.ts';

const LAMBDA = 'arn:aws:lambda:eu-west-1:123456789012';
const PARTITION = 'arn:<AWS::Partition>';
const HERE = '<AWS::Region>:<AWS::AccountId>';

/** Every list of the props has something of its own, so that a resource tells which list it is from. */
const template = synthesise((scope) => ({
  targets: [`${LAMBDA}:function:target`],
  optimizable: [`${LAMBDA}:function:optimizable`],
  processors: [`${LAMBDA}:function:processor`],
  inPlaceTargets: [`${LAMBDA}:function:in-place`],
  probeRoles: ['arn:aws:iam::123456789012:role/target'],
  otherProbeRoles: ['arn:aws:iam::123456789012:role/other'],
  codeFunctions: [`${LAMBDA}:function:code`],
  codeObjects: ['arn:aws:s3:::builds/*'],
  codeRepositories: ['arn:aws:ecr:eu-west-1:123456789012:repository/code'],
  codeLayers: [`${LAMBDA}:layer:code:*`],
  imageRepositories: ['arn:aws:ecr:eu-west-1:123456789012:repository/images'],
  environmentKeys: ['arn:aws:kms:eu-west-1:123456789012:key/environment'],
  stagingBucket: Bucket.fromBucketAttributes(scope, 'Given', {
    bucketName: 'staged',
    encryptionKey: Key.fromKeyArn(scope, 'StagingKey', 'arn:aws:kms:eu-west-1:123456789012:key/staging'),
  }),
  payloadBucket: Bucket.fromBucketAttributes(scope, 'Payloads', {
    bucketName: 'payloads',
    encryptionKey: Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/payload'),
  }),
  eventBus: EventBus.fromEventBusArn(scope, 'Bus', 'arn:aws:events:eu-west-1:123456789012:event-bus/tuning'),
  topic: Topic.fromTopicAttributes(scope, 'Topic', {
    topicArn: 'arn:aws:sns:eu-west-1:123456789012:tuning',
    keyArn: 'arn:aws:kms:eu-west-1:123456789012:key/topic',
  }),
  resultsBucket: Bucket.fromBucketAttributes(scope, 'Results', {
    bucketName: 'results',
    encryptionKey: Key.fromKeyArn(scope, 'ResultsKey', 'arn:aws:kms:eu-west-1:123456789012:key/results'),
  }),
})).template;

/** The names of the page's column "on", as the resources that they stand for with these props. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  any: ['*'],
  probes: [`${PARTITION}:lambda:${HERE}:function:power-tuner-probe-*`],
  targets: withVersions('target'),
  optimizable: withVersions('optimizable'),
  processors: withVersions('processor'),
  'in-place targets': withVersions('in-place'),
  'in-place versions': [`${LAMBDA}:function:in-place:*`],
  'probe roles': ['arn:aws:iam::123456789012:role/target'],
  'other probe roles': ['arn:aws:iam::123456789012:role/other'],
  'code functions': withVersions('code'),
  'code objects': ['arn:aws:s3:::builds/*'],
  repositories: [
    'arn:aws:ecr:eu-west-1:123456789012:repository/images',
    'arn:aws:ecr:eu-west-1:123456789012:repository/code',
  ],
  'environment keys': ['arn:aws:kms:eu-west-1:123456789012:key/environment'],
  'staging key': ['arn:aws:kms:eu-west-1:123456789012:key/staging'],
  'payload key': ['arn:aws:kms:eu-west-1:123456789012:key/payload'],
  'results bucket': [`${PARTITION}:s3:::results`],
  results: [`${PARTITION}:s3:::results/results/*`],
  'canary ends': [`${PARTITION}:s3:::results/results/*.canary.json`],
  'raw samples': [`${PARTITION}:s3:::results/runs/*/samples/*`],
  'results key': ['arn:aws:kms:eu-west-1:123456789012:key/results'],
  'report pages': [`${PARTITION}:s3:::results/runs/*/report.html`],
  'state machine': resourcesOf('AWS::StepFunctions::StateMachine', (id) => `<${id}>`).filter(
    (id) => !id.includes('Alias'),
  ),
  'dead-letter queue': resourcesOf('AWS::SQS::Queue', (id) => `<${id}.Arn>`),
  'link role': [...holdersOf(template)].flatMap(([id, holder]) => (holder === 'link' ? [`<${id}.Arn>`] : [])),
  layers: [`${PARTITION}:lambda:<AWS::Region>:*:layer:*:*`],
  payloads: [`${PARTITION}:s3:::payloads/*`],
  'staging bucket': [`${PARTITION}:s3:::staged`],
  'staged code': [`${PARTITION}:s3:::staged/staging/*`],
  locks: [`${PARTITION}:s3:::staged/locks/*`],
  'probe log groups': [`${PARTITION}:logs:${HERE}:log-group:/aws/lambda/power-tuner-probe-*`],
  'event bus': ['arn:aws:events:eu-west-1:123456789012:event-bus/tuning'],
  topic: ['arn:aws:sns:eu-west-1:123456789012:tuning'],
  'topic key': ['arn:aws:kms:eu-west-1:123456789012:key/topic'],
  executions: [`${PARTITION}:states:${HERE}:execution:power-tuner:*`],
  'canary machine': [`${PARTITION}:states:${HERE}:stateMachine:power-tuner-canary`],
  canaries: [`${PARTITION}:states:${HERE}:execution:power-tuner-canary:*`],
  'logs of optimizable': ['arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/optimizable:*'],
};

function resourcesOf(type: string, shown: (id: string) => string): string[] {
  return Object.keys(template.findResources(type)).map(shown);
}

function withVersions(name: string): string[] {
  return [`${LAMBDA}:function:${name}`, `${LAMBDA}:function:${name}:*`];
}

/** A right in one line: `initializer lambda:GetFunction <resource>`. */
function written({ holder, action, resource }: Grant): string {
  return `${holder} ${action} ${resource}`;
}

const page = readFileSync(new URL('../../../docs/security.md', import.meta.url), 'utf8');
const [, table = ''] = page.split('| stage | actions | on | why |\n| --- | --- | --- | --- |\n');
const rows = table
  .slice(0, table.indexOf('\n\n'))
  .split('\n')
  .map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const documented = rows.flatMap(([stage = '', actions = '', on = '']) =>
  [...actions.matchAll(/`([^`]+)`/g)].flatMap(([, action = '']) =>
    on.split(', ').flatMap((name) => {
      const resources = RESOURCES[name];
      if (resources === undefined) throw new Error(`the page has "${name}" in its column "on"`);
      return resources.map((resource) => `${stage.toLowerCase()} ${action} ${resource}`);
    }),
  ),
);

/** What every stage has beside the table. */
const EVERYBODY = /^(xray:(PutTraceSegments|PutTelemetryRecords)|logs:(CreateLogStream|PutLogEvents))$/;
const granted = grantsIn(template).filter(
  ({ holder, action }) => holder !== 'stateMachine' && !EVERYBODY.test(action),
);

describe('docs/security.md', () => {
  it('has a table that can be read', () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) {
      expect(row).toHaveLength(4);
      expect([...FUNCTION_NAMES, 'canary', 'link', 'schedules']).toContain(row[0]?.toLowerCase());
    }
  });

  it('has every right that the template gives, with the same resources', () => {
    const known = new Set(documented);
    expect(granted.map(written).filter((right) => !known.has(right))).toEqual([]);
  });

  it('has no right that the template does not give', () => {
    const given = new Set(granted.map(written));
    expect(documented.filter((right) => !given.has(right))).toEqual([]);
  });

  it('holds for rights without a wildcard in an action', () => {
    expect(granted.filter(({ action }) => action.includes('*'))).toEqual([]);
  });

  it('has a line for every name of the column "on"', () => {
    for (const name of Object.keys(RESOURCES)) expect(page).toMatch(new RegExp(`^\\| .*${name}.*\\|`, 'm'));
  });
});
