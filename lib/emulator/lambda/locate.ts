import { parseFunctionReference } from '../../contract/index.ts';
import { ApiError } from '../api-error.ts';
import { functionArn } from '../arn.ts';
import type { LambdaContext } from './context.ts';
import { functionNotFound, invalidParameter, notFound } from './errors.ts';
import {
  type Alias,
  type FunctionRecord,
  type FunctionVersion,
  LATEST,
  versionOf,
} from './function-record.ts';
import { endUpdate } from './update-latest.ts';

/** A function's name, and the qualifier that a request gave with it or beside it. */
export interface Named {
  readonly functionName: string;
  readonly qualifier?: string;
}

/** What a name and a qualifier stand for. */
export interface Located {
  readonly record: FunctionRecord;
  readonly version: FunctionVersion;
  readonly alias?: Alias;
  /** As it was asked for. */
  readonly qualifier?: string;
}

/**
 * Reads a FunctionName: a name, partial ARN or ARN, with the qualifier in it or beside it.
 * @throws ApiError for another account or region, and for two qualifiers that differ
 */
export function nameOf(lambda: LambdaContext, text: string, qualifier?: string): Named {
  const reference = parseFunctionReference(text);
  if (reference === undefined) throw invalidParameter(`${text} is not a function's name or ARN`);
  const { region, accountId } = lambda.place;
  if (reference.region !== undefined && reference.region !== region) {
    throw notFound(`Functions from '${reference.region}' are not reachable in this region ('${region}')`);
  }
  if (reference.accountId !== undefined && reference.accountId !== accountId) {
    throw new ApiError(
      'AccessDeniedException',
      `this emulator holds account ${accountId} only: ${text}`,
      403,
    );
  }
  if (qualifier && reference.qualifier !== undefined && reference.qualifier !== qualifier) {
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  const asked = qualifier || reference.qualifier;
  return { functionName: reference.functionName, ...(asked !== undefined && { qualifier: asked }) };
}

/** @throws ApiError ResourceNotFoundException */
export function findRecord(lambda: LambdaContext, text: string): FunctionRecord {
  const { functionName } = nameOf(lambda, text);
  const record = recordOf(lambda, functionName);
  if (record === undefined) throw functionNotFound(functionArn(lambda.place, functionName));
  return record;
}

/** @throws ApiError ResourceNotFoundException for a function, version or alias that isn't there */
export function locate(lambda: LambdaContext, text: string, qualifier?: string): Located {
  const { functionName, qualifier: asked } = nameOf(lambda, text, qualifier);
  const record = recordOf(lambda, functionName);
  const alias = asked === undefined ? undefined : record?.aliases.get(asked);
  const version = record === undefined ? undefined : versionOf(record, alias?.version ?? asked ?? LATEST);
  if (record === undefined || version === undefined) {
    throw functionNotFound(functionArn(lambda.place, functionName, asked));
  }
  return {
    record,
    version,
    ...(alias !== undefined && { alias }),
    ...(asked !== undefined && { qualifier: asked }),
  };
}

function recordOf(lambda: LambdaContext, functionName: string): FunctionRecord | undefined {
  const record = lambda.functions.get(functionName);
  if (record !== undefined) endUpdate(lambda, record);
  return record;
}
