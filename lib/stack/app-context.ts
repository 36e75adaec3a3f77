import { Duration } from 'aws-cdk-lib';
import { SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { InvalidProps } from './invalid-props.ts';
import type { PowerTunerProps } from './power-tuner-props.ts';

/**
 * Props from the app's context: `cdk deploy -c key=value` (lists with commas), or `context` in cdk.json
 * (lists as lists). Keys are named as the props they become, `timeoutMinutes`, `logRetentionDays`,
 * `resultsRetentionDays` and `runsRetentionDays` with their units, `payloadBucket`, `stagingBucket` and `resultsBucket` are buckets' names, `probeTags` is
 * `key=value` (several with commas), the event bus and the topic are `eventBusArn` and `topicArn`, `permissionsBoundary` a managed policy's ARN, and the VPC
 * is `vpcId` with `subnetIds` and `securityGroupIds`.
 * @param scope in the stack, where the payload bucket is referred to.
 * @throws InvalidProps where a number is none, true or false is neither, or a VPC has no subnets.
 */
export function propsFromContext(scope: Construct): PowerTunerProps {
  const value = (key: string): unknown => scope.node.tryGetContext(key);
  const text = (key: string) => ifGiven(value(key), String);
  const list = (key: string) => ifGiven(value(key), listOf);
  const number = (key: string) => ifGiven(value(key), (given) => numberOf(key, given));
  const flag = (key: string) => ifGiven(value(key), (given) => flagOf(key, given));
  const subnetIds = list('subnetIds');
  if (text('vpcId') !== undefined && subnetIds === undefined) {
    throw new InvalidProps(['subnetIds: got nothing with a vpcId; give the ids of its private subnets']);
  }
  return withoutUndefined({
    defaultPowerValues: list('defaultPowerValues')?.map((given) => numberOf('defaultPowerValues', given)),
    targets: list('targets'),
    optimizable: list('optimizable'),
    processors: list('processors'),
    probeRoles: list('probeRoles'),
    inPlaceTargets: list('inPlaceTargets'),
    otherProbeRoles: list('otherProbeRoles'),
    codeObjects: list('codeObjects'),
    codeRepositories: list('codeRepositories'),
    codeFunctions: list('codeFunctions'),
    codeLayers: list('codeLayers'),
    imageRepositories: list('imageRepositories'),
    environmentKeys: list('environmentKeys'),
    probeTags: ifGiven(value('probeTags'), tagsOf),
    stagingBucket: ifGiven(text('stagingBucket'), (name) =>
      Bucket.fromBucketName(scope, 'StagingBucket', name),
    ),
    resultsBucket: ifGiven(text('resultsBucket'), (name) =>
      Bucket.fromBucketName(scope, 'GivenResultsBucket', name),
    ),
    keepResults: flag('keepResults'),
    resultsRetention: ifGiven(number('resultsRetentionDays'), (days) => Duration.days(days)),
    runsRetention: ifGiven(number('runsRetentionDays'), (days) => Duration.days(days)),
    viewer: flag('viewer'),
    viewerUrl: text('viewerUrl'),
    dashboard: flag('dashboard'),
    eventBus: ifGiven(text('eventBusArn'), (arn) => EventBus.fromEventBusArn(scope, 'EventBus', arn)),
    topic: ifGiven(text('topicArn'), (arn) => Topic.fromTopicArn(scope, 'Topic', arn)),
    alarm: flag('alarm'),
    schedules: flag('schedules'),
    regions: list('regions'),
    timeout: ifGiven(number('timeoutMinutes'), (minutes) => Duration.minutes(minutes)),
    logRetention: number('logRetentionDays'),
    payloadBucket: ifGiven(text('payloadBucket'), (name) =>
      Bucket.fromBucketName(scope, 'PayloadBucket', name),
    ),
    payloadKeyPattern: text('payloadKeyPattern'),
    visualizationUrl: text('visualizationUrl'),
    namePrefix: text('namePrefix'),
    permissionsBoundary: ifGiven(text('permissionsBoundary'), (arn) =>
      ManagedPolicy.fromManagedPolicyArn(scope, 'PermissionsBoundary', arn),
    ),
    // With its subnets given by their ids, nothing has to be looked up, and zones decide nothing.
    vpc: ifGiven(text('vpcId'), (vpcId) =>
      Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId, availabilityZones: ['not used'] }),
    ),
    vpcSubnets: ifGiven(subnetIds, (ids) => ({
      subnets: ids.map((id) => Subnet.fromSubnetId(scope, `Subnet-${id}`, id)),
    })),
    securityGroups: list('securityGroupIds')?.map((id) =>
      SecurityGroup.fromSecurityGroupId(scope, `SecurityGroup-${id}`, id),
    ),
  });
}

function ifGiven<T, R>(value: T | undefined | null, make: (given: T) => R): R | undefined {
  return value === undefined || value === null ? undefined : make(value);
}

function listOf(value: unknown): readonly string[] {
  const items = Array.isArray(value) ? value : String(value).split(',');
  return items.map((item) => String(item).trim());
}

/** `key=value,key=value`, or an object. */
function tagsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value === 'object') return value as Readonly<Record<string, string>>;
  const pairs = listOf(value).map((pair) => pair.split('='));
  const wrong = pairs.find((pair) => pair.length !== 2);
  if (wrong !== undefined) {
    throw new InvalidProps([
      `probeTags: got ${JSON.stringify(wrong.join('='))}; allowed: key=value,key=value`,
    ]);
  }
  return Object.fromEntries(pairs);
}

function flagOf(key: string, value: unknown): boolean {
  if (value !== true && value !== false && value !== 'true' && value !== 'false') {
    throw new InvalidProps([`${key}: got ${JSON.stringify(value)}; allowed: true, false`]);
  }
  return value === true || value === 'true';
}

function numberOf(key: string, value: unknown): number {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isNaN(number)) {
    throw new InvalidProps([`${key}: got ${JSON.stringify(value)}; allowed: numbers`]);
  }
  return number;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
