import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { Cleaning } from './cleaning.ts';
import { ConsoleLinks } from './console-links.ts';
import { TuningDashboard } from './dashboard.ts';
import { networkOf } from './network.ts';
import type { PowerTunerProps } from './power-tuner-props.ts';
import { ReportRole } from './report-role.ts';
import { resourceScopes } from './resource-scopes.ts';
import { Schedules } from './schedules.ts';
import { settingsOf } from './settings.ts';
import { stageEnvironment } from './stage-environment.ts';
import { StageFunction } from './stage-function.ts';
import { type ByStage, byStage, stageTitle } from './stages.ts';
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
  /** What schedules are made with; absent where the prop says that there are none. */
  readonly schedules?: Schedules;
  /** The prop: what an execution may change. */
  readonly optimizable: readonly string[];
  #links: ConsoleLinks | undefined;

  constructor(scope: Construct, id: string, props: PowerTunerProps = {}) {
    super(scope, id);
    const given = settingsOf(props);
    const viewerUrl = given.viewer ? new Viewer(this, 'Viewer', given).url : given.viewerUrl;
    const settings = {
      ...given,
      visualizationUrl: props.visualizationUrl ?? viewerUrl ?? given.visualizationUrl,
    };
    const { resultsBucket } = settings;
    const stagingBucket = stagingBucketOf(this, settings);
    const reportRole =
      resultsBucket === undefined
        ? undefined
        : new ReportRole(this, 'ReportRole', { resultsBucket, trusted: () => roleOf(this.stages.reporter) })
            .role;
    const scopes = resourceScopes(this, settings, { stagingBucket, reportRole });
    const network = networkOf(this, settings);
    const probeLogGroupName = `/power-tuner/${settings.namePrefix}/probes`;
    new LogGroup(this, 'ProbeLog', {
      logGroupName: probeLogGroupName,
      retention: settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const json = (value: object) => Stack.of(this).toJsonString(value);
    const surroundings = {
      probeLogGroupName,
      stagingBucketName: stagingBucket.bucketName,
      reportRoleArn: reportRole?.roleArn,
      viewerUrl,
    };
    this.stages = byStage((stage) => {
      const environment = stageEnvironment(stage, settings, surroundings, json);
      return new StageFunction(this, stageTitle(stage), { stage, settings, scopes, network, environment })
        .function;
    });
    this.stateMachine = new TuningMachine(this, 'Machine', { settings, stages: this.stages }).stateMachine;
    new Cleaning(this, 'Cleaning', { stateMachine: this.stateMachine, cleaner: this.stages.cleaner });
    this.optimizable = settings.optimizable;
    if (settings.schedules) {
      const { stateMachine } = this;
      this.schedules = new Schedules(this, 'Schedules', { name: settings.namePrefix, stateMachine });
    }
    for (const reader of [this.stages.initializer, this.stages.executor]) {
      settings.payloadBucket?.encryptionKey?.grantDecrypt(reader);
    }
    for (const writer of [this.stages.executor, this.stages.reporter]) {
      resultsBucket?.encryptionKey?.grant(writer, 'kms:GenerateDataKey');
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
    if (settings.permissionsBoundary !== undefined) {
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
