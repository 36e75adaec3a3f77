/** One payload of a weighted list. Weights are relative; they need not sum up to anything. */
export interface WeightedPayload {
  readonly payload: unknown;
  readonly weight: number;
}

/** A list whose every item has a payload and a weight is weighted; any other list is an event of its own. */
export function isWeightedPayload(payload: unknown): payload is WeightedPayload[] {
  return (
    Array.isArray(payload) &&
    payload.length > 0 &&
    payload.every(
      (item) =>
        typeof item === 'object' &&
        item !== null &&
        Object.hasOwn(item, 'payload') &&
        Object.hasOwn(item, 'weight'),
    )
  );
}
