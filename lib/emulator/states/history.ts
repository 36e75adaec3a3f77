/** One event of an execution's history, in the shape in which GetExecutionHistory answers. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly type: string;
  readonly [details: `${string}EventDetails`]: Readonly<Record<string, unknown>> | undefined;
}

/** What the library tells of a run, as far as it is used here. */
export interface RunnerEvent {
  readonly type: string;
  readonly timestamp: number;
  readonly index?: number;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly Error?: string;
  readonly Cause?: unknown;
  readonly state?: {
    readonly name: string;
    readonly type: string;
    readonly input: unknown;
    readonly output?: unknown;
  };
  readonly parentState?: { readonly name: string };
}

/** The history of one execution, as it grows. */
export class History {
  readonly #events: HistoryEvent[] = [];

  get events(): readonly HistoryEvent[] {
    return this.#events;
  }

  /**
   * @param previousEventId the event that led to this one; the one before it where that isn't known
   * @returns its id
   */
  append(
    type: string,
    details?: Readonly<Record<string, unknown>>,
    atMs = Date.now(),
    previousEventId = this.#events.length,
  ): number {
    const key = `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails` as const;
    this.#events.push({
      id: this.#events.length + 1,
      previousEventId,
      timestamp: atMs / 1000,
      type,
      ...(details === undefined ? {} : { [detailsKey(type) ?? key]: details }),
    });
    return this.#events.length;
  }

  /** Takes over what the library tells; the tasks write their own events (`taskScheduled` and so on). */
  appendRunnerEvent(event: RunnerEvent): void {
    const { type, state, timestamp } = event;
    switch (type) {
      case 'StateEntered':
        this.append(
          `${state?.type}StateEntered`,
          { name: state?.name, input: json(state?.input) },
          timestamp,
        );
        if (state?.type === 'Map') this.append('MapStateStarted', undefined, timestamp);
        break;
      case 'StateExited':
        this.append(
          `${state?.type}StateExited`,
          { name: state?.name, output: json(state?.output) },
          timestamp,
        );
        break;
      case 'MapIterationStarted':
      case 'MapIterationSucceeded':
      case 'MapIterationFailed':
        this.append(type, { name: event.parentState?.name, index: event.index }, timestamp);
        break;
      default:
        break;
    }
  }
}

/** AWS has one name of details for all kinds of states, and one for all ends of a Map's iteration. */
function detailsKey(type: string): `${string}EventDetails` | undefined {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return undefined;
}

function json(value: unknown): string {
  return JSON.stringify(value ?? null);
}
