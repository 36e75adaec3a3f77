import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { definition } from './definition.ts';
import { acknowledgeAny } from './nag-suppressions.ts';
import type { Settings } from './settings.ts';
import { type ByStage, STAGE_NAMES, stageTitle } from './stages.ts';

export interface TuningMachineProps {
  readonly settings: Settings;
  readonly stages: ByStage<IFunction>;
}

/** The state machine of statemachine/power-tuner.asl.json, which may invoke the stages and nothing else. */
export class TuningMachine extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { settings, stages }: TuningMachineProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: 'Invokes the stages of the power tuner',
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: STAGE_NAMES.map((stage) => stages[stage].functionArn),
      }),
    );
    acknowledgeAny(role, 'stateMachine');
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName: settings.namePrefix,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(definition(settings.timeout)),
      definitionSubstitutions: substitutions(stages),
      role,
      tracingEnabled: true,
      logs: {
        // Logs of this prefix need no entry of their own in the account's one resource policy, which has a limit.
        destination: new LogGroup(this, 'Log', {
          logGroupName: `/aws/vendedlogs/states/${settings.namePrefix}`,
          retention: settings.logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        // Inputs hold payloads.
        includeExecutionData: false,
      },
    });
  }
}

/** `${Partition}`, `${InitializerArn}` and so on. */
function substitutions(stages: ByStage<IFunction>): Record<string, string> {
  const arns = STAGE_NAMES.map((stage) => [`${stageTitle(stage)}Arn`, stages[stage].functionArn]);
  return { Partition: Aws.PARTITION, ...Object.fromEntries(arns) };
}
