import type { ScopeName } from './resource-scopes.ts';
import type { FunctionName } from './stages.ts';

/** One statement of a stage's role: these actions, on this scope. */
export interface Permission {
  readonly actions: readonly string[];
  readonly on: ScopeName;
  /** The only service that a role may be passed to. */
  readonly passedTo?: 'lambda.amazonaws.com';
  /** What the keys have to begin with that a bucket is asked for. */
  readonly keysFrom?: string;
}

/** Reading a function. GetFunction on one with tags asks for ListTags as well. */
const READ_FUNCTION = ['lambda:GetFunction', 'lambda:GetFunctionConfiguration', 'lambda:ListTags'] as const;

const READ_TARGET: Permission = { actions: READ_FUNCTION, on: 'targets' };

/** Functions whose code an input may name for a probe. */
const READ_CODE_FUNCTION: Permission = { actions: READ_FUNCTION, on: 'codeFunctions' };

/**
 * Reading layers. The Initializer looks whether they run on another architecture; Lambda asks whoever
 * creates a function with them whether they may.
 */
const READ_LAYERS: Permission = { actions: ['lambda:GetLayerVersion'], on: 'layers' };

/** Looking whether the execution still runs, or how it has ended. */
const WATCH_EXECUTION: Permission = { actions: ['states:DescribeExecution'], on: 'executions' };

/** The Initializer reads it to know the payloads' weights, the Executor to send it. */
const READ_PAYLOAD: Permission = { actions: ['s3:GetObject'], on: 'payloads' };

/** Without it S3 doesn't tell an object that is missing from one that may not be read. */
const LIST_STAGING: Permission = { actions: ['s3:ListBucket'], on: 'stagingBucket' };

/** What earlier runs of a function have found. */
const READ_RESULTS: Permission = { actions: ['s3:GetObject'], on: 'results' };

/** Putting a target back that is measured in place, and deleting its temporary versions, never the function. */
const UNDO_IN_PLACE: readonly Permission[] = [
  {
    actions: [
      'lambda:GetFunctionConfiguration',
      'lambda:ListVersionsByFunction',
      'lambda:UpdateFunctionConfiguration',
    ],
    on: 'inPlaceTargets',
  },
  { actions: ['lambda:DeleteFunction'], on: 'inPlaceVersions' },
];

/** Telling whoever is to be told what a run says. */
const TELL: readonly Permission[] = [
  { actions: ['events:PutEvents'], on: 'eventBus' },
  { actions: ['sns:Publish'], on: 'topic' },
];

/**
 * What each stage may do, beside writing its own log and traces. Whatever creates, changes, invokes or
 * deletes is limited to the probes' prefix, or to an allow-list of the props.
 */
export const PERMISSIONS: Readonly<Record<FunctionName, readonly Permission[]>> = {
  initializer: [
    READ_TARGET,
    READ_CODE_FUNCTION,
    { actions: ['lambda:GetRuntimeManagementConfig'], on: 'targets' },
    READ_LAYERS,
    READ_PAYLOAD,
    { actions: ['s3:ListBucket'], on: 'resultsBucket', keysFrom: 'results/' },
    READ_RESULTS,
    { actions: ['kms:Decrypt'], on: 'environmentKeys' },
    // How much of the account's concurrency is left to take a share of.
    { actions: ['lambda:GetAccountSettings'], on: 'any' },
  ],
  publisher: [
    READ_TARGET,
    READ_CODE_FUNCTION,
    {
      actions: [
        'lambda:CreateFunction',
        'lambda:TagResource',
        // A SnapStart probe is created with its first version.
        'lambda:PublishVersion',
        // Whose a function is that has the probe's name already.
        ...READ_FUNCTION,
      ],
      on: 'probes',
    },
    { actions: ['iam:PassRole'], on: 'probeRoles', passedTo: 'lambda.amazonaws.com' },
    { actions: ['iam:PassRole'], on: 'otherProbeRoles', passedTo: 'lambda.amazonaws.com' },
    READ_LAYERS,
    // Lambda asks whoever creates a function in a VPC, or with a file system, whether they may see it.
    {
      actions: [
        'ec2:DescribeVpcs',
        'ec2:DescribeSubnets',
        'ec2:DescribeSecurityGroups',
        'elasticfilesystem:DescribeMountTargets',
      ],
      on: 'any',
    },
    // … whether they may use the key of its environment, its image, and its package in S3.
    {
      actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
      on: 'environmentKeys',
    },
    {
      actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:GetRepositoryPolicy'],
      on: 'repositories',
    },
    { actions: ['s3:GetObject', 's3:GetObjectVersion'], on: 'codeObjects' },
    { actions: ['s3:GetObject', 's3:PutObject'], on: 'stagedCode' },
    { actions: ['s3:GetObject', 's3:PutObject'], on: 'locks' },
    LIST_STAGING,
    { actions: ['lambda:PublishVersion'], on: 'inPlaceTargets' },
    ...UNDO_IN_PLACE,
    WATCH_EXECUTION,
  ],
  executor: [
    {
      actions: [
        // The waiters use GetFunction, which asks for ListTags on a function with tags.
        ...READ_FUNCTION,
        'lambda:InvokeFunction',
        'lambda:PublishVersion',
        'lambda:PutRuntimeManagementConfig',
        'lambda:UpdateFunctionConfiguration',
      ],
      on: 'probes',
    },
    { actions: ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'], on: 'inPlaceVersions' },
    { actions: ['lambda:InvokeFunction'], on: 'processors' },
    READ_PAYLOAD,
    { actions: ['s3:PutObject'], on: 'rawSamples' },
    WATCH_EXECUTION,
  ],
  analyzer: [],
  optimizer: [
    {
      actions: [
        ...READ_FUNCTION,
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
        'lambda:PublishVersion',
        'lambda:GetAlias',
        'lambda:CreateAlias',
        'lambda:UpdateAlias',
      ],
      on: 'optimizable',
    },
    // A canary of its own name: asked for again, it is the same one.
    { actions: ['states:StartExecution'], on: 'canaryMachine' },
  ],
  cleaner: [
    // It looks at the tag before it deletes.
    { actions: ['lambda:DeleteFunction', ...READ_FUNCTION], on: 'probes' },
    { actions: ['logs:DeleteLogGroup'], on: 'probeLogGroups' },
    { actions: ['tag:GetResources', 'logs:DescribeLogGroups'], on: 'any' },
    { actions: ['states:DescribeExecution', 'states:GetExecutionHistory'], on: 'executions' },
    { actions: ['s3:DeleteObject'], on: 'stagedCode' },
    { actions: ['s3:GetObject', 's3:DeleteObject'], on: 'locks' },
    LIST_STAGING,
    ...UNDO_IN_PLACE,
  ],
  reporter: [
    // What the run cost, retries and the tuner's own functions included.
    { actions: ['states:GetExecutionHistory'], on: 'executions' },
    { actions: ['s3:PutObject'], on: 'reports' },
    READ_RESULTS,
    { actions: ['s3:PutObject'], on: 'results' },
    // In whose session it signs the link to a page.
    { actions: ['sts:AssumeRole'], on: 'reportRole' },
    ...TELL,
  ],
  // What an execution that ended badly was started with, and what it ended with.
  notifier: [WATCH_EXECUTION, ...TELL],
  canary: [
    {
      actions: [
        // The waiters use GetFunction, which asks for ListTags on a function with tags.
        ...READ_FUNCTION,
        'lambda:GetAlias',
        'lambda:UpdateAlias',
        // Where it goes back, `$LATEST` gets its architecture and memory size back.
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
      ],
      on: 'optimizable',
    },
    { actions: ['logs:FilterLogEvents'], on: 'canaryLogs' },
    { actions: ['states:DescribeExecution'], on: 'canaryExecutions' },
    // How it ended, beside the result of the run that began it.
    { actions: ['s3:PutObject'], on: 'canaryEnds' },
    ...TELL,
  ],
};
