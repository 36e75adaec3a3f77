import { PublishCommand, type PublishCommandInput } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
let TopicArn: string;
beforeAll(async () => {
  backend = await startBackend();
  TopicArn = await backend.createTopic();
});
afterAll(() => backend.stop());

const publish = (input: Partial<PublishCommandInput>) =>
  backend.sns.send(new PublishCommand({ TopicArn, Message: 'a message', ...input }));

describe('Publish', () => {
  it('answers with the id of the message', async () => {
    const [one, two] = [await publish({ Subject: 'A subject' }), await publish({ Message: 'ö\n<&>' })];
    expect(one.MessageId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(one.MessageId).not.toBe(two.MessageId);
  });

  it('takes 100 characters of subject, and 256 KB of message', async () => {
    await expect(
      publish({ Subject: 'x'.repeat(100), Message: 'x'.repeat(256 * 1024) }),
    ).resolves.toMatchObject({ MessageId: expect.any(String) });
  });

  it('refuses a topic that is not there', async () => {
    await expect(publish({ TopicArn: `${TopicArn}-never-made` })).rejects.toMatchObject({
      name: 'NotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it.each([
    ['a subject of 101 characters', { Subject: 'x'.repeat(101) }],
    ['a subject with a line break', { Subject: 'one\ntwo' }],
    ['a subject with other characters than ASCII', { Subject: 'größer' }],
    ['a message over 256 KB', { Message: 'x'.repeat(256 * 1024 + 1) }],
    ['an empty message', { Message: '' }],
  ])('refuses %s', async (_, input) => {
    await expect(publish(input)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining('Invalid parameter'),
      $metadata: { httpStatusCode: 400 },
    });
  });
});
