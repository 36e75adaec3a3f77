import {
  GetScheduleGroupCommand,
  ListTagsForResourceCommand,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { GROUP_TAGS } from '../../contract/schedules.ts';
import { BadInput } from '../exit-code.ts';
import { refused } from '../refused.ts';
import type { Place } from './place.ts';

/** What a schedule of a stack is made with. */
export interface Group {
  readonly roleArn: string;
  readonly deadLetterQueueArn: string;
}

/**
 * Finds what the stack has made for schedules, by the tags of the state machine's group.
 * @throws BadInput where there is no such group, or it is another's; RunFailed
 */
export async function findGroup({ client, groupName, stateMachineArn }: Place): Promise<Group> {
  const tags = await tagsOf(client, groupName, stateMachineArn);
  const [of, roleArn, deadLetterQueueArn] = [
    GROUP_TAGS.stateMachine,
    GROUP_TAGS.role,
    GROUP_TAGS.deadLetterQueue,
  ].map((key) => tags.get(key));
  if (of !== stateMachineArn || roleArn === undefined || deadLetterQueueArn === undefined) {
    throw new BadInput(
      `the schedule group ${groupName} is not one that a stack of power-tuner made for ${stateMachineArn}: its tags ${Object.values(GROUP_TAGS).join(', ')} say otherwise, or are not there. ${UPDATE_REMEDY}`,
    );
  }
  return { roleArn, deadLetterQueueArn };
}

async function tagsOf(
  client: SchedulerClient,
  groupName: string,
  stateMachineArn: string,
): Promise<Map<string, string>> {
  try {
    const { Arn } = await client.send(new GetScheduleGroupCommand({ Name: groupName }));
    const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceArn: Arn }));
    return new Map(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  } catch (error) {
    throw refused(error, {
      failed: `the schedule group ${groupName} can't be read`,
      needs: 'scheduler:GetScheduleGroup and scheduler:ListTagsForResource on it',
      missing: { ResourceNotFoundException: noGroup(groupName, stateMachineArn) },
    });
  }
}

const UPDATE_REMEDY =
  'A stack that is older than this command has none, nor one with schedules: false: deploy it anew with this version (npx cdk deploy)';

/** What to say where the group isn't there. */
export function noGroup(groupName: string, stateMachineArn: string): string {
  return `there is no schedule group ${groupName} beside ${stateMachineArn}. ${UPDATE_REMEDY}`;
}
