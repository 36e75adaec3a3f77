import { randomUUID } from 'node:crypto';

/**
 * A creation or an update on its way: until `settledAtMs` the version is Pending (or its update
 * InProgress), and its revision changes once more when that ends, as on AWS. `snapshot` is the creation of
 * a version with SnapStart, whose environment is initialised and kept first.
 */
export interface Settling {
  readonly kind: 'create' | 'update' | 'snapshot';
  /** ms since the epoch. */
  readonly settledAtMs: number;
  readonly revisionId: { readonly until: string; readonly after: string };
}

/** How long each takes, in ms. */
export interface SettlingDelays {
  readonly createMs: number;
  readonly updateMs: number;
  readonly snapshotMs: number;
}

/** About what AWS takes. A snapshot takes minutes there; how many depends on the function. */
const AWS_DELAYS: SettlingDelays = { createMs: 2000, updateMs: 1000, snapshotMs: 120_000 };

/** AWS's delays times a factor; 0 for none. */
export function scaledDelays(factor: number): SettlingDelays {
  return {
    createMs: AWS_DELAYS.createMs * factor,
    updateMs: AWS_DELAYS.updateMs * factor,
    snapshotMs: AWS_DELAYS.snapshotMs * factor,
  };
}

export function startSettling(kind: Settling['kind'], nowMs: number, delays: SettlingDelays): Settling {
  return {
    kind,
    settledAtMs: nowMs + delays[`${kind}Ms`],
    revisionId: { until: randomUUID(), after: randomUUID() },
  };
}

export function isSettled({ settledAtMs }: Settling, nowMs: number): boolean {
  return nowMs >= settledAtMs;
}

/** What a version is at a moment. An update leaves the one before it in use until it ends. */
export type Phase = 'pending' | 'updating' | 'settled';

export function phaseAt(settling: Settling, nowMs: number): Phase {
  if (isSettled(settling, nowMs)) return 'settled';
  return settling.kind === 'update' ? 'updating' : 'pending';
}

export function revisionIdAt(settling: Settling, nowMs: number): string {
  return isSettled(settling, nowMs) ? settling.revisionId.after : settling.revisionId.until;
}

/** State and LastUpdateStatus, with their reasons, as FunctionConfiguration shows them. */
export function stateAt(settling: Settling, nowMs: number): Readonly<Record<string, string>> {
  switch (phaseAt(settling, nowMs)) {
    case 'settled':
      return { State: 'Active', LastUpdateStatus: 'Successful' };
    case 'pending':
      return {
        State: 'Pending',
        StateReason: 'The function is being created.',
        StateReasonCode: 'Creating',
      };
    case 'updating':
      return {
        State: 'Active',
        LastUpdateStatus: 'InProgress',
        LastUpdateStatusReason: 'The function is being created.',
        LastUpdateStatusReasonCode: 'Creating',
      };
  }
}
