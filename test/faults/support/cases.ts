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

export function titleOf({ scenario, service, action, which, nth, kind }: FaultCase): string {
  return `${scenario.name}: ${which} ${service}:${action} (${nth}) ${kind.name}`;
}
