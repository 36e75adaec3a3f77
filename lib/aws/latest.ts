import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Architecture } from '../contract/index.ts';
import { configurationHash } from './configuration-hash.ts';
import { architectureOf } from './target.ts';
import { untilUpdated } from './wait.ts';

const UPDATE_WAIT_SECONDS = 60;

/** What `$LATEST` has of what a recommendation may change, and what guards the change. */
export interface Latest {
  readonly memoryMB: number;
  readonly architecture: Architecture;
  readonly codeSha256: string;
  readonly revisionId: string;
  /** As Lambda writes it; publishing a version doesn't change it. */
  readonly lastModified: string;
  /** ARNs, with their versions. */
  readonly layers: readonly string[];
  readonly configurationSha256: string;
}

export async function readLatest(lambda: LambdaClient, FunctionName: string): Promise<Latest> {
  const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return {
    memoryMB: configuration.MemorySize ?? 128,
    architecture: architectureOf(configuration),
    codeSha256: configuration.CodeSha256 ?? '',
    revisionId: configuration.RevisionId ?? '',
    lastModified: configuration.LastModified ?? '',
    layers: layersOf(configuration),
    configurationSha256: configurationHash(configuration),
  };
}

/** ARNs, with their versions. */
export function layersOf({ Layers = [] }: FunctionConfiguration): string[] {
  return Layers.flatMap(({ Arn }) => Arn ?? []);
}

/**
 * Changes the memory size of `$LATEST`, as `changeLatest` does.
 * @param latest as it was read; nobody may have changed it since
 * @param memoryMB in MB
 */
export function setMemory(
  lambda: LambdaClient,
  FunctionName: string,
  { revisionId }: Pick<Latest, 'revisionId'>,
  memoryMB: number,
  { isMade, onAccepted }: { readonly isMade: (latest: Latest) => boolean; readonly onAccepted: () => void },
): Promise<Latest> {
  const command = new UpdateFunctionConfigurationCommand({
    FunctionName,
    MemorySize: memoryMB,
    RevisionId: revisionId,
  });
  return changeLatest(lambda, FunctionName, () => lambda.send(command), isMade, onAccepted);
}

/**
 * Changes `$LATEST`, waits until that is done and reads it again: the revision changes once more then.
 *
 * An answer may be lost after Lambda has acted, and the client's next attempt then meets the trace of the
 * one before (another revision, an update in progress). So it is the function that tells whether the
 * change was made, not the error.
 *
 * @param onAccepted told as soon as Lambda has taken the change, whatever can be read after it
 * @throws the error of the call, where the function is not as wanted; NotSettled
 */
export async function changeLatest(
  lambda: LambdaClient,
  FunctionName: string,
  change: () => Promise<unknown>,
  isMade: (latest: Latest) => boolean,
  onAccepted: () => void,
): Promise<Latest> {
  try {
    await change();
    onAccepted();
  } catch (error) {
    const now = await readLatest(lambda, FunctionName).catch(() => undefined);
    if (now === undefined || !isMade(now)) throw error;
  }
  await untilUpdated(lambda, FunctionName, { maxWaitSeconds: UPDATE_WAIT_SECONDS });
  return await readLatest(lambda, FunctionName);
}
