import type { TuningResult } from '../../contract/index.ts';
import { functionOf } from '../../core/history/key.ts';
import { kept, keptOf, type ResultStore } from '../../core/history/store.ts';

/**
 * The latest kept result of a function.
 * @throws UnreadableResult, and what the store throws
 */
export async function latestKept(store: ResultStore, functionArn: string): Promise<TuningResult | undefined> {
  const [latest] = await keptOf(store, functionOf(functionArn));
  return latest === undefined ? undefined : await kept(store, latest);
}
