import type { StratumValues } from '../statistics/stratified.ts';

/** What belongs to one payload, and its share. */
export interface PayloadStratum<T> {
  readonly share: number;
  readonly items: readonly T[];
}

/** Sorts items by their payload: one stratum for each weight, empty where nothing came. */
export function byPayload<T extends { readonly payload: number }>(
  payloadWeights: readonly number[],
  items: readonly T[],
): PayloadStratum<T>[] {
  const groups = Map.groupBy(items, ({ payload }) => payload);
  return payloadWeights.map((share, payload) => ({ share, items: groups.get(payload) ?? [] }));
}

/** One number of each item. */
export function valuesOf<T>(
  strata: readonly PayloadStratum<T>[],
  value: (item: T) => number,
): StratumValues[] {
  return strata.map(({ share, items }) => ({ share, values: items.map(value) }));
}

/** The part of the shares whose strata are empty, from 0 to 1. */
export function missingShareOf(strata: readonly PayloadStratum<unknown>[]): number {
  const shares = (of: readonly PayloadStratum<unknown>[]) => of.reduce((sum, { share }) => sum + share, 0);
  return shares(strata.filter(({ items }) => items.length === 0)) / shares(strata);
}
