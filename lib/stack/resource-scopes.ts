import { ArnFormat, Fn, Stack, Token } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { PROBE_PREFIX } from './probe-prefix.ts';
import { REPORT_KEY } from './report-role.ts';
import type { Settings } from './settings.ts';

/** Everything that a stage's rights can be limited to, as ARN patterns. An empty list is no right at all. */
export interface ResourceScopes {
  /** What cannot be limited: the action has no resources of its own. */
  readonly any: readonly string[];
  readonly probes: readonly string[];
  readonly targets: readonly string[];
  readonly optimizable: readonly string[];
  /** The state machine that moves an alias by degrees, its executions, and the log groups that it reads. */
  readonly canaryMachine: readonly string[];
  readonly canaryExecutions: readonly string[];
  readonly canaryLogs: readonly string[];
  readonly processors: readonly string[];
  readonly probeRoles: readonly string[];
  readonly layers: readonly string[];
  readonly executions: readonly string[];
  readonly payloads: readonly string[];
  readonly inPlaceTargets: readonly string[];
  /** Versions of those, never the functions themselves. */
  readonly inPlaceVersions: readonly string[];
  readonly otherProbeRoles: readonly string[];
  readonly codeFunctions: readonly string[];
  readonly codeObjects: readonly string[];
  /** Of the targets' images, and of those that an input may name. */
  readonly repositories: readonly string[];
  readonly environmentKeys: readonly string[];
  /** The log groups that Lambda makes for probes outside of the stack's region. */
  readonly probeLogGroups: readonly string[];
  readonly stagingBucket: readonly string[];
  readonly stagedCode: readonly string[];
  readonly locks: readonly string[];
  readonly resultsBucket: readonly string[];
  /** What is kept there of each run. */
  readonly results: readonly string[];
  /** What is kept there of how canaries ended. */
  readonly canaryEnds: readonly string[];
  readonly rawSamples: readonly string[];
  /** Pages. */
  readonly reports: readonly string[];
  /** The role in whose sessions links to pages are signed. */
  readonly reportRole: readonly string[];
  /** What the results of runs are told to. */
  readonly eventBus: readonly string[];
  readonly topic: readonly string[];
}

export type ScopeName = keyof ResourceScopes;

/** What the construct has made that rights are on. */
export interface Made {
  readonly stagingBucket: IBucket;
  readonly reportRole: IRole | undefined;
  readonly eventBus: IEventBus;
}

/** The scopes of one PowerTuner, in its stack's partition and account. */
export function resourceScopes(
  scope: Construct,
  settings: Settings,
  { stagingBucket, reportRole, eventBus }: Made,
): ResourceScopes {
  const stack = Stack.of(scope);
  const regions = settings.regions ?? [stack.region];
  const lambdaArns = (resource: string, resourceName: string, account = stack.account) =>
    regions.map((region) =>
      stack.formatArn({
        service: 'lambda',
        region,
        account,
        resource,
        resourceName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
  const { resultsBucket } = settings;
  const canaryOnly = (arns: readonly string[]) => (settings.optimizable.length === 0 ? [] : arns);
  const inResults = (keys: string) =>
    resultsBucket === undefined ? [] : [resultsBucket.arnForObjects(keys)];
  return {
    any: ['*'],
    probes: lambdaArns('function', `${PROBE_PREFIX}*`),
    targets: settings.targets === undefined ? lambdaArns('function', '*') : withQualifiers(settings.targets),
    optimizable: withQualifiers(settings.optimizable),
    canaryMachine: canaryOnly([canaryMachineArn(stack, settings)]),
    canaryExecutions: canaryOnly([
      stack.formatArn({
        service: 'states',
        resource: 'execution',
        resourceName: `${canaryMachineName(settings)}:*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ]),
    canaryLogs: settings.optimizable.map(logGroupOf),
    processors: withQualifiers(settings.processors),
    probeRoles: settings.probeRoles ?? [
      stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: '*' }),
    ],
    // Layers may be anybody's: what counts is that the target has them.
    layers: lambdaArns('layer', '*:*', '*'),
    executions: [
      stack.formatArn({
        service: 'states',
        resource: 'execution',
        resourceName: `${settings.namePrefix}:*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ],
    payloads:
      settings.payloadBucket === undefined
        ? []
        : [settings.payloadBucket.arnForObjects(settings.payloadKeyPattern)],
    inPlaceTargets: withQualifiers(settings.inPlaceTargets),
    inPlaceVersions: settings.inPlaceTargets.map((pattern) => `${pattern}:*`),
    otherProbeRoles: settings.otherProbeRoles,
    codeFunctions: withQualifiers(settings.codeFunctions),
    codeObjects: settings.codeObjects,
    repositories: [...settings.imageRepositories, ...settings.codeRepositories],
    environmentKeys: settings.environmentKeys,
    probeLogGroups: regions.map((region) =>
      stack.formatArn({
        service: 'logs',
        region,
        resource: 'log-group',
        resourceName: `/aws/lambda/${PROBE_PREFIX}*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ),
    stagingBucket: [stagingBucket.bucketArn],
    stagedCode: [stagingBucket.arnForObjects('staging/*')],
    locks: [stagingBucket.arnForObjects('locks/*')],
    resultsBucket: resultsBucket === undefined ? [] : [resultsBucket.bucketArn],
    results: inResults('results/*'),
    canaryEnds: inResults('results/*.canary.json'),
    rawSamples: inResults('runs/*/samples/*'),
    reports: inResults(REPORT_KEY),
    reportRole: reportRole === undefined ? [] : [reportRole.roleArn],
    eventBus: [eventBus.eventBusArn],
    topic: settings.topic === undefined ? [] : [settings.topic.topicArn],
  };
}

/** What an alias is moved by has a name that the Optimizer knows before it is there. */
export function canaryMachineName({ namePrefix }: Pick<Settings, 'namePrefix'>): string {
  return `${namePrefix}-canary`;
}

export function canaryMachineArn(stack: Stack, settings: Pick<Settings, 'namePrefix'>): string {
  return stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: canaryMachineName(settings),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** Into which a function writes that has no other: the streams of `/aws/lambda/orders`. */
function logGroupOf(functionArn: string): string {
  const parts = Token.isUnresolved(functionArn) ? Fn.split(':', functionArn, 7) : functionArn.split(':');
  const [, partition, , region, account, , name] = parts;
  return `arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda/${name}:*`;
}

/** `…:function:orders` stands for its versions and aliases too, which IAM knows by ARNs of their own. */
function withQualifiers(patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((pattern) =>
    pattern.endsWith('*') || pattern.split(':').length > 7 ? [pattern] : [pattern, `${pattern}:*`],
  );
}
