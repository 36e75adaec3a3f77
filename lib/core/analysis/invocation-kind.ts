import type { CandidateResult, Distribution, Figure } from '../../contract/index.ts';

/** Of which invocations figures are: of warm ones, of cold ones, or of blends of both. */
export type InvocationKind = 'warm' | 'cold' | 'blended';

/** A result, as far as it says what its candidates were compared by. */
interface ComparedResult {
  /** What is known of each. */
  readonly candidates: readonly Readonly<Partial<Record<InvocationKind, unknown>>>[];
  readonly recommendation?: { readonly coldStartRate?: number | undefined } | undefined;
}

/** What candidates were compared by: with `coldStartRate` blends, with `onlyColdStarts` cold starts. */
export function comparedKind({ candidates, recommendation }: ComparedResult): InvocationKind {
  const came = (kind: InvocationKind) => candidates.some((candidate) => candidate[kind] !== undefined);
  if (recommendation?.coldStartRate !== undefined && came('blended')) return 'blended';
  return came('warm') || !came('cold') ? 'warm' : 'cold';
}

/** Durations and costs of invocations of a kind; never trimmed. */
export interface Invocations {
  readonly durationMs: Distribution;
  readonly costUsd: Figure;
}

/** @returns undefined where none came. */
export function invocationsOf(
  { warm, cold, blended }: CandidateResult,
  kind: InvocationKind,
): Invocations | undefined {
  if (kind === 'warm') return warm;
  const mixed = kind === 'cold' ? cold : blended;
  return mixed && { durationMs: mixed.latencyMs, costUsd: mixed.costUsd };
}
