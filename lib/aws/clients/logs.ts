import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { connected } from './connected.ts';
import { type Connection, clientDefaults } from './connection.ts';

export function logs(connection: Connection, region?: string): CloudWatchLogsClient {
  return connected(new CloudWatchLogsClient(clientDefaults(connection, region)), connection);
}
