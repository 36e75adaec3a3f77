import type { ApiCall } from '../call-log.ts';
import { checkFaults, type Fault, type FaultEffect } from './fault.ts';

/** The faults of an emulator, and how often each was met. */
export interface FaultTable {
  /**
   * Replaces the table; its rows count from 1.
   * @throws TypeError for a row that can't be read
   */
  set(faults: readonly Fault[]): void;
  /** Counts a call in every row that it matches. @returns what the first row that is due does to it */
  next(call: Pick<ApiCall, 'service' | 'action' | 'resource'>): FaultEffect | undefined;
}

/** A row, and what it has met. */
interface Row {
  readonly fault: Fault;
  calls: number;
  /** When it was due first, where it lasts for a time. */
  sinceMs?: number;
}

/** @throws TypeError for a row that can't be read */
export function createFaultTable(faults: readonly Fault[], nowMs: () => number = Date.now): FaultTable {
  let rows = counted(faults);
  return {
    set(next) {
      rows = counted(next);
    },
    next(call) {
      const met = rows.filter(({ fault }) => matches(fault, call));
      for (const row of met) row.calls += 1;
      return met.find((row) => isDue(row.fault.nth, row.calls) && lasts(row, nowMs()))?.fault.do;
    },
  };
}

function counted(faults: readonly Fault[]): Row[] {
  return checkFaults(faults).map((fault) => ({ fault, calls: 0 }));
}

function matches(
  fault: Fault,
  { service, action, resource = '' }: Pick<ApiCall, 'service' | 'action' | 'resource'>,
): boolean {
  return (
    (fault.service === undefined || fault.service === service) &&
    fault.action === action &&
    resource.startsWith(fault.resource ?? '')
  );
}

function isDue(nth: Fault['nth'], call: number): boolean {
  if (nth === undefined || nth === 'every') return true;
  if (typeof nth === 'number') return call === nth;
  return call >= nth.from && call <= (nth.to ?? Number.POSITIVE_INFINITY);
}

/** Whether a row's time is not over yet; it begins with the first call that comes here. */
function lasts(row: Row, nowMs: number): boolean {
  if (row.fault.forMs === undefined) return true;
  row.sinceMs ??= nowMs;
  return nowMs < row.sinceMs + row.fault.forMs;
}
