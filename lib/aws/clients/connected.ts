import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { type Client, nameAction } from './name-action.ts';

const scales = new WeakMap<object, number>();

/** Gives a client what all of ours have beside its configuration. */
export function connected<C extends Client>(client: C, { timeScale = 1 }: Connection): C {
  scales.set(client, timeScale);
  return nameAction(client);
}

/** Factor on time limits and pauses of whatever waits for what a client speaks to. 1 but where faults are played. */
export function timeScaleOf(client: object): number {
  return scales.get(client) ?? 1;
}

/**
 * Waits before a client is used again.
 * @throws AbortError
 */
export async function pause(client: object, ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms * timeScaleOf(client), undefined, signal === undefined ? {} : { signal });
}
