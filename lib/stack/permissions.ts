import type { ScopeName } from './resource-scopes.ts';
import type { StageName } from './stages.ts';

/** One statement of a stage's role: these actions, on this scope. */
export interface Permission {
  readonly actions: readonly string[];
  readonly on: ScopeName;
  /** The only service that a role may be passed to. */
  readonly passedTo?: 'lambda.amazonaws.com';
}

/** Reading the target. GetFunction on a function with tags asks for ListTags as well. */
const READ_TARGET: Permission = {
  actions: ['lambda:GetFunction', 'lambda:GetFunctionConfiguration', 'lambda:ListTags'],
  on: 'targets',
};

/**
 * Reading layers. The Initializer looks whether they run on another architecture; Lambda asks whoever
 * creates a function with them whether they may.
 */
const READ_LAYERS: Permission = { actions: ['lambda:GetLayerVersion'], on: 'layers' };

/** Looking whether the execution still runs. */
const WATCH_EXECUTION: Permission = { actions: ['states:DescribeExecution'], on: 'executions' };

/** The Initializer reads it to know the payloads' weights, the Executor to send it. */
const READ_PAYLOAD: Permission = { actions: ['s3:GetObject'], on: 'payloads' };

/**
 * What each stage may do, beside writing its own log and traces. Whatever creates, changes, invokes or
 * deletes is limited to the probes' prefix, or to an allow-list of the props.
 */
export const PERMISSIONS: Readonly<Record<StageName, readonly Permission[]>> = {
  initializer: [
    READ_TARGET,
    READ_LAYERS,
    READ_PAYLOAD,
    // How much of the account's concurrency is left to take a share of.
    { actions: ['lambda:GetAccountSettings'], on: 'any' },
  ],
  publisher: [
    READ_TARGET,
    { actions: ['lambda:CreateFunction', 'lambda:TagResource'], on: 'probes' },
    { actions: ['iam:PassRole'], on: 'probeRoles', passedTo: 'lambda.amazonaws.com' },
    READ_LAYERS,
    // Lambda asks whoever creates a function in a VPC whether they may see it.
    { actions: ['ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups'], on: 'any' },
    WATCH_EXECUTION,
  ],
  executor: [
    {
      actions: [
        // The waiters use GetFunction, which asks for ListTags on a function with tags.
        'lambda:GetFunction',
        'lambda:GetFunctionConfiguration',
        'lambda:ListTags',
        'lambda:InvokeFunction',
        'lambda:UpdateFunctionConfiguration',
      ],
      on: 'probes',
    },
    { actions: ['lambda:InvokeFunction'], on: 'processors' },
    READ_PAYLOAD,
    WATCH_EXECUTION,
  ],
  analyzer: [],
  optimizer: [
    {
      actions: [
        'lambda:GetFunction',
        'lambda:GetFunctionConfiguration',
        'lambda:ListTags',
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
        'lambda:PublishVersion',
        'lambda:GetAlias',
        'lambda:CreateAlias',
        'lambda:UpdateAlias',
      ],
      on: 'optimizable',
    },
  ],
  cleaner: [
    { actions: ['lambda:DeleteFunction'], on: 'probes' },
    { actions: ['tag:GetResources'], on: 'any' },
    { actions: ['states:DescribeExecution', 'states:GetExecutionHistory'], on: 'executions' },
  ],
  reporter: [],
};
