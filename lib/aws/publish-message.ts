import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

/** Publishes a message to a topic. */
export async function publish(
  client: SNSClient,
  TopicArn: string,
  { subject, message }: { readonly subject: string; readonly message: string },
  abortSignal: AbortSignal,
): Promise<void> {
  await client.send(new PublishCommand({ TopicArn, Subject: subject, Message: message }), { abortSignal });
}
