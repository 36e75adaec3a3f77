import { isWeightedPayload, PayloadNotReadable, type PayloadSource } from '../contract/index.ts';
import type { LaterS3 } from './clients/later.ts';
import { errorText } from './error-text.ts';

/** What is sent to the target, one text for each of the weighted payloads, and their weights. */
export interface Payloads {
  readonly texts: readonly string[];
  readonly weights: readonly number[];
}

/**
 * The event as it is: the inline value, or what lies in S3 (parsed where it is JSON).
 * @throws PayloadNotReadable
 */
export async function readPayload(source: PayloadSource, s3: LaterS3): Promise<unknown> {
  if (source.kind === 'none') return {};
  if (source.kind === 'inline') return source.value;
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(source.uri) ?? [];
  try {
    const { readText } = await import('./read-text.ts');
    return parsedOrText(await readText(await s3(), bucket, key));
  } catch (error) {
    throw new PayloadNotReadable(
      `the payload ${source.uri} can't be read: ${errorText(error)}. Check bucket and key; the bucket has to be the stack's payloadBucket`,
      { cause: error },
    );
  }
}

/** Texts and weights of an event: a weighted list is several payloads, anything else is one. */
export function toPayloads(event: unknown): Payloads {
  if (!isWeightedPayload(event)) return { texts: [toText(event)], weights: [1] };
  return { texts: event.map(({ payload }) => toText(payload)), weights: event.map(({ weight }) => weight) };
}

/** A string that is JSON already is sent as it is; any other value is made JSON. */
function toText(value: unknown): string {
  if (value === undefined) return '{}';
  if (typeof value === 'string' && isJson(value)) return value;
  return JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
