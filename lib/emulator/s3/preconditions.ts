/** What a request may ask of the object that is there before it puts or deletes one. */
import { ApiError, notModelled } from '../api-error.ts';
import { noSuchKey } from './action.ts';
import type { StoredObject } from './object-store.ts';

/** Any object, whatever its ETag. */
const ANY = '*';

/** The conditions' headers, as they came. */
export interface Preconditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

/**
 * Of PutObject: `If-None-Match: *` wants no object there, `If-Match` the one with that ETag.
 * Source: "How to prevent object overwrites with conditional writes", Amazon S3 User Guide.
 * @throws ApiError
 */
export function checkBeforePut(there: StoredObject | undefined, given: Preconditions): void {
  if (given.ifNoneMatch !== undefined && given.ifNoneMatch !== ANY) throw notImplemented('If-None-Match');
  if (given.ifMatch === ANY) throw notModelled('If-Match: * of PutObject', 'give an ETag, or use AWS');
  if (given.ifNoneMatch === ANY && there !== undefined) throw preconditionFailed('If-None-Match');
  checkMatch(there, given.ifMatch);
}

/**
 * Of DeleteObject: `If-Match` wants the object with that ETag, or with `*` any.
 * Source: "How to perform conditional deletes", Amazon S3 User Guide.
 * @throws ApiError
 */
export function checkBeforeDelete(there: StoredObject | undefined, { ifMatch }: Preconditions): void {
  checkMatch(there, ifMatch === ANY ? (there?.etag ?? ANY) : ifMatch);
}

function checkMatch(there: StoredObject | undefined, etag: string | undefined): void {
  if (etag === undefined) return;
  if (there === undefined) throw noSuchKey();
  if (unquoted(etag) !== there.etag) throw preconditionFailed('If-Match');
}

function unquoted(etag: string): string {
  return etag.replace(/^"(.*)"$/, '$1');
}

function preconditionFailed(condition: string): ApiError {
  return new ApiError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
    { Condition: condition },
  );
}

function notImplemented(header: string): ApiError {
  return new ApiError(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    501,
    { Header: header },
  );
}
