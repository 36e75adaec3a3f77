import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { propsFromContext } from './app-context.ts';
import { PowerTuner } from './power-tuner.ts';

/** The app's stack: one PowerTuner with the props from the app's context, and how to start it. */
export class PowerTunerStack extends Stack {
  readonly powerTuner: PowerTuner;

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, {
      description: 'Finds the best memory size and architecture of Lambda functions',
      ...props,
    });
    this.powerTuner = new PowerTuner(this, 'PowerTuner', propsFromContext(this));
    const { stateMachineArn } = this.powerTuner.stateMachine;
    new CfnOutput(this, 'StateMachineArn', {
      description: 'The state machine to start',
      value: stateMachineArn,
    });
    new CfnOutput(this, 'StartCommand', {
      description: 'Tunes a function; put its name or ARN in',
      value: `aws stepfunctions start-execution --region ${this.region} --state-machine-arn ${stateMachineArn} --input '{"lambdaARN": "FUNCTION"}'`,
    });
    new CfnOutput(this, 'ConsoleLink', {
      description: 'The state machine in the console',
      value: this.powerTuner.consoleUrl,
    });
    const { dashboardUrl, resultsBucket, viewerUrl } = this.powerTuner;
    if (resultsBucket !== undefined) {
      new CfnOutput(this, 'ResultsBucket', {
        description: 'Where results are kept',
        value: resultsBucket.bucketName,
      });
    }
    if (dashboardUrl !== undefined) {
      new CfnOutput(this, 'DashboardLink', {
        description: 'Runs, what they cost and what they recommended',
        value: dashboardUrl,
      });
    }
    if (viewerUrl !== undefined) {
      new CfnOutput(this, 'ViewerUrl', { description: 'The page that shows results', value: viewerUrl });
    }
  }
}
