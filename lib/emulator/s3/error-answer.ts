import { randomUUID } from 'node:crypto';
import type { ApiError } from '../api-error.ts';
import { document, element } from '../xml.ts';

/** S3's errors are XML; the answer to HEAD has no body. */
export function errorAnswer({ name, message, status, extra }: ApiError, method: string): Response {
  const requestId = randomUUID();
  const members = Object.entries({ Code: name, Message: message, ...extra, RequestId: requestId });
  const xml = document(
    'Error',
    members.map(([member, value]) => element(member, String(value))),
  );
  return new Response(method === 'HEAD' ? null : xml, {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
  });
}
