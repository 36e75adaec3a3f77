import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { connected } from './connected.ts';
import { type Connection, clientDefaults } from './connection.ts';

export function tagging(connection: Connection, region?: string): ResourceGroupsTaggingAPIClient {
  return connected(new ResourceGroupsTaggingAPIClient(clientDefaults(connection, region)), connection);
}
