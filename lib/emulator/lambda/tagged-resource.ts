import * as z from 'zod';
import type { LambdaContext } from './context.ts';
import { functionNotFound, invalidParameter } from './errors.ts';
import type { FunctionRecord } from './function-record.ts';
import { nameOf } from './locate.ts';

/** Tags belong to a function as such, named by its full ARN. */
export const resourceSchema = z
  .string()
  .max(256)
  .regex(
    /^arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?$/,
  );

/** @throws ApiError for a version or alias, and for a function that isn't there */
export function taggedFunction(lambda: LambdaContext, arn: string): FunctionRecord {
  const { functionName, qualifier } = nameOf(lambda, arn);
  if (qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  const record = lambda.functions.get(functionName);
  if (record === undefined) throw functionNotFound(arn);
  return record;
}
