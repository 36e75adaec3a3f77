import type { Context } from 'hono';
import { ApiError } from '../api-error.ts';
import type { Sessions } from '../sts/sessions.ts';
import type { ObjectStore } from './object-store.ts';

export interface S3Context {
  readonly objects: ObjectStore;
  /** Those that links are signed in. */
  readonly sessions: Sessions;
  readonly nowMs: () => number;
}

/** An object's place, out of a path-style address. */
export interface Place {
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
}

/** One action of S3's API: where it is found, and what it does. */
export interface S3Action {
  readonly name: string;
  readonly of: 'object' | 'bucket';
  readonly method: string;
  /** A query member that tells it from other actions of the same place and method. */
  readonly marked?: { readonly member: string; readonly value: string };
  /** Query members, and headers that change what is done, that it takes. All others are refused. */
  readonly takes?: readonly string[];
  /** @throws ApiError */
  run(context: Context, place: Place, s3: S3Context): Response | Promise<Response>;
}

export function noSuchBucket(): ApiError {
  return new ApiError('NoSuchBucket', 'The specified bucket does not exist', 404);
}

export function noSuchKey(): ApiError {
  return new ApiError('NoSuchKey', 'The specified key does not exist.', 404);
}
