import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { type Connection, clientDefaults } from './connection.ts';

export function tagging(connection: Connection, region?: string): ResourceGroupsTaggingAPIClient {
  return new ResourceGroupsTaggingAPIClient(clientDefaults(connection, region));
}
