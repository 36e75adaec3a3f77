import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { Cleaning } from './cleaning.ts';
import { networkOf } from './network.ts';
import type { PowerTunerProps } from './power-tuner-props.ts';
import { resourceScopes } from './resource-scopes.ts';
import { settingsOf } from './settings.ts';
import { stageEnvironment } from './stage-environment.ts';
import { StageFunction } from './stage-function.ts';
import { type ByStage, byStage, stageTitle } from './stages.ts';
import { stagingBucketOf } from './staging.ts';
import { TuningMachine } from './tuning-machine.ts';

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

  constructor(scope: Construct, id: string, props: PowerTunerProps = {}) {
    super(scope, id);
    const settings = settingsOf(props);
    const stagingBucket = stagingBucketOf(this, settings);
    const scopes = resourceScopes(this, settings, stagingBucket);
    const network = networkOf(this, settings);
    const probeLogGroupName = `/power-tuner/${settings.namePrefix}/probes`;
    new LogGroup(this, 'ProbeLog', {
      logGroupName: probeLogGroupName,
      retention: settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const json = (value: object) => Stack.of(this).toJsonString(value);
    const surroundings = { probeLogGroupName, stagingBucketName: stagingBucket.bucketName };
    this.stages = byStage((stage) => {
      const environment = stageEnvironment(stage, settings, surroundings, json);
      return new StageFunction(this, stageTitle(stage), { stage, settings, scopes, network, environment })
        .function;
    });
    this.stateMachine = new TuningMachine(this, 'Machine', { settings, stages: this.stages }).stateMachine;
    new Cleaning(this, 'Cleaning', { stateMachine: this.stateMachine, cleaner: this.stages.cleaner });
    for (const reader of [this.stages.initializer, this.stages.executor]) {
      settings.payloadBucket?.encryptionKey?.grantDecrypt(reader);
    }
    settings.resultsBucket?.encryptionKey?.grant(this.stages.executor, 'kms:GenerateDataKey');
    // What S3 needs to write and read with a key; the key's own grants have wildcards.
    stagingBucket.encryptionKey?.grant(this.stages.publisher, 'kms:Decrypt', 'kms:GenerateDataKey');
    stagingBucket.encryptionKey?.grantDecrypt(this.stages.cleaner);
    if (settings.permissionsBoundary !== undefined) {
      PermissionsBoundary.of(this).apply(settings.permissionsBoundary);
    }
  }
}
