import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ApiError } from '../api-error.ts';
import { parseMembers } from '../lambda/validation.ts';
import { element } from '../xml.ts';
import type { SnsContext } from './context.ts';

const MOST_BYTES = 256 * 1024;
/** A server that runs for weeks must not grow with its messages. */
const KEPT = 1000;
/** ASCII that begins with a letter, a digit or a mark, without line breaks and control characters. */
const SUBJECT = /^[!-~][ -~]{0,99}$/;

const schema = z.strictObject({
  TopicArn: z.string().optional(),
  Message: z.string().optional(),
  Subject: z.string().optional(),
});

/** Publishes a message to a topic that is there. */
export function publish(
  members: Readonly<Record<string, string>>,
  { topics, messages }: SnsContext,
): string[] {
  const given = parseMembers(schema, members, { action: 'Publish', refusedAs: 'InvalidParameter' });
  const { TopicArn, Message, Subject } = given;
  if (TopicArn === undefined) {
    throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
  }
  if (!Message) throw invalid('Empty message');
  if (Buffer.byteLength(Message) > MOST_BYTES) throw invalid('Message too long');
  if (Subject !== undefined && !SUBJECT.test(Subject)) throw invalid('Subject');
  if (!topics.has(TopicArn)) throw new ApiError('NotFound', 'Topic does not exist', 404);
  const id = randomUUID();
  messages.push({
    id,
    topicArn: TopicArn,
    ...(Subject === undefined ? {} : { subject: Subject }),
    message: Message,
  });
  if (messages.length > KEPT) messages.shift();
  return [element('MessageId', id)];
}

function invalid(what: string): ApiError {
  return new ApiError('InvalidParameter', `Invalid parameter: ${what}`);
}
