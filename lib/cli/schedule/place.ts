import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Connection } from '../../aws/clients/connection.ts';
import { scheduler } from '../../aws/clients/scheduler.ts';
import { groupNameOf } from '../../contract/schedules.ts';
import { stateMachineFrom } from '../state-machine.ts';
import type { Terminal } from '../terminal.ts';

/** What all commands on schedules take. */
export interface PlaceOptions {
  readonly stateMachine?: string | undefined;
  readonly profile?: string | undefined;
}

/** Where the schedules of a state machine are. */
export interface Place {
  readonly connection: Connection;
  readonly client: SchedulerClient;
  readonly stateMachineArn: string;
  readonly groupName: string;
}

/** @throws BadInput where no state machine is given */
export function placeOf({ stateMachine, profile }: PlaceOptions, terminal: Terminal): Place {
  const given = stateMachineFrom(stateMachine, terminal, 'schedules belong to a state machine');
  // Without a version or an alias, which groups know nothing of.
  const stateMachineArn = given.split(':').slice(0, 7).join(':');
  const region = stateMachineArn.split(':')[3];
  const connection: Connection = {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
  return {
    connection,
    client: scheduler(connection),
    stateMachineArn,
    groupName: groupNameOf(stateMachineArn),
  };
}
