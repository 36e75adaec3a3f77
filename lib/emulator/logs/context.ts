import type { Place } from '../arn.ts';
import type { LogStore } from './log-store.ts';

/** What the actions of CloudWatch Logs work on. */
export interface LogsContext {
  readonly place: Place;
  readonly logs: LogStore;
  readonly nowMs: () => number;
}

/** One action of CloudWatch Logs. @throws ApiError */
export type LogsAction = (body: unknown, context: LogsContext) => Readonly<Record<string, unknown>>;
