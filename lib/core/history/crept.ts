import { type Candidate, candidateKey, type HistoryEntry, type RunOutcome } from '../../contract/index.ts';
import { changesOf } from './changes.ts';
import { comparedFigures, comparedNoise } from './figures.ts';
import { keptFigures, keptNoise } from './kept-figures.ts';
import { commonNoise } from './logs.ts';
import { type Comparable, changeOf, comparedOf, type OutcomeRules } from './outcome.ts';

type Crept = Required<Pick<RunOutcome, 'change' | 'before'>>;

/**
 * Whether a configuration has become dearer or slower bit by bit: no run is so much worse than the one before, but all
 * together are. It is held against the oldest run since it was last told to have regressed, as far back as the function
 * had this configuration, and has to be worse by as much as a saving is worth telling.
 *
 * @param history the runs before, the latest first
 * @returns undefined where it isn't
 */
export function creptSince(
  result: Comparable,
  history: readonly HistoryEntry[],
  { minSavingPercent }: Pick<OutcomeRules, 'minSavingPercent'>,
): Crept | undefined {
  const compared = comparedOf(result);
  const own = result.candidates.find((one) => candidateKey(one) === candidateKey(compared));
  const now = own && comparedFigures(own);
  const oldest = oldestAlike(history, compared);
  const then = oldest && keptFigures(kept(oldest));
  if (oldest === undefined || now === undefined) return undefined;
  const noise = commonNoise([comparedNoise(result.candidates), keptNoise(history, now.of)]);
  const changes = changesOf(then, now, noise);
  if (changes === undefined) return undefined;
  const { executionArn, startedAt } = oldest;
  const isWorse = [changes.cost, changes.duration].some(
    ({ surely, percent = 0 }) => surely > 0 && percent >= minSavingPercent,
  );
  if (!isWorse) return undefined;
  return { change: changeOf(compared, changes), before: { executionArn, startedAt } };
}

/** The oldest of those that follow one another and had this configuration. */
function oldestAlike(history: readonly HistoryEntry[], compared: Candidate): HistoryEntry | undefined {
  const key = candidateKey(compared);
  const other = history.findIndex((entry) => candidateKey(kept(entry)) !== key);
  const alike = other < 0 ? history : history.slice(0, other);
  // What it was when it was told is what it is held against from then on.
  const told = alike.findIndex(({ outcome }) => outcome === 'regressed');
  return told < 0 ? alike.at(-1) : alike[told];
}

function kept({ current, recommended }: HistoryEntry): HistoryEntry['recommended'] {
  return current ?? recommended;
}
