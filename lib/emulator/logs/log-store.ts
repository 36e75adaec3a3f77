/** One line that a function wrote, or Lambda about it. */
export interface LogEvent {
  /** In the order in which events came. */
  readonly id: string;
  readonly stream: string;
  /** ms since the epoch. */
  readonly timestampMs: number;
  /** With the newline at its end. */
  readonly message: string;
}

/** A log group, with what is kept of its events. */
export interface LogGroup {
  readonly name: string;
  /** ms since the epoch. */
  readonly createdMs: number;
  /** For ever where it is undefined. */
  retentionInDays: number | undefined;
  /** Oldest first. */
  readonly events: LogEvent[];
  /** Of the messages of `events`. */
  storedBytes: number;
}

/** The log groups of an emulator, in memory. */
export interface LogStore {
  /** By name. */
  readonly groups: Map<string, LogGroup>;
  /** Makes a group that isn't there. */
  create(name: string): LogGroup;
  /** Appends a log, one event a line, to a group, which is made where it isn't there. */
  write(group: string, stream: string, log: string): void;
}

/** Of each group, so that one that runs for weeks must not grow with what its functions print. */
const KEPT_BYTES = 1_048_576;

export function createLogStore(nowMs: () => number): LogStore {
  const groups = new Map<string, LogGroup>();
  let written = 0;
  const store: LogStore = {
    groups,
    create(name) {
      const group = { name, createdMs: nowMs(), retentionInDays: undefined, events: [], storedBytes: 0 };
      groups.set(name, group);
      return group;
    },
    write(name, stream, log) {
      const group = groups.get(name) ?? store.create(name);
      const timestampMs = nowMs();
      for (const line of log.split('\n').filter((text) => text !== '')) {
        written += 1;
        const message = `${line}\n`;
        group.events.push({ id: String(written).padStart(56, '0'), stream, timestampMs, message });
        group.storedBytes += Buffer.byteLength(message);
      }
      forgetOldest(group);
    },
  };
  return store;
}

function forgetOldest(group: LogGroup): void {
  let forgotten = 0;
  while (group.storedBytes > KEPT_BYTES) {
    const oldest = group.events[forgotten];
    if (oldest === undefined) break;
    group.storedBytes -= Buffer.byteLength(oldest.message);
    forgotten += 1;
  }
  group.events.splice(0, forgotten);
}
