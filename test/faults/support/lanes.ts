import type { Fault } from '../../../lib/emulator/emulator.ts';
import { type EndedRun, type Lane, startLane } from './lane.ts';
import type { Scenario } from './scenarios.ts';

/** So many runs at once, each with an emulator to itself, so that calls can be counted. */
export interface Lanes {
  run(scenario: Scenario, faults: readonly Fault[]): Promise<EndedRun>;
  stop(): Promise<void>;
}

export function startLanes(count: number): Lanes {
  const started = Array.from({ length: count }, () => startLane());
  const free: Lane[] = [];
  const waiting: ((lane: Lane) => void)[] = [];
  const release = (lane: Lane) => {
    const next = waiting.shift();
    if (next === undefined) free.push(lane);
    else next(lane);
  };
  for (const lane of started) void lane.then(release);
  return {
    async run(scenario, faults) {
      const lane = free.pop() ?? (await new Promise<Lane>((resolve) => waiting.push(resolve)));
      try {
        return await lane.run(scenario, faults);
      } finally {
        release(lane);
      }
    },
    async stop() {
      for (const lane of started) await (await lane).stop();
    },
  };
}
