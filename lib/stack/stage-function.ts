import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Architecture, Function as LambdaFunction, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { allowNetwork, type Network } from './network.ts';
import type { ResourceScopes } from './resource-scopes.ts';
import { RUNTIME } from './runtime.ts';
import type { Settings } from './settings.ts';
import { stageCode } from './stage-bundle.ts';
import { stageRole } from './stage-role.ts';
import { FUNCTIONS, type FunctionName } from './stages.ts';

export interface StageFunctionProps {
  readonly stage: FunctionName;
  readonly settings: Settings;
  readonly scopes: ResourceScopes;
  /** The VPC that the function is in; absent for Lambda's own network. */
  readonly network?: Network | undefined;
  /** Variables beside those that every stage has. */
  readonly environment: Readonly<Record<string, string>>;
}

/** One stage, or what is beside them: its function, its role and its log group. */
export class StageFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: StageFunctionProps) {
    super(scope, id);
    const { stage, settings, scopes, environment, network } = props;
    const functionName = `${settings.namePrefix}-${stage}`;
    const { memoryMB, timeoutSeconds, does } = FUNCTIONS[stage];
    const role = stageRole(this, stage, scopes);
    if (network !== undefined) allowNetwork(role, functionName);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/power-tuner/${settings.namePrefix}/${stage}`,
      retention: settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: `Power tuner: ${does}`,
      runtime: RUNTIME,
      architecture: Architecture.ARM_64,
      code: stageCode(stage),
      handler: 'index.handler',
      memorySize: memoryMB,
      timeout: Duration.seconds(timeoutSeconds),
      tracing: Tracing.ACTIVE,
      role,
      logGroup,
      ...network,
      environment: {
        POWERTOOLS_SERVICE_NAME: 'power-tuner',
        POWERTOOLS_LOG_LEVEL: 'INFO',
        ...environment,
      },
    });
  }
}
