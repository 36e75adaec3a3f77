import { SNSClient } from '@aws-sdk/client-sns';
import { connected } from './connected.ts';
import { type Connection, clientDefaults } from './connection.ts';

export function sns(connection: Connection, region?: string): SNSClient {
  return connected(new SNSClient(clientDefaults(connection, region)), connection);
}
