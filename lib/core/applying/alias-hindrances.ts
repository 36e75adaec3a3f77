import { type Candidate, candidateKey, type Plan } from '../../contract/index.ts';
import type { Hindrance } from './hindrances.ts';

/** What an alias points to. */
export interface AliasStanding extends Candidate {
  readonly alias: string;
  readonly version: string;
  /** Whether it shares its invocations with another version. */
  readonly isShared: boolean;
  readonly codeSha256: string;
  /** Whether what decides how it runs, beside memory size, architecture and environment, is another than `$LATEST`'s. */
  readonly hasOtherSettings: boolean;
}

/**
 * What stands against moving an alias without asking. To apply is to publish what is in `$LATEST`: where that is not
 * what the alias runs, it would be released by a run that was to change a memory size.
 */
export function aliasHindrances(
  { target, afterwards: { canary } }: Pick<Plan, 'target' | 'afterwards'>,
  standing: AliasStanding,
): Hindrance[] {
  const { alias, version, isShared, codeSha256, hasOtherSettings } = standing;
  if (isShared) {
    const reason = `the alias ${alias} shares its invocations between two versions: a canary or a deployment is under way`;
    return [{ code: 'alias-shared', reason }];
  }
  if (version === '$LATEST') {
    if (canary === undefined) return [];
    const reason = `the alias ${alias} points to $LATEST, which can't share its invocations with a version: point it to a published version first, or leave canary out`;
    return [{ code: 'alias-not-shareable', reason }];
  }
  if (codeSha256 === target.codeSha256 && !hasOtherSettings) return [];
  const other = codeSha256 === target.codeSha256 ? 'settings' : 'code';
  const reason = `the alias ${alias} points to version ${version}, which has other ${other} than $LATEST: to apply it would release that too. Release it first`;
  return [{ code: 'alias-not-latest', reason }];
}

/** Whether an alias points to what has this memory size and architecture; one that isn't there needs nothing. */
export function aliasHas(standing: AliasStanding | undefined, recommended: Candidate): boolean {
  if (standing === undefined || standing.version === '$LATEST') return true;
  return candidateKey(standing) === candidateKey(recommended);
}
