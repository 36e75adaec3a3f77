import { randomBytes } from 'node:crypto';
import { CreateTopicCommand, DeleteTopicCommand, type SNSClient } from '@aws-sdk/client-sns';

/** Topics where there is an action that makes them. */
export function topicsOn(sns: SNSClient) {
  const made: string[] = [];
  return {
    /** @returns its ARN */
    async createTopic(): Promise<string> {
      const Name = `contract-${randomBytes(6).toString('hex')}`;
      const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name }));
      made.push(TopicArn);
      return TopicArn;
    },
    async deleteTopics(): Promise<void> {
      for (const TopicArn of made) await sns.send(new DeleteTopicCommand({ TopicArn }));
    },
  };
}
