import { randomUUID } from 'node:crypto';

/**
 * A creation or an update on its way: until `settledAtMs` the version is Pending (or its update
 * InProgress), and its revision changes once more when that ends, as on AWS.
 */
export interface Settling {
  readonly kind: 'create' | 'update';
  /** ms since the epoch. */
  readonly settledAtMs: number;
  readonly revisionId: { readonly until: string; readonly after: string };
}

/** How long creations and updates take, in ms. */
export interface SettlingDelays {
  readonly createMs: number;
  readonly updateMs: number;
}

export const NO_DELAYS: SettlingDelays = { createMs: 0, updateMs: 0 };

export function startSettling(kind: Settling['kind'], nowMs: number, delays: SettlingDelays): Settling {
  return {
    kind,
    settledAtMs: nowMs + (kind === 'create' ? delays.createMs : delays.updateMs),
    revisionId: { until: randomUUID(), after: randomUUID() },
  };
}

export function isSettled({ settledAtMs }: Settling, nowMs: number): boolean {
  return nowMs >= settledAtMs;
}

export function revisionIdAt(settling: Settling, nowMs: number): string {
  return isSettled(settling, nowMs) ? settling.revisionId.after : settling.revisionId.until;
}

/** State and LastUpdateStatus, with their reasons, as FunctionConfiguration shows them. */
export function stateAt(settling: Settling, nowMs: number): Readonly<Record<string, string>> {
  if (isSettled(settling, nowMs)) return { State: 'Active', LastUpdateStatus: 'Successful' };
  if (settling.kind === 'create') {
    return { State: 'Pending', StateReason: 'The function is being created.', StateReasonCode: 'Creating' };
  }
  return {
    State: 'Active',
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: 'The function is being created.',
    LastUpdateStatusReasonCode: 'Creating',
  };
}
