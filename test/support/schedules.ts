import { randomBytes } from 'node:crypto';
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';

interface Schedulable {
  readonly scheduler: SchedulerClient;
  readonly roleArn: string;
  readonly region: string;
  readonly accountId: string;
}

/** A group of schedules for one test file. Deleting it deletes what is in it. */
export interface ScheduleGroup {
  readonly name: string;
  readonly arn: string;
  /** What CreateSchedule needs for one that never comes due while tests run, with a new name. */
  schedule(): CreateScheduleCommandInput & {
    readonly Name: string;
    readonly Target: { readonly Arn: string };
  };
  /** @returns its name */
  create(input?: Partial<CreateScheduleCommandInput>): Promise<string>;
  delete(): Promise<void>;
}

export async function scheduleGroup(
  { scheduler, roleArn, region, accountId }: Schedulable,
  tags: Readonly<Record<string, string>> = {},
): Promise<ScheduleGroup> {
  const name = newName();
  const { ScheduleGroupArn: arn = '' } = await scheduler.send(
    new CreateScheduleGroupCommand({
      Name: name,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  const schedule = () => ({
    Name: newName(),
    GroupName: name,
    ScheduleExpression: 'cron(0 3 1 1 ? 2099)',
    FlexibleTimeWindow: { Mode: 'OFF' as const },
    Target: {
      Arn: `arn:aws:states:${region}:${accountId}:stateMachine:contract`,
      RoleArn: roleArn,
      Input: '{"kind": "pass"}',
    },
  });
  return {
    name,
    arn,
    schedule,
    async create(input = {}) {
      const asked = { ...schedule(), ...input };
      const { Name = '' } = asked;
      await scheduler.send(new CreateScheduleCommand(asked));
      return Name;
    },
    async delete() {
      await scheduler.send(new DeleteScheduleGroupCommand({ Name: name }));
    },
  };
}

function newName(): string {
  return `contract-${randomBytes(6).toString('hex')}`;
}
