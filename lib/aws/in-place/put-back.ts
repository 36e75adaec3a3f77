import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { TargetNotRestored } from '../../contract/index.ts';
import { pause } from '../clients/connected.ts';
import { errorName, errorText } from '../error-text.ts';
import { executionHash, readLatestMark } from './marks.ts';
import type { InPlaceRecord } from './record.ts';

const ATTEMPTS = 30;
const PAUSE_MS = 1000;

/** Somebody (we, before an answer was lost, or a deployment) is changing the function: it is read again. */
const CHANGES_MEANWHILE = new Set(['PreconditionFailedException', 'ResourceConflictException']);

/**
 * Gives `$LATEST` what it had before the execution, where it has our mark, and waits until that is done;
 * otherwise there is nothing of ours in it. A memory size or a code that somebody else deployed meanwhile is
 * left as it is. Can run any number of times, at any moment, and from several places at once: RevisionId
 * decides who was first.
 * @throws TargetNotRestored, which says what the function had
 */
export async function putBack(lambda: LambdaClient, record: InPlaceRecord): Promise<void> {
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const now = await lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName: record.functionArn }),
      );
      if (now.LastUpdateStatus === 'InProgress') await pause(lambda, PAUSE_MS);
      else if (isMarked(now, record)) await restore(lambda, record, now);
      else return;
    }
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException') return;
    throw notRestored(record, errorText(error), error);
  }
  throw notRestored(record, `it was not done after ${ATTEMPTS} attempts`, undefined);
}

function isMarked({ Description }: FunctionConfiguration, { executionArn }: InPlaceRecord): boolean {
  return readLatestMark(Description)?.hash === executionHash(executionArn);
}

async function restore(
  lambda: LambdaClient,
  record: InPlaceRecord,
  { MemorySize, Description, RevisionId }: FunctionConfiguration,
): Promise<void> {
  const isOurs = MemorySize === readLatestMark(Description)?.candidate.memoryMB;
  try {
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: record.functionArn,
        Description: record.description,
        ...(isOurs ? { MemorySize: record.memoryMB } : {}),
        RevisionId,
      }),
    );
  } catch (error) {
    if (!CHANGES_MEANWHILE.has(errorName(error))) throw error;
    await pause(lambda, PAUSE_MS);
  }
}

function notRestored({ functionArn, memoryMB, description }: InPlaceRecord, why: string, cause: unknown) {
  return new TargetNotRestored(
    `${functionArn} could not be put back: ${why}. Before the run it had ${memoryMB} MB and the description ${JSON.stringify(description)}. The Cleaner and the sweep try again; or put them back by hand`,
    { cause },
  );
}
