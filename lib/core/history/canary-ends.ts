import {
  type CanaryOutcome,
  canaryOutcomeSchema,
  type HistoryEntry,
  type TuningResult,
} from '../../contract/index.ts';
import { canaryKey, keyOfResult, type NamedRun } from './key.ts';
import type { ResultStore } from './store.ts';

/**
 * A canary ends after its run, and it may end after the next one too: how it ended is kept beside the result, and read
 * with it and with the history in it. Where that isn't there, or can't be read, nothing is known of it.
 */
export async function withCanaryEnds(
  store: Pick<ResultStore, 'read'>,
  result: TuningResult,
): Promise<TuningResult> {
  const { applied, history } = result;
  const [withEnd, entries] = await Promise.all([
    applied && appliedWithEnd(store, applied, result),
    history && Promise.all(history.map((entry) => entryWithEnd(store, entry, result))),
  ]);
  return {
    ...result,
    ...(withEnd === undefined ? {} : { applied: withEnd }),
    ...(entries === undefined ? {} : { history: entries }),
  };
}

async function appliedWithEnd(
  store: Pick<ResultStore, 'read'>,
  applied: NonNullable<TuningResult['applied']>,
  run: NamedRun,
): Promise<TuningResult['applied']> {
  const { canary } = applied;
  const end = canary === undefined ? undefined : await endOf(store, run);
  return canary === undefined || end === undefined ? applied : { ...applied, canary: { ...canary, end } };
}

async function entryWithEnd(
  store: Pick<ResultStore, 'read'>,
  entry: HistoryEntry,
  { target }: NamedRun,
): Promise<HistoryEntry> {
  if (entry.canary === undefined || entry.canary.outcome !== undefined) return entry;
  const end = await endOf(store, { target, run: entry });
  return end === undefined ? entry : { ...entry, canary: { outcome: end.outcome, reason: end.reason } };
}

async function endOf(store: Pick<ResultStore, 'read'>, run: NamedRun): Promise<CanaryOutcome | undefined> {
  try {
    const document: unknown = JSON.parse(await store.read(canaryKey(keyOfResult(run))));
    return canaryOutcomeSchema.safeParse(document).data;
  } catch {
    return undefined;
  }
}
