import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** The link to a state machine in AWS's console. Its host depends on the partition, known at deployment. */
export class ConsoleLink extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, stateMachineArn: string) {
    super(scope, id);
    const isPartition = (conditionId: string, partition: string) =>
      new CfnCondition(this, conditionId, { expression: Fn.conditionEquals(Aws.PARTITION, partition) })
        .logicalId;
    const host = Fn.conditionIf(
      isPartition('InChina', 'aws-cn'),
      'console.amazonaws.cn',
      Fn.conditionIf(
        isPartition('InGovCloud', 'aws-us-gov'),
        'console.amazonaws-us-gov.com',
        'console.aws.amazon.com',
      ),
    ).toString();
    this.url = `https://${host}/states/home?region=${Aws.REGION}#/statemachines/view/${stateMachineArn}`;
  }
}
