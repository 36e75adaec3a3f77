import type { LambdaClient } from '@aws-sdk/client-lambda';
import { NotApplied, type Plan } from '../contract/index.ts';
import type { AliasStanding } from '../core/applying/alias-hindrances.ts';
import { isShared, readAlias } from './apply-alias.ts';
import { readVersion } from './canary/versions.ts';
import { settingsHash } from './configuration-hash.ts';
import { errorText } from './error-text.ts';
import { architectureOf } from './target.ts';

/**
 * What an alias points to, beside `$LATEST`.
 * @returns undefined where it isn't there: nobody invokes it yet
 * @throws NotApplied where that can't be read
 */
export async function aliasStanding(
  lambda: LambdaClient,
  plan: Pick<Plan, 'target'>,
  alias: string,
): Promise<AliasStanding | undefined> {
  const { functionArn: FunctionName } = plan.target;
  try {
    const existing = await readAlias(lambda, FunctionName, alias);
    if (existing?.FunctionVersion === undefined) return undefined;
    const [own, latest] = await Promise.all([
      readVersion(lambda, plan, existing.FunctionVersion),
      readVersion(lambda, plan, '$LATEST'),
    ]);
    return {
      alias,
      version: existing.FunctionVersion,
      isShared: isShared(existing),
      memoryMB: own.MemorySize ?? 128,
      architecture: architectureOf(own),
      codeSha256: own.CodeSha256 ?? '',
      hasOtherSettings: settingsHash(own) !== settingsHash(latest),
    };
  } catch (error) {
    throw new NotApplied(
      `what the alias ${alias} of ${FunctionName} points to could not be read: ${errorText(error)}. Nothing was changed`,
      { cause: error },
    );
  }
}
