import { createHash } from 'node:crypto';
import {
  type AliasConfiguration,
  type FunctionConfiguration,
  GetFunctionCommand,
  type GetFunctionCommandOutput,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
  ListTagsCommand,
  paginateListAliases,
  paginateListVersionsByFunction,
} from '@aws-sdk/client-lambda';

/** Everything that the API tells of a function. Two that are equal are of a function that nobody has touched. */
export interface TargetSnapshot {
  /** `$LATEST`, its revision and the time of its last change included; without the link to its code. */
  readonly latest: Omit<GetFunctionCommandOutput, '$metadata' | 'Code'>;
  /** Of the package as it is downloaded, in base64. */
  readonly codeSha256: string;
  /** All versions, `$LATEST` among them. */
  readonly versions: readonly FunctionConfiguration[];
  readonly aliases: readonly AliasConfiguration[];
  readonly tags: Readonly<Record<string, string>>;
  readonly reservedConcurrency: number | undefined;
}

export async function targetSnapshot(client: LambdaClient, FunctionName: string): Promise<TargetSnapshot> {
  const { $metadata: _, Code, ...latest } = await client.send(new GetFunctionCommand({ FunctionName }));
  const versions = await Array.fromAsync(paginateListVersionsByFunction({ client }, { FunctionName }));
  const aliases = await Array.fromAsync(paginateListAliases({ client }, { FunctionName }));
  const { Tags = {} } = await client.send(
    new ListTagsCommand({ Resource: latest.Configuration?.FunctionArn }),
  );
  const concurrency = await client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
  return {
    latest,
    codeSha256: await downloadedSha256(Code?.Location ?? ''),
    versions: versions.flatMap((page) => page.Versions ?? []),
    aliases: aliases.flatMap((page) => page.Aliases ?? []),
    tags: Tags,
    reservedConcurrency: concurrency.ReservedConcurrentExecutions,
  };
}

async function downloadedSha256(location: string): Promise<string> {
  const response = await fetch(location);
  if (!response.ok) throw new Error(`the code could not be downloaded: status ${response.status}`);
  return createHash('sha256')
    .update(new Uint8Array(await response.arrayBuffer()))
    .digest('base64');
}
