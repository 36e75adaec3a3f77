import { type Place, partitionOf } from '../arn.ts';
import type { Target } from '../targets.ts';
import type { GroupRecord, ScheduleRecord } from './schedule-record.ts';

/** What the actions of EventBridge Scheduler work on. */
export interface SchedulerContext {
  readonly place: Place;
  readonly nowMs: () => number;
  /** By group and name, as `scheduleKey` makes it of them. */
  readonly schedules: Map<string, ScheduleRecord>;
  readonly groups: Map<string, GroupRecord>;
  /** What was made by which ClientToken: a call that comes twice makes nothing twice. */
  readonly made: Map<string, string>;
  /** What schedules start executions of. */
  readonly states: Target | undefined;
}

/** The group that there always is. */
export const DEFAULT_GROUP = 'default';

export function createScheduler(
  place: Place,
  nowMs: () => number,
  states: Target | undefined,
): SchedulerContext {
  const now = nowMs() / 1000;
  const group: GroupRecord = {
    Arn: groupArn(place, DEFAULT_GROUP),
    Name: DEFAULT_GROUP,
    State: 'ACTIVE',
    CreationDate: now,
    LastModificationDate: now,
    tags: new Map(),
  };
  return {
    place,
    nowMs,
    schedules: new Map(),
    groups: new Map([[DEFAULT_GROUP, group]]),
    made: new Map(),
    states,
  };
}

export function scheduleKey(group: string, name: string): string {
  return `${group}/${name}`;
}

export function scheduleArn(place: Place, group: string, name: string): string {
  return `${prefixOf(place)}:schedule/${scheduleKey(group, name)}`;
}

export function groupArn(place: Place, name: string): string {
  return `${prefixOf(place)}:schedule-group/${name}`;
}

function prefixOf({ region, accountId }: Place): string {
  return `arn:${partitionOf(region)}:scheduler:${region}:${accountId}`;
}
