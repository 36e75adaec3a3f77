import { ArnFormat, Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { type IPrincipal, type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IScheduleGroup, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { GROUP_TAGS } from '../contract/schedules.ts';
import { acknowledgeDeadLetters } from './nag-suppressions.ts';

export interface SchedulesProps {
  /** Of the state machine and of the group. */
  readonly name: string;
  readonly stateMachine: IStateMachine;
}

/**
 * What schedules of one state machine need: a group for them, a role that may start that state machine and nothing
 * else, and a queue for starts that failed for good. The group's tags say which these are: that is how
 * `power-tuner schedule` finds them.
 */
export class Schedules extends Construct {
  readonly group: IScheduleGroup;
  readonly role: IRole;
  readonly deadLetterQueue: IQueue;
  /** EventBridge Scheduler, for schedules of this group alone. */
  readonly principal: IPrincipal;

  constructor(scope: Construct, id: string, { name, stateMachine }: SchedulesProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const group = new ScheduleGroup(this, 'Group', {
      scheduleGroupName: name,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const deadLetterQueue = new Queue(this, 'Missed', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledgeDeadLetters(deadLetterQueue);
    // Written out, not taken from the group, whose tags name the role.
    const groupArn = stack.formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: name,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    this.principal = new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': groupArn } },
    });
    const role = new Role(this, 'Role', {
      assumedBy: this.principal,
      description: 'Starts the power tuner when a schedule of its group is due',
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['states:StartExecution'],
        resources: [stateMachine.stateMachineArn],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetterQueue.queueArn] }),
    );
    const tags = Tags.of(group);
    tags.add(GROUP_TAGS.stateMachine, stateMachine.stateMachineArn);
    tags.add(GROUP_TAGS.role, role.roleArn);
    tags.add(GROUP_TAGS.deadLetterQueue, deadLetterQueue.queueArn);
    this.group = group;
    this.role = role;
    this.deadLetterQueue = deadLetterQueue as IQueue;
  }
}
