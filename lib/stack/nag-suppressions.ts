import { Stack, Validations } from 'aws-cdk-lib';
import type { Policy } from 'aws-cdk-lib/aws-iam';
import type { SingletonFunction } from 'aws-cdk-lib/aws-lambda';
import type { BucketDeployment } from 'aws-cdk-lib/aws-s3-deployment';
import type { IConstruct } from 'constructs';
import type { ScopeName } from './resource-scopes.ts';
import type { FunctionName } from './stages.ts';

/** cdk-nag's rule against wildcards in policies, the only one that this construct breaks. */
const NO_WILDCARDS = 'AwsSolutions-IAM5';

/** Why a scope is wider than named resources. One entry a scope: what isn't here is not acknowledged. */
export const WHY_WIDE: Readonly<Partial<Record<ScopeName, string>>> = {
  probes:
    'Probes are made for each execution; the prefix of their names, which no other function has, is what limits creating, changing, invoking and deleting to them.',
  targets:
    'Reading only. Any function may be tuned by default; the prop targets narrows it. Versions and aliases are resources of their own, hence the :* behind a name.',
  optimizable:
    'Patterns that the owner of the stack wrote into the prop optimizable, and the versions and aliases of those functions.',
  canaryExecutions: 'Executions of the canary have names that are made when they start.',
  canaryLogs:
    'Reading only. Log streams, whose names Lambda makes, in the log groups of the functions that the owner of the stack wrote into the prop optimizable.',
  processors:
    'Patterns that the owner of the stack wrote into the prop processors, and the versions and aliases of those functions.',
  probeRoles:
    "A probe runs under its target's role, so it may be any by default; the prop probeRoles narrows it. iam:PassedToService limits it to Lambda.",
  layers:
    'Reading only. A target may use layers of any account; whoever creates a copy with them, or looks whether they run on another architecture, must be able to read them.',
  executions: 'Executions of this state machine have names that are made when they start.',
  payloads:
    'Reading only. Objects of the bucket in the prop payloadBucket; the prop payloadKeyPattern narrows it.',
  inPlaceTargets:
    'Patterns that the owner of the stack wrote into the prop inPlaceTargets, and the versions of those functions.',
  inPlaceVersions:
    'Versions of the functions in the prop inPlaceTargets, whose numbers Lambda gives; never the functions themselves.',
  otherProbeRoles: 'Patterns that the owner of the stack wrote into the prop otherProbeRoles.',
  codeFunctions:
    'Reading only. Patterns that the owner of the stack wrote into the prop codeFunctions, and the versions and aliases of those functions.',
  codeObjects: 'Reading only. Patterns that the owner of the stack wrote into the prop codeObjects.',
  repositories:
    'Reading only. Patterns that the owner of the stack wrote into the props imageRepositories and codeRepositories.',
  environmentKeys: 'Patterns that the owner of the stack wrote into the prop environmentKeys.',
  probeLogGroups:
    'Log groups that Lambda makes for probes; the prefix of their names, which no other function has, limits it to them.',
  stagedCode:
    'Packages of executions, in the bucket that is for them; their keys begin with the name of the execution.',
  results:
    'Results of executions, in the bucket that is for them; their keys begin with results/ and have the names of functions.',
  canaryEnds:
    'How canaries ended, beside the results of executions; their keys begin with results/ and end in .canary.json.',
  rawSamples: 'Raw samples of executions, in the same bucket; their keys begin with runs/.',
  reports: 'Pages of executions, in the same bucket; their keys begin with runs/ and end in report.html.',
  locks: 'Locks of functions that are measured in place, in the bucket that is for them.',
};

/**
 * Why a role has `*` as a resource: the actions there have no resources of their own (Service Authorization
 * Reference). In a VPC the stages also have the ec2 actions that Lambda asks for.
 */
export const WHY_ANY: Readonly<Record<FunctionName | 'stateMachine', string>> = {
  initializer:
    'xray:PutTraceSegments, xray:PutTelemetryRecords and lambda:GetAccountSettings have no resource-level permissions.',
  publisher:
    'xray:PutTraceSegments, xray:PutTelemetryRecords and the Describe actions that Lambda asks for with a VPC or a file system have no resource-level permissions.',
  executor: 'xray:PutTraceSegments and xray:PutTelemetryRecords have no resource-level permissions.',
  analyzer: 'xray:PutTraceSegments and xray:PutTelemetryRecords have no resource-level permissions.',
  optimizer: 'xray:PutTraceSegments and xray:PutTelemetryRecords have no resource-level permissions.',
  cleaner:
    'xray:PutTraceSegments, xray:PutTelemetryRecords, tag:GetResources and logs:DescribeLogGroups (by prefix) have no resource-level permissions.',
  reporter: 'xray:PutTraceSegments and xray:PutTelemetryRecords have no resource-level permissions.',
  canary: 'xray:PutTraceSegments and xray:PutTelemetryRecords have no resource-level permissions.',
  notifier: 'xray:PutTraceSegments and xray:PutTelemetryRecords have no resource-level permissions.',
  stateMachine:
    'The X-Ray actions and the log delivery actions that Step Functions asks for have no resource-level permissions.',
};

/** Acknowledges `*` as a resource of a role. */
export function acknowledgeAny(role: IConstruct, of: keyof typeof WHY_ANY): void {
  Validations.of(role).acknowledge({ id: `${NO_WILDCARDS}[Resource::*]`, reason: WHY_ANY[of] });
}

/** Acknowledges the wildcards of a scope, each ARN by itself, on the role that has them. */
export function acknowledgeWide(role: IConstruct, scope: ScopeName, patterns: readonly string[]): void {
  const reason = WHY_WIDE[scope];
  if (reason === undefined) return;
  for (const arn of patterns.map((pattern) => flattened(Stack.of(role).resolve(pattern)))) {
    if (!arn.includes('*')) continue;
    Validations.of(role).acknowledge({ id: `${NO_WILDCARDS}[Resource::${arn}]`, reason });
  }
}

/** An ARN as cdk-nag writes it into a finding: `{Ref: X}` is `<X>`, `{Fn::GetAtt: [X, Arn]}` is `<X.Arn>`. */
function flattened(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll('${', '<').replaceAll('}', '>');
  const [[intrinsic, argument] = ['', value]] = Object.entries(value as Record<string, unknown>);
  switch (intrinsic) {
    case 'Ref':
      return `<${argument}>`;
    case 'Fn::GetAtt':
      return `<${(argument as readonly string[]).join('.')}>`;
    case 'Fn::Join': {
      const [delimiter, parts] = argument as [string, readonly unknown[]];
      return parts.map(flattened).join(delimiter);
    }
    case 'Fn::ImportValue':
    case 'Fn::Sub':
      return flattened(argument);
    default:
      return JSON.stringify(value);
  }
}

/** Acknowledges what the retuner may do beside named resources. */
export function acknowledgeRetuner(role: IConstruct, patterns: readonly string[]): void {
  Validations.of(role).acknowledge({
    id: `${NO_WILDCARDS}[Resource::*]`,
    reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords have no resource-level permissions.',
  });
  for (const pattern of patterns) {
    Validations.of(role).acknowledge({
      id: `${NO_WILDCARDS}[Resource::${flattened(Stack.of(role).resolve(pattern))}]`,
      reason:
        'Schedules and results of the functions that it looks at; the prefix of their names is what limits it to them.',
    });
  }
}

/** Acknowledges that a queue of dead letters has none of its own. */
export function acknowledgeDeadLetters(queue: IConstruct): void {
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'It is the dead-letter queue itself, of EventBridge Scheduler: nothing reads from it and fails.',
  });
}

/** Acknowledges what a viewer goes without. */
export function acknowledgeViewer(bucket: IConstruct, distribution: IConstruct): void {
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'It holds one page, which is the same for everybody and is read by CloudFront alone.',
  });
  const reasons = {
    CFR1: 'The page is a program without data: there is nothing in it that one country may see and another may not.',
    CFR2: 'A firewall would cost more than the whole tuner, and protect one static file without anything behind it.',
    CFR3: 'What is shown stands behind the # of an address, which is never sent: a log would tell of a static file only.',
    CFR4: 'Without a domain of its own it has the certificate of CloudFront, whose oldest protocol cannot be chosen. Browsers that run the page use TLS 1.2 or newer.',
  };
  for (const [rule, reason] of Object.entries(reasons)) {
    Validations.of(distribution).acknowledge({ id: `AwsSolutions-${rule}`, reason });
  }
}

/** Acknowledges what CDK's own function for deployments to buckets is and may do. */
export function acknowledgeDeployment({ node, handlerRole }: BucketDeployment): void {
  for (const wildcard of wildcardsOf(handlerRole)) {
    Validations.of(handlerRole).acknowledge({
      id: `${NO_WILDCARDS}[${wildcard}]`,
      reason:
        "CDK's BucketDeployment grants itself this, to read from the bucket of the stack's assets and to write into the viewer's own.",
    });
  }
  const handler = (node.findChild('CustomResourceHandler') as SingletonFunction).permissionsNode.defaultChild;
  if (handler === undefined) throw new Error(`${node.path} has no function any more`);
  Validations.of(handler).acknowledge({
    id: 'AwsSolutions-L1',
    reason: "CDK chooses the runtime of its BucketDeployment's function, and moves it on with its releases.",
  });
}

/** The wildcards that a role has been granted so far, as cdk-nag writes them into findings. */
function wildcardsOf(role: IConstruct): string[] {
  const { document } = role.node.findChild('DefaultPolicy') as Policy;
  const { Statement }: { readonly Statement: readonly ResolvedStatement[] } =
    Stack.of(role).resolve(document);
  return Statement.flatMap(({ Action, Resource }) => [
    ...[Action].flat().map((action) => `Action::${action}`),
    ...[Resource].flat().map((resource) => `Resource::${flattened(resource)}`),
  ]).filter((text) => text.includes('*'));
}

interface ResolvedStatement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}
