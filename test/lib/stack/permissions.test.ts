import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, STAGE_NAMES } from '../../../lib/stack/stages.ts';
import { type Grant, grantsIn, holdersOf } from './statements.ts';
import { synthesise } from './synthesised.ts';

const HERE = '<AWS::Region>:<AWS::AccountId>';
const PROBES = `arn:<AWS::Partition>:lambda:${HERE}:function:power-tuner-probe-*`;
const ANY_FUNCTION = `arn:<AWS::Partition>:lambda:${HERE}:function:*`;
const ANY_ROLE = 'arn:<AWS::Partition>:iam::<AWS::AccountId>:role/*';
const ANY_LAYER = 'arn:<AWS::Partition>:lambda:<AWS::Region>:*:layer:*:*';
const CANARY = `arn:<AWS::Partition>:states:${HERE}:stateMachine:power-tuner-canary`;
const DEFAULT_BUS = `arn:<AWS::Partition>:events:${HERE}:event-bus/default`;
const EXECUTIONS = `arn:<AWS::Partition>:states:${HERE}:execution:power-tuner:*`;

const BUCKET = /<PowerTuner(Staging|Results)[0-9A-F]{8}\.Arn>/;
const PROBE_LOGS = `arn:<AWS::Partition>:logs:${HERE}:log-group:/aws/lambda/power-tuner-probe-*`;

const READ_TARGET = ['lambda:GetFunction', 'lambda:GetFunctionConfiguration', 'lambda:ListTags'];

/** All that a deployment with default props may do, beside log and traces. */
const DEFAULT_RIGHTS: Record<string, Record<string, string[]>> = {
  initializer: {
    [ANY_FUNCTION]: [...READ_TARGET, 'lambda:GetRuntimeManagementConfig'],
    [ANY_LAYER]: ['lambda:GetLayerVersion'],
    '*': ['lambda:GetAccountSettings'],
    'results bucket': ['s3:ListBucket'],
    'results bucket/results/*': ['s3:GetObject'],
  },
  publisher: {
    [ANY_FUNCTION]: READ_TARGET,
    [PROBES]: ['lambda:CreateFunction', 'lambda:TagResource', 'lambda:PublishVersion', ...READ_TARGET],
    [ANY_ROLE]: ['iam:PassRole'],
    [ANY_LAYER]: ['lambda:GetLayerVersion'],
    [EXECUTIONS]: ['states:DescribeExecution'],
    '*': [
      'ec2:DescribeVpcs',
      'ec2:DescribeSubnets',
      'ec2:DescribeSecurityGroups',
      'elasticfilesystem:DescribeMountTargets',
    ],
    'staging bucket': ['s3:ListBucket'],
    'staging bucket/staging/*': ['s3:GetObject', 's3:PutObject'],
    'staging bucket/locks/*': ['s3:GetObject', 's3:PutObject'],
  },
  executor: {
    [PROBES]: [
      ...READ_TARGET,
      'lambda:InvokeFunction',
      'lambda:PublishVersion',
      'lambda:PutRuntimeManagementConfig',
      'lambda:UpdateFunctionConfiguration',
    ],
    [EXECUTIONS]: ['states:DescribeExecution'],
    'results bucket/runs/*/samples/*': ['s3:PutObject'],
  },
  analyzer: {},
  optimizer: {},
  cleaner: {
    [PROBES]: ['lambda:DeleteFunction', ...READ_TARGET],
    [PROBE_LOGS]: ['logs:DeleteLogGroup'],
    [EXECUTIONS]: ['states:DescribeExecution', 'states:GetExecutionHistory'],
    '*': ['logs:DescribeLogGroups', 'tag:GetResources'],
    'staging bucket': ['s3:ListBucket'],
    'staging bucket/staging/*': ['s3:DeleteObject'],
    'staging bucket/locks/*': ['s3:GetObject', 's3:DeleteObject'],
  },
  reporter: {
    [EXECUTIONS]: ['states:GetExecutionHistory'],
    'results bucket/results/*': ['s3:GetObject', 's3:PutObject'],
    'results bucket/runs/*/report.html': ['s3:PutObject'],
    'link role': ['sts:AssumeRole'],
    [DEFAULT_BUS]: ['events:PutEvents'],
  },
  notifier: { [EXECUTIONS]: ['states:DescribeExecution'], [DEFAULT_BUS]: ['events:PutEvents'] },
};

/** The only actions that may have `*` as their resource: they have no resources of their own. */
const WITHOUT_RESOURCES = new Set([
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
  'elasticfilesystem:DescribeMountTargets',
  'tag:GetResources',
  'lambda:GetAccountSettings',
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
]);

const ORDERS = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
const SHOP = 'arn:aws:lambda:eu-west-1:123456789012:function:shop-*';
const PROCESSOR = 'arn:aws:lambda:eu-west-1:123456789012:function:prepare:live';
const ROLE = 'arn:aws:iam::123456789012:role/orders';

const OTHER_ROLE = 'arn:aws:iam::123456789012:role/measuring';
const REPOSITORY = 'arn:aws:ecr:eu-west-1:123456789012:repository/orders';

const byDefault = grantsIn(synthesise().template);
const narrowed = grantsIn(
  synthesise((scope) => ({
    targets: [ORDERS],
    optimizable: [ORDERS, SHOP],
    processors: [PROCESSOR],
    probeRoles: [ROLE],
    regions: ['eu-west-1', 'us-east-1'],
    payloadBucket: Bucket.fromBucketAttributes(scope, 'Payloads', {
      bucketName: 'payloads',
      encryptionKey: Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/k'),
    }),
    payloadKeyPattern: 'tuning/*',
    resultsBucket: Bucket.fromBucketAttributes(scope, 'Results', {
      bucketName: 'results',
      encryptionKey: Key.fromKeyArn(scope, 'ResultsKey', 'arn:aws:kms:eu-west-1:123456789012:key/r'),
    }),
    inPlaceTargets: [ORDERS, SHOP],
    otherProbeRoles: [OTHER_ROLE],
    codeObjects: ['arn:aws:s3:::builds/*'],
    codeRepositories: [REPOSITORY],
    codeFunctions: [`${ORDERS}-arm`],
    codeLayers: ['arn:aws:lambda:eu-west-1:123456789012:layer:native:*'],
    imageRepositories: [REPOSITORY],
    environmentKeys: ['arn:aws:kms:eu-west-1:123456789012:key/environment'],
    probeTags: { 'cost-center': 'tuning' },
  })).template,
);

const DEPLOYMENTS: [string, Grant[]][] = [
  ['default props', byDefault],
  ['all props', narrowed],
];

/** Of one holder: resource → actions, without its own log and the traces. */
function rightsOf(grants: readonly Grant[], holder: string): Record<string, string[]> {
  const rights: Record<string, string[]> = {};
  for (const { action, resource } of grants.filter((grant) => grant.holder === holder)) {
    const isLogDelivery = holder === 'stateMachine' && action.startsWith('logs:');
    if (isLogDelivery || /^(xray:|logs:(Create|Put))/.test(action)) continue;
    const on = resource
      .replace(BUCKET, (_, name: string) => `${name.toLowerCase()} bucket`)
      .replace(/^<PowerTunerReportRole\w+\.Arn>$/, 'link role');
    rights[on] = [...(rights[on] ?? []), action].sort();
  }
  return rights;
}

function sorted(rights: Record<string, readonly string[]>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(rights).map(([resource, actions]) => [resource, actions.toSorted()]),
  );
}

/** Actions of functions that change something, or run somebody's code. */
const CHANGES = /^lambda:(Create|Update|Delete|Put|Publish|Add|Remove|Invoke|Tag|Untag)/;

describe('permissions', () => {
  it('gives each stage a role of its own', () => {
    const holders = [...holdersOf(synthesise().template).values()];
    expect(holders.toSorted()).toEqual([...FUNCTION_NAMES, 'stateMachine', 'link', 'schedules'].toSorted());
  });

  it.each(FUNCTION_NAMES)('gives the %s by default its rights, and nothing else', (stage) => {
    expect(rightsOf(byDefault, stage)).toEqual(sorted(DEFAULT_RIGHTS[stage] ?? {}));
  });

  it.each(DEPLOYMENTS)('has no wildcard in an action, with %s', (_, grants) => {
    expect(grants.filter(({ action }) => action.includes('*'))).toEqual([]);
  });

  it.each(DEPLOYMENTS)('has * as a resource only where an action has no others, with %s', (_, grants) => {
    const wide = grants.filter(({ resource }) => resource === '*').map(({ action }) => action);
    expect(wide.filter((action) => !WITHOUT_RESOURCES.has(action))).toEqual([]);
  });

  it.each(DEPLOYMENTS)('changes and invokes probes only, or what a prop allows, with %s', (_, grants) => {
    const elsewhere = grants.filter(
      ({ holder, action, resource }) =>
        CHANGES.test(action) &&
        holder !== 'stateMachine' &&
        !resource.includes(':function:power-tuner-probe-'),
    );
    const inPlace = [ORDERS, `${ORDERS}:*`, SHOP];
    const versions = [`${ORDERS}:*`, `${SHOP}:*`];
    const allowed: Record<string, Record<string, string[]>> = {
      optimizer: { '.*': [ORDERS, `${ORDERS}:*`, SHOP, CANARY] },
      canary: { '.*': [ORDERS, `${ORDERS}:*`, SHOP] },
      executor: { 'lambda:InvokeFunction': [PROCESSOR, ...versions] },
      publisher: {
        'lambda:(PublishVersion|UpdateFunctionConfiguration)': inPlace,
        // Only ever a version: without a number there is no match.
        'lambda:DeleteFunction': versions,
      },
      cleaner: {
        'lambda:UpdateFunctionConfiguration': inPlace,
        'lambda:DeleteFunction': versions,
      },
    };
    for (const { holder, resource, action } of elsewhere) {
      const patterns = Object.entries(allowed[holder] ?? {}).filter(([name]) =>
        new RegExp(`^${name}$`).test(action),
      );
      expect(patterns.flatMap(([, resources]) => resources)).toContain(resource);
    }
    expect(elsewhere.length === 0).toBe(grants === byDefault);
  });

  it.each(DEPLOYMENTS)(
    'creates in the publisher and deletes probes in the cleaner only, with %s',
    (_, grants) => {
      const holdersOfAction = (name: string) => [
        ...new Set(grants.filter(({ action }) => action === name).map(({ holder }) => holder)),
      ];
      expect(holdersOfAction('lambda:CreateFunction')).toEqual(['publisher']);
      const deleting = grants.filter(({ action }) => action === 'lambda:DeleteFunction');
      const probes = deleting.filter(({ resource }) => resource.includes(':function:power-tuner-probe-'));
      expect([...new Set(probes.map(({ holder }) => holder))]).toEqual(['cleaner']);
      // Whatever else is deleted is a version.
      for (const { resource } of deleting)
        expect(resource).toMatch(/:function:(power-tuner-probe-\*|.+:\*)$/);
      // Only of functions that a prop names.
      const changing = grants === byDefault ? [] : ['optimizer', 'canary'];
      expect(holdersOfAction('lambda:UpdateFunctionCode')).toEqual(changing);
    },
  );

  it.each(DEPLOYMENTS)('passes roles to Lambda only, with %s', (_, grants) => {
    const passing = grants.filter(({ action }) => action.startsWith('iam:'));
    expect(passing).toEqual(
      (grants === byDefault ? [ANY_ROLE] : [ROLE, OTHER_ROLE]).map((resource) => ({
        holder: 'publisher',
        action: 'iam:PassRole',
        resource,
        condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      })),
    );
  });

  it.each(DEPLOYMENTS)('lets each stage write to its own log, with %s', (_, grants) => {
    for (const stage of FUNCTION_NAMES) {
      const logs = grants.filter(
        ({ holder, action }) => holder === stage && /^logs:(Create|Put)/.test(action),
      );
      expect(logs.map(({ action }) => action)).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
      const own = new RegExp(`^<PowerTuner${stage}Log[0-9A-F]{8}\\.Arn>$`, 'i');
      for (const { resource } of logs) expect(resource).toMatch(own);
    }
  });

  it('lets the state machine invoke the seven stages and nothing else', () => {
    const invoked = rightsOf(byDefault, 'stateMachine');
    expect(Object.values(invoked)).toEqual(STAGE_NAMES.map(() => ['lambda:InvokeFunction']));
    for (const resource of Object.keys(invoked))
      expect(resource).toMatch(/^<PowerTuner\w+Function\w+\.Arn>$/);
  });

  it('lets schedules start the state machine, and put what failed into their queue, and nothing else', () => {
    const rights = Object.entries(rightsOf(byDefault, 'schedules'));
    expect(rights).toEqual([
      [expect.stringMatching(/^<PowerTunerMachineStateMachine\w+>$/), ['states:StartExecution']],
      [expect.stringMatching(/^<PowerTunerSchedulesMissed\w+\.Arn>$/), ['sqs:SendMessage']],
    ]);
    const starting = byDefault.filter(({ action }) => action === 'states:StartExecution');
    expect(starting.map(({ holder }) => holder)).toEqual(['schedules']);
  });

  it('limits targets, their versions and aliases to the prop', () => {
    for (const stage of ['initializer', 'publisher']) {
      const rights = rightsOf(narrowed, stage);
      expect(Object.keys(rights)).toEqual(expect.arrayContaining([ORDERS, `${ORDERS}:*`]));
      expect(Object.keys(rights).filter((resource) => resource.endsWith(':function:*'))).toEqual([]);
    }
  });

  it('lets the optimizer change what the prop names', () => {
    const actions = [
      'lambda:CreateAlias',
      'lambda:GetAlias',
      'lambda:GetFunction',
      'lambda:GetFunctionConfiguration',
      'lambda:ListTags',
      'lambda:PublishVersion',
      'lambda:UpdateAlias',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
    ];
    expect(rightsOf(narrowed, 'optimizer')).toEqual({
      [ORDERS]: actions,
      [`${ORDERS}:*`]: actions,
      [SHOP]: actions,
      [CANARY]: ['states:StartExecution'],
    });
  });

  it('lets the canary move aliases of what the prop names, read the logs of that, and tell how it ended', () => {
    const actions = [
      'lambda:GetAlias',
      'lambda:GetFunction',
      'lambda:GetFunctionConfiguration',
      'lambda:ListTags',
      'lambda:UpdateAlias',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
    ];
    const logGroup = (arn: string) =>
      `${arn.replace(':lambda:', ':logs:').replace(':function:', ':log-group:/aws/lambda/')}:*`;
    expect(rightsOf(narrowed, 'canary')).toEqual({
      [ORDERS]: actions,
      [`${ORDERS}:*`]: actions,
      [SHOP]: actions,
      [logGroup(ORDERS)]: ['logs:FilterLogEvents'],
      [logGroup(SHOP)]: ['logs:FilterLogEvents'],
      [`arn:<AWS::Partition>:states:${HERE}:execution:power-tuner-canary:*`]: ['states:DescribeExecution'],
      'arn:<AWS::Partition>:s3:::results/results/*.canary.json': ['s3:PutObject'],
      'arn:aws:kms:eu-west-1:123456789012:key/r': ['kms:GenerateDataKey'],
      [`arn:<AWS::Partition>:events:${HERE}:event-bus/default`]: ['events:PutEvents'],
    });
  });

  it('reads payloads under the key pattern, and decrypts with the bucket’s key', () => {
    for (const stage of ['initializer', 'executor']) {
      expect(rightsOf(narrowed, stage)).toMatchObject({
        'arn:<AWS::Partition>:s3:::payloads/tuning/*': ['s3:GetObject'],
        'arn:aws:kms:eu-west-1:123456789012:key/k': ['kms:Decrypt'],
      });
    }
  });

  it('writes samples in the executor, results and pages in the reporter, and reads earlier results', () => {
    const results = (keys: string) => `arn:<AWS::Partition>:s3:::results${keys}`;
    const key = 'arn:aws:kms:eu-west-1:123456789012:key/r';
    const onResults = narrowed
      .filter(({ resource }) => /:::results|key\/r$/.test(resource))
      .map(({ holder, action, resource }) => `${holder} ${action} ${resource}`);
    expect(onResults.toSorted()).toEqual(
      [
        `canary s3:PutObject ${results('/results/*.canary.json')}`,
        'canary kms:GenerateDataKey arn:aws:kms:eu-west-1:123456789012:key/r',
        `initializer s3:ListBucket ${results('')}`,
        `initializer s3:GetObject ${results('/results/*')}`,
        `initializer kms:Decrypt ${key}`,
        `executor s3:PutObject ${results('/runs/*/samples/*')}`,
        `executor kms:GenerateDataKey ${key}`,
        `reporter s3:GetObject ${results('/results/*')}`,
        `reporter s3:PutObject ${results('/results/*')}`,
        `reporter s3:PutObject ${results('/runs/*/report.html')}`,
        `reporter kms:Decrypt ${key}`,
        `reporter kms:GenerateDataKey ${key}`,
        `link s3:GetObject ${results('/runs/*/report.html')}`,
        `link kms:Decrypt ${key}`,
      ].toSorted(),
    );
  });

  it.each(DEPLOYMENTS)('lists kept results only, of all that is in their bucket, with %s', (_, grants) => {
    const listing = grants.filter(
      ({ holder, action }) => holder === 'initializer' && action === 's3:ListBucket',
    );
    expect(listing.map(({ condition }) => condition)).toEqual([{ StringLike: { 's3:prefix': 'results/*' } }]);
  });

  it('has nothing to do with S3 beside staging where nothing is kept', () => {
    const grants = grantsIn(synthesise(() => ({ keepResults: false })).template);
    const elsewhere = grants.filter(
      ({ action, resource }) => /^(s3|sts):/.test(action) && !/Staging/.test(resource),
    );
    expect(elsewhere).toEqual([]);
    expect(grants.filter(({ holder }) => holder === 'link')).toEqual([]);
  });

  it('lets the reporter alone assume the role of links, which may nothing else, for an hour at most', () => {
    const { template } = synthesise((scope) => ({
      resultsBucket: Bucket.fromBucketName(scope, 'Results', 'results'),
    }));
    const roles = Object.entries(template.findResources('AWS::IAM::Role'));
    const [[linkId, link], ...others] = roles.filter(([id]) => holdersOf(template).get(id) === 'link') as [
      (typeof roles)[number],
    ];
    expect(others).toEqual([]);
    expect(link.Properties.MaxSessionDuration).toBe(3600);
    const [reporterId] = roles.find(([id]) => holdersOf(template).get(id) === 'reporter') ?? [];
    expect(link.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::GetAtt': [reporterId, 'Arn'] } },
      },
    ]);
    const assuming = grantsIn(template).filter(({ action }) => action.startsWith('sts:'));
    expect(assuming).toEqual([{ holder: 'reporter', action: 'sts:AssumeRole', resource: `<${linkId}.Arn>` }]);
    expect(rightsOf(grantsIn(template), 'link')).toEqual({
      'arn:<AWS::Partition>:s3:::results/runs/*/report.html': ['s3:GetObject'],
    });
  });

  it('has probes and layers in each of the regions', () => {
    const resources = Object.keys(rightsOf(narrowed, 'publisher'));
    for (const region of ['eu-west-1', 'us-east-1']) {
      expect(resources).toContain(
        `arn:<AWS::Partition>:lambda:${region}:<AWS::AccountId>:function:power-tuner-probe-*`,
      );
      expect(resources).toContain(`arn:<AWS::Partition>:lambda:${region}:*:layer:*:*`);
    }
  });
});
