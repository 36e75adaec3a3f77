import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { connected } from './connected.ts';
import { type Connection, clientDefaults } from './connection.ts';

export function eventBridge(connection: Connection): EventBridgeClient {
  return connected(new EventBridgeClient(clientDefaults(connection)), connection);
}
