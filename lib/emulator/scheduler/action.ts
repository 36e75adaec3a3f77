import type { SchedulerContext } from './context.ts';

/** A request, read. */
export interface SchedulerRequest {
  /** The parameters of the action's path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One action of EventBridge Scheduler: where it is found, and what it does. */
export interface SchedulerAction {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:parameters`. */
  readonly path: string;
  /** @throws ApiError */
  run(request: SchedulerRequest, context: SchedulerContext): Readonly<Record<string, unknown>>;
}
