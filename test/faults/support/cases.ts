import type { ApiCall } from '../../../lib/emulator/emulator.ts';
import type { CallPlace, FaultKind } from './fault-kinds.ts';
import type { Scenario } from './scenarios.ts';

/** A run of which one call goes wrong. */
export interface FaultCase extends NamedPlace {
  readonly scenario: Scenario;
  readonly kind: FaultKind;
}

/** A call, and which of its action's it is, in words. */
export type NamedPlace = CallPlace & { readonly which: string };

/** First, middle and last call of every action that a run was seen to call. A new call joins by itself. */
export function placesIn(calls: readonly ApiCall[]): NamedPlace[] {
  const counts = new Map<string, CallPlace>();
  for (const { service, action } of calls) {
    const key = `${service}:${action}`;
    counts.set(key, { service, action, nth: (counts.get(key)?.nth ?? 0) + 1 });
  }
  return [...counts.values()].flatMap(({ service, action, nth: count }) => {
    const places = new Map([
      [Math.ceil(count / 2), 'middle'],
      [count, 'last'],
      [1, count === 1 ? 'only' : 'first'],
    ]);
    return [...places].map(([nth, which]) => ({ service, action, nth, which }));
  });
}

/** Whether the fault did anything: a case whose call was never made shows nothing. */
export function wasMet(calls: readonly ApiCall[]): boolean {
  return calls.some(({ fault }) => fault !== undefined);
}

const TRIES = 5;

/**
 * Runs a case until its call was made. Waiting takes more calls at one time than at another: where the last
 * was one too far, it is the last of that run.
 */
export async function untilMet<P extends CallPlace, R extends { readonly calls: readonly ApiCall[] }>(
  place: P,
  run: (place: P) => Promise<R>,
): Promise<R> {
  let tried = await run(place);
  for (let tries = 1; tries < TRIES && !wasMet(tried.calls); tries++) {
    const { service, action } = place;
    const made = tried.calls.filter((call) => call.service === service && call.action === action);
    tried = await run({ ...place, nth: Math.max(1, made.length) });
  }
  return tried;
}

export function titleOf({ scenario, service, action, which, nth, kind }: FaultCase): string {
  return `${scenario.name}: ${which} ${service}:${action} (${nth}) ${kind.name}`;
}
