import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** Links to AWS's console. Its host depends on the partition, known at deployment. */
export class ConsoleLinks extends Construct {
  readonly #host: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const isPartition = (conditionId: string, partition: string) =>
      new CfnCondition(this, conditionId, { expression: Fn.conditionEquals(Aws.PARTITION, partition) })
        .logicalId;
    this.#host = Fn.conditionIf(
      isPartition('InChina', 'aws-cn'),
      'console.amazonaws.cn',
      Fn.conditionIf(
        isPartition('InGovCloud', 'aws-us-gov'),
        'console.amazonaws-us-gov.com',
        'console.aws.amazon.com',
      ),
    ).toString();
  }

  /** A state machine with its executions. */
  stateMachine({ stateMachineArn }: IStateMachine): string {
    return `https://${this.#host}/states/home?region=${Aws.REGION}#/statemachines/view/${stateMachineArn}`;
  }

  /** What lies in a bucket under a prefix. */
  objects({ bucketName }: IBucket, prefix: string): string {
    return `https://${this.#host}/s3/buckets/${bucketName}?region=${Aws.REGION}&prefix=${prefix}`;
  }

  dashboard(name: string): string {
    return `https://${this.#host}/cloudwatch/home?region=${Aws.REGION}#dashboards/dashboard/${name}`;
  }
}
