import type { SearchPlan, Target } from '../../contract/index.ts';

/** Whether the earlier run that a search starts from has measured the same code. */
export function isSameCode(
  search: Pick<SearchPlan, 'previous'> | undefined,
  { codeSha256 }: Pick<Target, 'codeSha256'>,
): boolean {
  return search?.previous?.codeSha256 === codeSha256;
}
