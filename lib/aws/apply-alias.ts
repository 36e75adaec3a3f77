import {
  CreateAliasCommand,
  GetAliasCommand,
  type GetAliasCommandOutput,
  type LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { errorName } from './error-text.ts';
import { type Latest, readLatest } from './latest.ts';
import { untilPublished } from './wait.ts';

const PUBLISH_WAIT_SECONDS = 100;

/** Where a version is to be published to. */
export interface PublishRequest {
  readonly functionArn: string;
  readonly alias: string;
  /** `$LATEST` as it was read. */
  readonly latest: Latest;
  /** Told of the version as soon as there is one, whatever becomes of the alias. */
  readonly onPublished: (version: string) => void;
}

/**
 * Publishes `$LATEST` as it was read, and points an alias at the version.
 * @returns the version's number
 */
export async function publishTo(lambda: LambdaClient, request: PublishRequest): Promise<string> {
  const { functionArn, alias, latest, onPublished } = request;
  // Read first: where that is not allowed, no version is left behind.
  const existing = await readAlias(lambda, functionArn, alias);
  const version = await publishVersion(lambda, functionArn, latest, onPublished);
  if (existing?.FunctionVersion !== version) {
    await pointAlias(lambda, { functionArn, alias, version, existing });
  }
  return version;
}

/**
 * Publishes `$LATEST` as it was read, and waits until the version can be invoked.
 * @returns its number
 */
export async function publishVersion(
  lambda: LambdaClient,
  functionArn: string,
  latest: Latest,
  onPublished: (version: string) => void,
): Promise<string> {
  const version = await publish(lambda, functionArn, latest);
  onPublished(version);
  await untilPublished(lambda, functionArn, version, { maxWaitSeconds: PUBLISH_WAIT_SECONDS });
  return version;
}

/**
 * An answer may be lost after Lambda has acted. Publishing gives `$LATEST` another revision, so the client's
 * next attempt is then refused as if somebody had changed it; but publishing leaves alone when it was last
 * modified, and what has not changed since is published once, however often it is asked for.
 */
async function publish(lambda: LambdaClient, functionArn: string, latest: Latest): Promise<string> {
  try {
    return await publishRevision(lambda, functionArn, latest);
  } catch (error) {
    if (errorName(error) !== 'PreconditionFailedException') throw error;
    const now = await readLatest(lambda, functionArn);
    const { lastModified, configurationSha256 } = now;
    const unchanged =
      lastModified === latest.lastModified && configurationSha256 === latest.configurationSha256;
    if (!unchanged) throw error;
    return await publishRevision(lambda, functionArn, now);
  }
}

async function publishRevision(
  lambda: LambdaClient,
  FunctionName: string,
  { codeSha256, revisionId }: Latest,
): Promise<string> {
  const { Version = '' } = await lambda.send(
    new PublishVersionCommand({ FunctionName, CodeSha256: codeSha256, RevisionId: revisionId }),
  );
  return Version;
}

interface Pointing {
  readonly functionArn: string;
  readonly alias: string;
  readonly version: string;
  /** As it was before; absent where it has to be made. */
  readonly existing: GetAliasCommandOutput | undefined;
}

/** Where an answer was lost, it is the alias that tells whether it was moved, not the error of the next attempt. */
async function pointAlias(lambda: LambdaClient, pointing: Pointing): Promise<void> {
  const { functionArn: FunctionName, alias: Name, version: FunctionVersion, existing } = pointing;
  const guard = existing?.RevisionId === undefined ? {} : { RevisionId: existing.RevisionId };
  const input = { FunctionName, Name, FunctionVersion };
  try {
    await (existing === undefined
      ? lambda.send(new CreateAliasCommand(input))
      : lambda.send(new UpdateAliasCommand({ ...input, ...guard })));
  } catch (error) {
    const now = await readAlias(lambda, FunctionName, Name).catch(() => undefined);
    if (now?.FunctionVersion !== FunctionVersion) throw error;
  }
}

/** Whether an alias gives a share of its invocations to another version. */
export function isShared({ RoutingConfig }: Pick<GetAliasCommandOutput, 'RoutingConfig'>): boolean {
  return Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {}).length > 0;
}

/** @returns nothing where it isn't there */
export async function readAlias(
  lambda: LambdaClient,
  FunctionName: string,
  Name: string,
): Promise<GetAliasCommandOutput | undefined> {
  try {
    return await lambda.send(new GetAliasCommand({ FunctionName, Name }));
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
