import type { Place } from '../arn.ts';
import type { FaultEffect } from '../faults/fault.ts';

/** An event as its rules would see it. */
export interface PutEvent {
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  /** Name of the bus. */
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources: readonly string[];
}

/** What the actions of EventBridge work on. */
export interface EventsContext {
  readonly place: Place;
  /** Names of the buses that there are. */
  readonly buses: ReadonlySet<string>;
  /** Those that came, in their order. */
  readonly events: PutEvent[];
  readonly nowMs: () => number;
}

/** One action of EventBridge. @throws ApiError */
export type EventsAction = (
  body: unknown,
  context: EventsContext,
  fault: FaultEffect | undefined,
) => Readonly<Record<string, unknown>>;
