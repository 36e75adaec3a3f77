import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { connected } from './connected.ts';
import { type Connection, clientDefaults } from './connection.ts';

export function scheduler(connection: Connection, region?: string): SchedulerClient {
  return connected(new SchedulerClient(clientDefaults(connection, region)), connection);
}
