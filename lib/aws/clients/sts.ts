import { STSClient } from '@aws-sdk/client-sts';
import { connected } from './connected.ts';
import { type Connection, clientDefaults } from './connection.ts';

export function sts(connection: Connection): STSClient {
  return connected(new STSClient(clientDefaults(connection)), connection);
}
