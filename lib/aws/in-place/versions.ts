import {
  DeleteFunctionCommand,
  type LambdaClient,
  ListVersionsByFunctionCommand,
  type ListVersionsByFunctionCommandOutput,
} from '@aws-sdk/client-lambda';
import { candidateKey } from '../../contract/index.ts';
import { errorName, errorText } from '../error-text.ts';
import { executionHash, readVersionMark } from './marks.ts';
import type { InPlaceRecord } from './record.ts';

/** A version that an execution published. */
export interface OwnVersion {
  /** The candidate's. */
  readonly key: string;
  readonly version: string;
}

/**
 * The versions of a function that an execution published, oldest first. Told by their description, not by a
 * record of what seemed to succeed: a call may act and its answer be lost.
 */
export async function ownVersions(
  lambda: LambdaClient,
  { functionArn, executionArn }: Pick<InPlaceRecord, 'functionArn' | 'executionArn'>,
): Promise<OwnVersion[]> {
  const hash = executionHash(executionArn);
  const own: OwnVersion[] = [];
  let Marker: string | undefined;
  do {
    const page = await versionsFrom(lambda, functionArn, Marker);
    for (const { Version = '', Description } of page.Versions ?? []) {
      const mark = readVersionMark(Description);
      // Never `$LATEST`: deleting that deletes the function.
      if (mark?.hash === hash && isNumber(Version)) {
        own.push({ key: candidateKey(mark.candidate), version: Version });
      }
    }
    Marker = page.NextMarker;
  } while (Marker !== undefined && Marker !== '');
  return own;
}

/** A function that somebody has deleted meanwhile has none. */
async function versionsFrom(
  lambda: LambdaClient,
  FunctionName: string,
  Marker: string | undefined,
): Promise<Pick<ListVersionsByFunctionCommandOutput, 'Versions' | 'NextMarker'>> {
  try {
    return await lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName, ...(Marker === undefined ? {} : { Marker }) }),
    );
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException') return {};
    throw error;
  }
}

/**
 * Deletes the versions that an execution published, and no others.
 * @returns what could not be deleted, and why
 */
export async function deleteOwnVersions(lambda: LambdaClient, record: InPlaceRecord): Promise<string[]> {
  const left: string[] = [];
  for (const { version } of await ownVersions(lambda, record)) {
    try {
      await deleteVersion(lambda, record.functionArn, version);
    } catch (error) {
      left.push(`version ${version} of ${record.functionArn} (${errorText(error)})`);
    }
  }
  return left;
}

async function deleteVersion(lambda: LambdaClient, functionArn: string, version: string): Promise<void> {
  if (!isNumber(version)) throw new RangeError(`"${version}" is no version's number: nothing is deleted`);
  try {
    await lambda.send(new DeleteFunctionCommand({ FunctionName: functionArn, Qualifier: version }));
  } catch (error) {
    if (errorName(error) !== 'ResourceNotFoundException') throw error;
  }
}

function isNumber(version: string): boolean {
  return /^\d+$/.test(version);
}
