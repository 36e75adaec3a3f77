import {
  CreateAliasCommand,
  GetAliasCommand,
  type LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { errorName } from './error-name.ts';
import type { Latest } from './latest.ts';
import { untilPublished } from './wait.ts';

const PUBLISH_WAIT_SECONDS = 100;

/**
 * Publishes `$LATEST` as it was read, and points an alias at the version.
 * @returns the version's number
 */
export async function publishTo(
  lambda: LambdaClient,
  FunctionName: string,
  alias: string,
  { codeSha256, revisionId }: Latest,
): Promise<string> {
  const { Version = '' } = await lambda.send(
    new PublishVersionCommand({ FunctionName, CodeSha256: codeSha256, RevisionId: revisionId }),
  );
  await untilPublished(lambda, FunctionName, Version, PUBLISH_WAIT_SECONDS);
  await pointAlias(lambda, FunctionName, alias, Version);
  return Version;
}

async function pointAlias(
  lambda: LambdaClient,
  FunctionName: string,
  Name: string,
  FunctionVersion: string,
): Promise<void> {
  const existing = await lambda.send(new GetAliasCommand({ FunctionName, Name })).catch((error: unknown) => {
    if (errorName(error) === 'ResourceNotFoundException') return undefined;
    throw error;
  });
  if (existing === undefined) {
    await lambda.send(new CreateAliasCommand({ FunctionName, Name, FunctionVersion }));
    return;
  }
  if (existing.FunctionVersion === FunctionVersion) return;
  await lambda.send(
    new UpdateAliasCommand({
      FunctionName,
      Name,
      FunctionVersion,
      ...(existing.RevisionId === undefined ? {} : { RevisionId: existing.RevisionId }),
    }),
  );
}
