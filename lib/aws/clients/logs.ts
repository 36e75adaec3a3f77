import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type Connection, clientDefaults } from './connection.ts';

export function logs(connection: Connection, region?: string): CloudWatchLogsClient {
  return new CloudWatchLogsClient(clientDefaults(connection, region));
}
