import { ArnFormat, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventField, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PermissionsBoundary, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type IFunction, Function as LambdaFunction, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ApplyMode, NotifyMode } from '../contract/afterwards.ts';
import { RETUNE_PREFIX } from '../contract/schedules.ts';
import { InvalidProps } from './invalid-props.ts';
import { acknowledgeRetuner } from './nag-suppressions.ts';
import type { PowerTuner } from './power-tuner.ts';
import { retuneProblems } from './retune-problems.ts';
import { RUNTIME } from './runtime.ts';
import type { ScheduledInput } from './scheduled-tuning.ts';
import type { Schedules } from './schedules.ts';
import { stageCode } from './stage-bundle.ts';
import { STAGE_NAMES } from './stages.ts';

export interface RetuneOnDeploymentProps {
  /** Which PowerTuner tunes them. */
  readonly powerTuner: PowerTuner;

  /** The functions, without a version or alias; or the ARNs of such that are not in the app. All in this region. */
  readonly targets: readonly (IFunction | string)[];

  /**
   * So long nothing may be deployed to a function before it is tuned: a deployment is often several calls, and
   * sometimes soon another. From a minute to a day.
   *
   * @default Duration.minutes(10)
   */
  readonly delay?: Duration;

  /**
   * Where a deployment has changed neither code nor configuration, a result that is younger is good enough. Up to a
   * year; 0 to tune after every deployment.
   *
   * @default Duration.days(1)
   */
  readonly quietFor?: Duration;

  /**
   * The other keys of an execution's input.
   *
   * @default none: the input's own defaults
   */
  readonly input?: ScheduledInput;

  /**
   * What becomes of the answer, as in `ScheduledTuning`.
   *
   * @default 'never'
   */
  readonly apply?: ApplyMode;

  /**
   * Of which outcomes something is sent.
   *
   * @default 'changes'
   */
  readonly notify?: NotifyMode;
}

/**
 * Tunes functions some time after they were deployed: CloudTrail tells EventBridge of UpdateFunctionCode and
 * UpdateFunctionConfiguration, and a function of its own puts off, by a schedule for once, what it then starts. What
 * the PowerTuner itself changes doesn't count. It takes a trail in the region that logs management events.
 *
 * @throws InvalidProps with every problem of the props, those of the input included
 */
export class RetuneOnDeployment extends Construct {
  /** Looks at functions when they are due. */
  readonly retuner: IFunction;

  constructor(scope: Construct, id: string, props: RetuneOnDeploymentProps) {
    super(scope, id);
    const problems = retuneProblems(props);
    if (problems.length > 0) throw new InvalidProps(problems, 'RetuneOnDeployment');
    const { powerTuner, targets } = props;
    const { schedules } = powerTuner;
    if (schedules === undefined) throw new Error(`${powerTuner.node.path} has no schedules`);
    const arns = targets.map((target) => (typeof target === 'string' ? target : target.functionArn));
    const calling = new Role(this, 'ScheduleRole', {
      assumedBy: schedules.principal,
      description: 'Calls the retuner when a function has not been deployed for a while',
    });
    calling.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [schedules.deadLetterQueue.queueArn],
      }),
    );
    const retuner = retunerOf(this, props, { schedules, calling, arns });
    calling.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [retuner.functionArn] }),
    );
    const names = targets.map((target) =>
      typeof target === 'string' ? functionNameIn(target) : target.functionName,
    );
    for (let first = 0; first < names.length; first += TARGETS_A_RULE) {
      const some = names.slice(first, first + TARGETS_A_RULE);
      const id = first === 0 ? 'Deployed' : `Deployed${first / TARGETS_A_RULE + 1}`;
      listen(this, id, { names: some, powerTuner, retuner });
    }
    if (powerTuner.permissionsBoundary !== undefined) {
      PermissionsBoundary.of(this).apply(powerTuner.permissionsBoundary);
    }
    this.retuner = retuner;
  }
}

/** A pattern of EventBridge has 2,048 characters, of which the tuner's own roles take half; a name has up to 64. */
const TARGETS_A_RULE = 10;

function functionNameIn(arn: string): string {
  return Fn.select(6, Fn.split(':', arn));
}

/** Sends the retuner what CloudTrail tells of functions: by their names, since a call that publishes answers with a version's ARN. */
function listen(
  scope: Construct,
  id: string,
  {
    names,
    powerTuner,
    retuner,
  }: { readonly names: string[]; readonly powerTuner: PowerTuner; readonly retuner: IFunction },
): void {
  new Rule(scope, id, {
    description: 'Tells the retuner of functions that were deployed',
    eventPattern: {
      source: ['aws.lambda'],
      detailType: ['AWS API Call via CloudTrail'],
      detail: {
        eventSource: ['lambda.amazonaws.com'],
        // Their names end in the date of an API version: UpdateFunctionCode20150331v2.
        eventName: Match.anyOf(
          Match.prefix('UpdateFunctionCode'),
          Match.prefix('UpdateFunctionConfiguration'),
        ),
        // Only a call that was carried out has an answer.
        responseElements: { functionName: names },
        userIdentity: { sessionContext: { sessionIssuer: { arn: othersThan(powerTuner) } } },
      },
    },
    targets: [
      new FunctionTarget(retuner, {
        event: RuleTargetInput.fromObject({
          deployed: EventField.fromPath('$.detail.responseElements.functionArn'),
        }),
      }),
    ],
  });
}

/** Who isn't a function of the tuner; a user without a role among them. */
function othersThan({ stages, canarySteps }: PowerTuner): unknown[] {
  const functions = [
    ...STAGE_NAMES.map((stage) => stages[stage]),
    ...(canarySteps === undefined ? [] : [canarySteps]),
  ];
  const own = functions.flatMap(({ role }) => role?.roleArn ?? []);
  return [{ 'anything-but': own }, { exists: false }];
}

interface Surroundings {
  readonly schedules: Schedules;
  readonly calling: Role;
  readonly arns: readonly string[];
}

function retunerOf(
  scope: Construct,
  props: RetuneOnDeploymentProps,
  { schedules, calling, arns }: Surroundings,
): LambdaFunction {
  const { powerTuner, delay = Duration.minutes(10), quietFor = Duration.days(1) } = props;
  const { stateMachineArn } = powerTuner.stateMachine;
  const { resultsBucket } = powerTuner;
  const stack = Stack.of(scope);
  const groupName = schedules.group.scheduleGroupName;
  const logGroup = new LogGroup(scope, 'Log', {
    retention: RetentionDays.ONE_WEEK,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: 'What the retuner of the power tuner may do',
  });
  const ownSchedules = stack.formatArn({
    service: 'scheduler',
    resource: 'schedule',
    resourceName: `${groupName}/${RETUNE_PREFIX}*`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  const allow = (actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
    role.addToPolicy(
      new PolicyStatement({ actions, resources, ...(conditions === undefined ? {} : { conditions }) }),
    );
  allow(['scheduler:CreateSchedule', 'scheduler:UpdateSchedule'], [ownSchedules]);
  allow(['iam:PassRole'], [calling.roleArn], {
    StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
  });
  allow(['lambda:GetFunctionConfiguration'], [...arns]);
  allow(['states:StartExecution'], [stateMachineArn]);
  const results = resultsBucket?.arnForObjects('results/*');
  if (resultsBucket !== undefined && results !== undefined) {
    allow(['s3:GetObject'], [results]);
    allow(['s3:ListBucket'], [resultsBucket.bucketArn]);
    resultsBucket.encryptionKey?.grantDecrypt(role);
  }
  logGroup.grantWrite(role);
  acknowledgeRetuner(role, [ownSchedules, ...(results === undefined ? [] : [results])]);
  const { input, apply, notify } = props;
  return new LambdaFunction(scope, 'Function', {
    description: 'Power tuner: Tunes functions some time after their deployment',
    runtime: RUNTIME,
    architecture: Architecture.ARM_64,
    code: stageCode('retuner'),
    handler: 'index.handler',
    memorySize: 256,
    timeout: Duration.minutes(1),
    tracing: Tracing.ACTIVE,
    role,
    logGroup,
    environment: {
      POWERTOOLS_SERVICE_NAME: 'power-tuner',
      POWERTOOLS_LOG_LEVEL: 'INFO',
      POWER_TUNER_RETUNE: stack.toJsonString({
        stateMachineArn,
        groupName,
        roleArn: calling.roleArn,
        deadLetterQueueArn: schedules.deadLetterQueue.queueArn,
        delaySeconds: delay.toSeconds(),
        quietSeconds: quietFor.toSeconds(),
        input: {
          ...input,
          ...(apply === undefined ? {} : { apply }),
          ...(notify === undefined ? {} : { notify }),
        },
        ...(resultsBucket === undefined ? {} : { resultsBucket: resultsBucket.bucketName }),
      }),
    },
  });
}
