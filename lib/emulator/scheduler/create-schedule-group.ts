import * as z from 'zod';
import { putTags } from '../lambda/tags.ts';
import { parseMembers } from '../lambda/validation.ts';
import type { SchedulerAction } from './action.ts';
import { groupArn } from './context.ts';
import { exists } from './errors.ts';
import { clientTokenSchema, nameSchema } from './members.ts';

const name = 'CreateScheduleGroup';
const schema = z.strictObject({
  Name: nameSchema,
  ClientToken: clientTokenSchema.optional(),
  Tags: z
    .array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().min(1).max(256) }))
    .max(200)
    .default([]),
});

export const createScheduleGroup: SchedulerAction = {
  name,
  method: 'POST',
  path: '/schedule-groups/:Name',
  run({ path, body }, { place, groups, made, nowMs }) {
    const asked = parseMembers(schema, { ...(body as object), Name: path.Name }, { action: name });
    const { Name, ClientToken, Tags } = asked;
    const Arn = groupArn(place, Name);
    if (ClientToken !== undefined && made.get(ClientToken) === Arn) return { ScheduleGroupArn: Arn };
    if (groups.has(Name)) throw exists('Schedule group', Name);
    const tags = new Map<string, string>();
    putTags(tags, Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])));
    const now = nowMs() / 1000;
    groups.set(Name, { Arn, Name, State: 'ACTIVE', CreationDate: now, LastModificationDate: now, tags });
    if (ClientToken !== undefined) made.set(ClientToken, Arn);
    return { ScheduleGroupArn: Arn };
  },
};
