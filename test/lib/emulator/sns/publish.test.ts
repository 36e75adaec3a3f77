import { ListTopicsCommand, PublishCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { startedEmulator } from '../../../support/started-emulator.ts';

const TopicArn = 'arn:aws:sns:us-east-1:000000000000:tuning';

describe('the messages of an emulator', () => {
  it('are those that were published to a topic that is there, in their order', async () => {
    const { emulator, sns } = await startedEmulator({ topics: [TopicArn] });
    await sns.send(new PublishCommand({ TopicArn, Subject: 'One', Message: 'a & b\n<c>' }));
    await sns.send(new PublishCommand({ TopicArn, Message: 'zwölf' }));
    const other = `${TopicArn}-2`;
    await expect(sns.send(new PublishCommand({ TopicArn: other, Message: 'x' }))).rejects.toThrow(
      'Topic does not exist',
    );
    expect(emulator.published()).toEqual([
      { id: expect.any(String), topicArn: TopicArn, subject: 'One', message: 'a & b\n<c>' },
      { id: expect.any(String), topicArn: TopicArn, message: 'zwölf' },
    ]);
    expect(emulator.calls().map(({ service, resource, status }) => ({ service, resource, status }))).toEqual([
      { service: 'sns', resource: TopicArn, status: 200 },
      { service: 'sns', resource: TopicArn, status: 200 },
      { service: 'sns', resource: other, status: 404 },
    ]);
  });

  it.each([
    [
      'attributes, which are not modelled',
      { MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } },
    ],
    ['a telephone number, which is not modelled', { PhoneNumber: '+441234567890' }],
  ])('refuses %s', async (_, input) => {
    const { sns } = await startedEmulator({ topics: [TopicArn] });
    await expect(sns.send(new PublishCommand({ TopicArn, Message: 'x', ...input }))).rejects.toMatchObject({
      name: 'NotModelled',
    });
  });

  it('are all that there is of SNS', async () => {
    const { sns } = await startedEmulator();
    await expect(sns.send(new ListTopicsCommand({}))).rejects.toMatchObject({
      name: 'NotModelled',
      message: expect.stringContaining('it has Publish'),
    });
  });
});
