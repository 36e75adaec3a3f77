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

/** Looking whether the execution still runs. */
const WATCH_EXECUTION: Permission = { actions: ['states:DescribeExecution'], on: 'executions' };

/** The Initializer reads it to know the payloads' weights, the Executor to send it. */
const READ_PAYLOAD: Permission = { actions: ['s3:GetObject'], on: 'payloads' };

/**
 * What each stage may do, beside writing its own log and traces. Whatever creates, changes, invokes or
 * deletes is limited to the probes' prefix, or to an allow-list of the props.
 */
export const PERMISSIONS: Readonly<Record<StageName, readonly Permission[]>> = {
  initializer: [READ_TARGET, READ_PAYLOAD],
  publisher: [
    READ_TARGET,
    { actions: ['lambda:CreateFunction', 'lambda:TagResource'], on: 'probes' },
    { actions: ['iam:PassRole'], on: 'probeRoles', passedTo: 'lambda.amazonaws.com' },
    // Lambda asks whoever creates a function whether they may read its layers and see its network.
    { actions: ['lambda:GetLayerVersion'], on: 'layers' },
    { actions: ['ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups'], on: 'any' },
    WATCH_EXECUTION,
  ],
  executor: [
    {
      actions: [
        'lambda:GetFunction',
        'lambda:GetFunctionConfiguration',
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
