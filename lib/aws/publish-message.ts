import { PublishCommand } from '@aws-sdk/client-sns';
import type { Connection } from './clients/connection.ts';
import { sns } from './clients/sns.ts';

/** Publishes a message to a topic, in the topic's region. */
export async function publish(
  connection: Connection,
  TopicArn: string,
  { subject, message }: { readonly subject: string; readonly message: string },
  abortSignal: AbortSignal,
): Promise<void> {
  const client = sns(connection, TopicArn.split(':')[3]);
  try {
    await client.send(new PublishCommand({ TopicArn, Subject: subject, Message: message }), { abortSignal });
  } finally {
    client.destroy();
  }
}
