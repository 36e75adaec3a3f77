import { ApiError } from '../api-error.ts';
import type { Sessions } from '../sts/sessions.ts';

/**
 * Query members of a link that was signed beforehand, by the names of "Authenticating Requests: Using Query
 * Parameters".
 */
export const PRESIGNED_MEMBERS: readonly string[] = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
];
/**
 * Those that it may have beside them. No object here has a checksum to be told of, as a header asks for too.
 */
const OPTIONAL_MEMBERS: readonly string[] = [
  'X-Amz-Security-Token',
  'X-Amz-Content-Sha256',
  'x-amz-checksum-mode',
];

/** A week. */
const MOST_SECONDS = 604_800;

/** What is sent with a request in place of its Authorization header. */
export const SIGNING_MEMBERS: readonly string[] = [...PRESIGNED_MEMBERS, ...OPTIONAL_MEMBERS];

/**
 * Holds a link that was signed beforehand to its end, and to that of the session it was signed in. The
 * signature has to be there; by whom it is, nothing here knows.
 * @param query members of the request; without any of a signature it is none of these links
 * @throws ApiError
 */
export function checkPresigned(
  query: Readonly<Record<string, string>>,
  { nowMs, sessions }: { readonly nowMs: () => number; readonly sessions: Sessions },
): void {
  if (!PRESIGNED_MEMBERS.some((name) => name in query)) return;
  if (PRESIGNED_MEMBERS.some((name) => !query[name])) {
    throw malformed(
      `Query-string authentication version 4 requires the ${PRESIGNED_MEMBERS.join(', ')} parameters.`,
    );
  }
  const { 'X-Amz-Date': date = '', 'X-Amz-Expires': expires = '', 'X-Amz-Security-Token': token } = query;
  const signedMs = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));
  const seconds = Number(expires);
  if (Number.isNaN(signedMs)) {
    throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  if (!/^\d+$/.test(expires) || seconds > MOST_SECONDS) {
    throw malformed(`X-Amz-Expires must be a whole number, at most a week (${MOST_SECONDS} s)`);
  }
  const endsMs = signedMs + seconds * 1000;
  if (nowMs() >= endsMs) {
    throw new ApiError('AccessDenied', 'Request has expired', 403, {
      'X-Amz-Expires': expires,
      Expires: new Date(endsMs).toISOString(),
      ServerTime: new Date(nowMs()).toISOString(),
    });
  }
  if (token !== undefined && sessions.isOver(token)) {
    throw new ApiError('ExpiredToken', 'The provided token has expired.', 400);
  }
}

function malformed(message: string): ApiError {
  return new ApiError('AuthorizationQueryParametersError', message, 400);
}
