import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { type IManagedPolicy, type IRole, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Canary } from './canary.ts';
import { Cleaning } from './cleaning.ts';
import { ConsoleLinks } from './console-links.ts';
import { TuningDashboard } from './dashboard.ts';
import { networkOf } from './network.ts';
import type { PowerTunerProps } from './power-tuner-props.ts';
import { ReportRole } from './report-role.ts';
import { canaryMachineArn, resourceScopes } from './resource-scopes.ts';
import { resultsBucketOf } from './results.ts';
import { Schedules } from './schedules.ts';
import { settingsOf } from './settings.ts';
import { stageEnvironment } from './stage-environment.ts';
import { StageFunction } from './stage-function.ts';
import { type ByStage, byStage, type FunctionName, stageTitle } from './stages.ts';
import { stagingBucketOf } from './staging.ts';
import { TuningMachine } from './tuning-machine.ts';
import { Viewer } from './viewer.ts';

/**
 * The power tuner: a state machine that takes the ARN of a Lambda function and answers with its best
 * memory size and architecture.
 *
 * @throws InvalidProps with every problem of the props
 */
export class PowerTuner extends Construct {
  /** Start an execution of it with `{"lambdaARN": "…"}`; `grantStartExecution(…)` lets somebody. */
  readonly stateMachine: IStateMachine;
  /** The function of each stage, for example to give its role a right that a target needs besides. */
  readonly stages: ByStage<IFunction>;
  /** The dashboard in AWS's console; absent without one. */
  readonly dashboardUrl?: string;
  /** Where results are kept: the stack's own bucket, or the one that was given; absent where they aren't. */
  readonly resultsBucket?: IBucket;
  /** Where results are shown: the viewer of the stack, or the one that was given; absent without one. */
  readonly viewerUrl?: string;
  /** The state machine that moves an alias by degrees; absent where no function may be changed (`optimizable`). */
  readonly canary?: IStateMachine;
  /**
   * The function of its steps. One that logs into a group of its own needs a right on that:
   * `logGroup.grant(powerTuner.canarySteps, 'logs:FilterLogEvents')`.
   */
  readonly canarySteps?: IFunction;
  /** What schedules are made with; absent where the prop says that there are none. */
  readonly schedules?: Schedules;
  /** The prop: what an execution may change. */
  readonly optimizable: readonly string[];
  /** The prop: of every role that is made here, or for this tuner; absent without one. */
  readonly permissionsBoundary?: IManagedPolicy;
  #links: ConsoleLinks | undefined;

  constructor(scope: Construct, id: string, props: PowerTunerProps = {}) {
    super(scope, id);
    const given = settingsOf(props);
    const viewerUrl = given.viewer ? new Viewer(this, 'Viewer', given).url : given.viewerUrl;
    const resultsBucket = resultsBucketOf(this, given);
    const settings = {
      ...given,
      ...(resultsBucket === undefined ? {} : { resultsBucket }),
      visualizationUrl: props.visualizationUrl ?? viewerUrl ?? given.visualizationUrl,
    };
    const stagingBucket = stagingBucketOf(this, settings);
    const reportRole =
      resultsBucket === undefined
        ? undefined
        : new ReportRole(this, 'ReportRole', { resultsBucket, trusted: () => roleOf(this.stages.reporter) })
            .role;
    const eventBus = settings.eventBus ?? EventBus.fromEventBusName(this, 'DefaultBus', 'default');
    const scopes = resourceScopes(this, settings, { stagingBucket, reportRole, eventBus });
    const network = networkOf(this, settings);
    const probeLogGroupName = `/power-tuner/${settings.namePrefix}/probes`;
    new LogGroup(this, 'ProbeLog', {
      logGroupName: probeLogGroupName,
      retention: settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const json = (value: object) => Stack.of(this).toJsonString(value);
    // Only answers that may be applied can reach an alias.
    const hasCanary = settings.optimizable.length > 0;
    const surroundings = {
      probeLogGroupName,
      stagingBucketName: stagingBucket.bucketName,
      reportRoleArn: reportRole?.roleArn,
      canaryMachineArn: hasCanary ? canaryMachineArn(Stack.of(this), settings) : undefined,
      viewerUrl,
      eventBus: settings.eventBus === undefined ? 'default' : eventBus.eventBusArn,
    };
    const deployed = (stage: FunctionName) => {
      const environment = stageEnvironment(stage, settings, surroundings, json);
      return new StageFunction(this, stageTitle(stage), { stage, settings, scopes, network, environment })
        .function;
    };
    this.stages = byStage(deployed);
    const notifier = deployed('notifier');
    this.stateMachine = new TuningMachine(this, 'Machine', { settings, stages: this.stages }).stateMachine;
    new Cleaning(this, 'Cleaning', {
      stateMachine: this.stateMachine,
      cleaner: this.stages.cleaner,
      notifier,
    });
    if (hasCanary) {
      this.canarySteps = deployed('canary');
      this.canary = new Canary(this, 'Alias', { settings, steps: this.canarySteps }).stateMachine;
    }
    this.optimizable = settings.optimizable;
    if (settings.schedules) {
      const { stateMachine } = this;
      this.schedules = new Schedules(this, 'Schedules', { name: settings.namePrefix, stateMachine });
    }
    for (const reader of [this.stages.initializer, this.stages.executor]) {
      settings.payloadBucket?.encryptionKey?.grantDecrypt(reader);
    }
    const canary = this.canarySteps === undefined ? [] : [this.canarySteps];
    for (const writer of [this.stages.executor, this.stages.reporter, ...canary]) {
      resultsBucket?.encryptionKey?.grant(writer, 'kms:GenerateDataKey');
    }
    for (const reader of [this.stages.initializer, this.stages.reporter]) {
      resultsBucket?.encryptionKey?.grantDecrypt(reader);
    }
    for (const teller of [this.stages.reporter, notifier, ...canary]) {
      settings.topic?.masterKey?.grant(teller, 'kms:Decrypt', 'kms:GenerateDataKey');
    }
    // What S3 needs to write and read with a key; the key's own grants have wildcards.
    stagingBucket.encryptionKey?.grant(this.stages.publisher, 'kms:Decrypt', 'kms:GenerateDataKey');
    stagingBucket.encryptionKey?.grantDecrypt(this.stages.cleaner);
    if (resultsBucket !== undefined) this.resultsBucket = resultsBucket;
    if (viewerUrl !== undefined) this.viewerUrl = viewerUrl;
    if (settings.dashboard) {
      const { stateMachine } = this;
      const links = this.#console();
      this.dashboardUrl = new TuningDashboard(this, 'Dashboard', {
        settings,
        stateMachine,
        links,
        viewerUrl,
      }).url;
    }
    if (settings.alarm) {
      const { deadLetterQueue } = this.schedules ?? {};
      new Alarms(this, 'Alarms', { settings, deadLetterQueue });
    }
    if (settings.permissionsBoundary !== undefined) {
      this.permissionsBoundary = settings.permissionsBoundary;
      PermissionsBoundary.of(this).apply(settings.permissionsBoundary);
    }
  }

  /** The state machine in AWS's console. */
  get consoleUrl(): string {
    return this.#console().stateMachine(this.stateMachine);
  }

  /** Made when it is asked for: conditions that nothing uses would be warned of. */
  #console(): ConsoleLinks {
    this.#links ??= new ConsoleLinks(this, 'Links');
    return this.#links;
  }
}

/** @throws Error for a function without one: every stage has its own. */
function roleOf({ role, node }: IFunction): IRole {
  if (role === undefined) throw new Error(`${node.path} has no role`);
  return role;
}
