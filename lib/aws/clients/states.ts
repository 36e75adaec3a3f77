import { SFNClient } from '@aws-sdk/client-sfn';
import { connected } from './connected.ts';
import { type Connection, clientDefaults } from './connection.ts';

export function states(connection: Connection, region?: string): SFNClient {
  return connected(new SFNClient(clientDefaults(connection, region)), connection);
}
