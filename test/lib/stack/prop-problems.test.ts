import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import type { PowerTunerProps } from '../../../lib/stack/power-tuner-props.ts';
import { propProblems } from '../../../lib/stack/prop-problems.ts';
import { settingsOf } from '../../../lib/stack/settings.ts';

const ORDERS = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
const VPC = Vpc.fromVpcAttributes(new Stack(), 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] });
const BUCKET = Bucket.fromBucketName(new Stack(), 'Results', 'results');
const EIGHT_DAYS: number = 8;

describe('propProblems', () => {
  it.each<[string, PowerTunerProps]>([
    ['none', {}],
    ['a function, a pattern and an alias', { targets: [ORDERS, `${ORDERS}-*`, `${ORDERS}:live`] }],
    ['a pattern over regions and accounts', { targets: ['arn:*:lambda:*:*:function:*'] }],
    ['another partition', { optimizable: ['arn:aws-cn:lambda:cn-north-1:123456789012:function:orders'] }],
    ['a role with a path', { probeRoles: ['arn:aws:iam::123456789012:role/service-role/orders-*'] }],
    ['an ARN known at deployment', { targets: [Lazy.string({ produce: () => ORDERS })] }],
    ['the least and the most memory', { defaultPowerValues: [128, 10_240] }],
    ['the shortest timeout', { timeout: Duration.minutes(15) }],
    ['an empty allow-list', { optimizable: [], processors: [] }],
    ['results kept longer', { resultsRetention: Duration.days(1000), runsRetention: Duration.hours(24) }],
    ['no results kept', { keepResults: false }],
    ['a bucket for results', { resultsBucket: BUCKET, keepResults: true }],
    ['a page of one’s own', { visualizationUrl: 'https://tuning.example.com/?dark' }],
  ])('accepts %s', (_, props) => {
    expect(propProblems(props)).toEqual([]);
  });

  it.each<[string, PowerTunerProps, RegExp]>([
    [
      'memory under 128 MB',
      { defaultPowerValues: [64] },
      /^defaultPowerValues: got \[64\]; allowed: .*128 to 10240/,
    ],
    ['memory twice', { defaultPowerValues: [128, 128] }, /each once/],
    ['no memory size', { defaultPowerValues: [] }, /at least one/],
    ['half a megabyte', { defaultPowerValues: [128.5] }, /whole numbers/],
    [
      'a bare name as a target',
      { targets: [ORDERS, 'orders'] },
      /^targets\[1\]: got "orders"; allowed: the ARN/,
    ],
    ['* as a function that may be changed', { optimizable: ['*'] }, /^optimizable\[0\]: got "\*"/],
    ['another service’s ARN', { processors: ['arn:aws:s3:::bucket'] }, /^processors\[0\]/],
    ['a user as a role', { probeRoles: ['arn:aws:iam::123456789012:user/me'] }, /^probeRoles\[0\]/],
    ['a region that is none', { regions: ['Ireland'] }, /^regions\[0\]: got "Ireland"/],
    ['no target at all', { targets: [] }, /^targets: got an empty list/],
    ['a timeout under an Executor’s', { timeout: Duration.minutes(14) }, /^timeout: got 840 s; allowed/],
    ['a timeout over a year', { timeout: Duration.days(366) }, /^timeout: got 31622400 s/],
    [
      'a retention that logs don’t have',
      { logRetention: EIGHT_DAYS },
      /^logRetention: got 8; allowed: 1, 3, 5, 7/,
    ],
    ['a key pattern without a bucket', { payloadKeyPattern: 'a/*' }, /without a payloadBucket/],
    ['a page that is a file', { visualizationUrl: 'file:///etc/passwd' }, /^visualizationUrl: got "file:/],
    ['a viewer that is a file', { viewerUrl: 'file:///etc/passwd' }, /^viewerUrl: got "file:/],
    [
      'two viewers',
      { viewer: true, viewerUrl: 'https://viewer.example.com/' },
      /^viewerUrl: got "https.*give one of the two/,
    ],
    [
      'a bucket for results that are not kept',
      { resultsBucket: BUCKET, keepResults: false },
      /^keepResults: got false with a resultsBucket; give one of the two/,
    ],
    [
      'a retention of results that are not kept',
      { keepResults: false, resultsRetention: Duration.days(30) },
      /^resultsRetention: got it with keepResults: false; leave it out/,
    ],
    [
      'a lifecycle of somebody else’s bucket',
      { resultsBucket: BUCKET, runsRetention: Duration.days(30) },
      /^runsRetention: got it with a resultsBucket, whose lifecycle is yours/,
    ],
    ['a retention of half a day', { runsRetention: Duration.hours(12) }, /^runsRetention: got 0.5 days/],
    ['no retention', { resultsRetention: Duration.days(0) }, /^resultsRetention: got 0 days; allowed: whole/],
    ['subnets of no VPC', { vpcSubnets: {} }, /^vpcSubnets: got it without a vpc/],
    ['no security group at all', { vpc: VPC, securityGroups: [] }, /^securityGroups: got an empty list/],
    ['a name with a space', { namePrefix: 'power tuner' }, /^namePrefix: got "power tuner"/],
    ['a name that leaves no room for a stage', { namePrefix: 'x'.repeat(51) }, /at most 50/],
    ['the probes’ own prefix', { namePrefix: 'power-tuner-probe' }, /not beginning with power-tuner-probe-/],
    ['a name under the probes’ prefix', { namePrefix: 'power-tuner-probe-2' }, /^namePrefix/],
  ])('refuses %s', (_, props, problem) => {
    const problems = propProblems(props);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  it('refuses a key pattern that begins with a slash, which no key of S3 does by itself', () => {
    const payloadBucket = Bucket.fromBucketName(new Stack(), 'Payloads', 'payloads');
    expect(propProblems({ payloadBucket, payloadKeyPattern: '/a' })).toHaveLength(1);
    expect(propProblems({ payloadBucket, payloadKeyPattern: 'a/*.json' })).toEqual([]);
  });
});

describe('settingsOf', () => {
  it('refuses with every problem at once', () => {
    expect(() => settingsOf({ targets: ['orders'], regions: ['Ireland'] })).toThrow(
      expect.objectContaining({
        name: 'InvalidProps',
        message: expect.stringMatching(
          /^the props of the PowerTuner can't be used:\n- targets\[0\].*\n- regions\[0\]/,
        ),
      }),
    );
  });

  it('fills in the defaults, also for props that are there but undefined', () => {
    const props: object = { namePrefix: undefined };
    const settings = settingsOf(props);
    expect(settings.timeout.toHours()).toBe(6);
    expect(settings).toMatchObject({
      namePrefix: 'power-tuner',
      logRetention: 7,
      optimizable: [],
      processors: [],
    });
  });
});
