import { type Candidate, candidateKey, type Work } from '../../contract/index.ts';
import { distinct } from './distinct.ts';

/** The part of a plan that says what a grid measures. */
export interface GridPlan {
  readonly candidates: readonly Candidate[];
  readonly baseline?: Candidate | undefined;
  readonly skipped?: readonly Candidate[] | undefined;
  readonly num: number;
}

/** What a grid measures: the candidates that can run, and the current configuration, each `num` times. */
export function gridWork(plan: GridPlan): Work[] {
  const { baseline, num } = plan;
  const all = [...runnable(plan), ...(baseline === undefined ? [] : [baseline])];
  return distinct(all).map(({ architecture, memoryMB }) => ({ architecture, memoryMB, samples: num }));
}

/** The plan's candidates without those that are skipped. */
export function runnable({ candidates, skipped }: Pick<GridPlan, 'candidates' | 'skipped'>): Candidate[] {
  const without = new Set(skipped?.map(candidateKey));
  return candidates.filter((candidate) => !without.has(candidateKey(candidate)));
}
