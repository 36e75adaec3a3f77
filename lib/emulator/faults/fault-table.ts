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

/** @throws TypeError for a row that can't be read */
export function createFaultTable(faults: readonly Fault[]): FaultTable {
  let rows = counted(faults);
  return {
    set(next) {
      rows = counted(next);
    },
    next(call) {
      const met = rows.filter(({ fault }) => matches(fault, call));
      for (const row of met) row.calls += 1;
      return met.find(({ fault, calls }) => isDue(fault.nth, calls))?.fault.do;
    },
  };
}

function counted(faults: readonly Fault[]): { readonly fault: Fault; calls: number }[] {
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
