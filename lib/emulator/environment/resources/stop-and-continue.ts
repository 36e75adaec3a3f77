import { type CpuClock, cpuClock } from './cpu-clock.ts';
import { type Command, PERIOD_MS, type ResourceControl, type ResourceGroup } from './resource-control.ts';
import { signalTo } from './signal-to.ts';

/**
 * CPU quotas where the kernel gives none: it watches the CPU time of a process and stops and continues it.
 * It runs with the rights of anybody, but can only look now and then, so that a process may get ahead of
 * its quota; it then waits longer. Over some periods the share is right, within one it is not.
 */
export function stopAndContinue(): ResourceControl {
  return {
    kind: 'stop-and-continue',
    label: 'stop and continue (approximate: no control groups here)',
    groupPatterns: [],
    holdsMemory: false,
    open: () => new WatchedGroup(),
  };
}

class WatchedGroup implements ResourceGroup {
  #cpus = Number.POSITIVE_INFINITY;
  #pid: number | undefined;
  #clock: CpuClock | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** CPU time in ms that may be used now; below zero it has been overdrawn. */
  #allowanceMs = 0;
  #usedMs = 0;
  #lookedAt = 0;

  enter(command: Command): Command {
    return command;
  }

  attach(pid: number): void {
    this.#pid = pid;
    this.#clock = cpuClock(pid);
    this.#startPeriod();
    this.thaw();
  }

  limitCpus(cpus: number): void {
    this.#cpus = cpus;
    this.#startPeriod();
  }

  limitMemory(): boolean {
    return true;
  }

  memoryExceeded(): boolean {
    return false;
  }

  freeze(): void {
    clearTimeout(this.#timer);
    this.#stop();
  }

  thaw(): void {
    // Before the account is settled: what a frozen process didn't use isn't saved up either.
    this.#continue();
    this.#look();
  }

  cpuTimeMs(): number | undefined {
    return this.#clock?.readMs();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#clock?.close();
    this.#clock = undefined;
  }

  #startPeriod(): void {
    this.#allowanceMs = this.#quotaMs;
    this.#lookedAt = performance.now();
    this.#usedMs = this.#clock?.readMs() ?? 0;
  }

  get #quotaMs(): number {
    return this.#cpus * PERIOD_MS;
  }

  /** Settles the account since the last look, stops or continues, and comes back when it may matter. */
  #look(): void {
    clearTimeout(this.#timer);
    const clock = this.#clock;
    if (clock === undefined) {
      return;
    }
    this.#settle(clock);
    if (this.#allowanceMs <= 0) {
      this.#stop();
    } else if (this.#allowanceMs >= this.#quotaMs || !this.#stopped) {
      this.#continue();
    }
    const waitMs = this.#stopped ? (this.#quotaMs - this.#allowanceMs) / this.#cpus : this.#allowanceMs;
    this.#timer = setTimeout(() => this.#look(), Math.max(clock.resolutionMs, Math.floor(waitMs)));
    this.#timer.unref();
  }

  #settle(clock: CpuClock): void {
    const now = performance.now();
    const usedMs = clock.readMs();
    this.#allowanceMs += (now - this.#lookedAt) * this.#cpus - (usedMs - this.#usedMs);
    if (!this.#stopped) {
      // What an idle process doesn't use is not saved up.
      this.#allowanceMs = Math.min(this.#allowanceMs, this.#quotaMs);
    }
    this.#lookedAt = now;
    this.#usedMs = usedMs;
  }

  #stop(): void {
    if (!this.#stopped) {
      this.#stopped = true;
      signalTo(this.#pid, 'SIGSTOP');
    }
  }

  #continue(): void {
    if (this.#stopped) {
      this.#stopped = false;
      signalTo(this.#pid, 'SIGCONT');
    }
  }
}
