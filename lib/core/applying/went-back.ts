import { candidateKey, type Plan, type TuningResult } from '../../contract/index.ts';
import { historyAfter } from '../history/entry.ts';

export type WentBack = NonNullable<Plan['afterwards']['wentBack']>[number];

/**
 * What canaries have taken back of a function with this code, by the runs that are kept: of each configuration the
 * latest trial counts.
 * @param earlier the latest kept result of the function
 */
export function wentBack(earlier: TuningResult | undefined, codeSha256: string): WentBack[] {
  if (earlier === undefined) return [];
  const latest = new Map<string, WentBack | undefined>();
  for (const { applied, canary, recommended, startedAt, ...entry } of historyAfter(earlier)) {
    const key = candidateKey(recommended);
    if (!applied || entry.codeSha256 !== codeSha256 || latest.has(key)) continue;
    const { architecture, memoryMB } = recommended;
    const isBack = canary?.outcome === 'back' || canary?.outcome === 'failed';
    latest.set(key, isBack ? { architecture, memoryMB, startedAt, reason: cut(canary.reason) } : undefined);
  }
  return [...latest.values()].filter((one) => one !== undefined);
}

/** The plan goes through every state: a reason is a sentence there, whatever an execution failed with. */
const MOST_REASON = 300;

function cut(reason = 'for an unknown reason'): string {
  return reason.length <= MOST_REASON ? reason : `${reason.slice(0, MOST_REASON - 1)}…`;
}
