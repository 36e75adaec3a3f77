import { SFNClient } from '@aws-sdk/client-sfn';
import { type Connection, clientDefaults } from './connection.ts';

export function states(connection: Connection, region?: string): SFNClient {
  return new SFNClient(clientDefaults(connection, region));
}
