import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  type IStateMachine,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { canaryDefinition } from './definition.ts';
import { acknowledgeAny } from './nag-suppressions.ts';
import { canaryMachineName } from './resource-scopes.ts';
import type { Settings } from './settings.ts';

export interface CanaryProps {
  readonly settings: Settings;
  /** The function of its steps. */
  readonly steps: IFunction;
}

/**
 * The state machine of statemachine/canary.asl.json, which moves an alias by degrees; and the rule that takes the new
 * version back where one of its executions is stopped or times out, which no Catch sees.
 */
export class Canary extends Construct {
  readonly stateMachine: IStateMachine;

  constructor(scope: Construct, id: string, { settings, steps }: CanaryProps) {
    super(scope, id);
    const stateMachineName = canaryMachineName(settings);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: 'Invokes the steps of a canary',
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [steps.functionArn] }),
    );
    acknowledgeAny(role, 'stateMachine');
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(canaryDefinition()),
      definitionSubstitutions: { Partition: Aws.PARTITION, CanaryArn: steps.functionArn },
      role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Log', {
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: settings.logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    new Rule(this, 'Ended', {
      description: 'Takes the new version of an alias back where its canary did not get to do it itself',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: [this.stateMachine.stateMachineArn],
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
      targets: [
        new LambdaFunction(steps, {
          event: RuleTargetInput.fromObject({ executionArn: EventField.fromPath('$.detail.executionArn') }),
        }),
      ],
    });
  }
}
