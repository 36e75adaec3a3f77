import type { ExecutionEnvironment, FunctionSpec } from '../execution-environment.ts';
import { seededRandom } from './random.ts';
import { findPoint, readReplay } from './replay-file.ts';
import { ReplayedEnvironment } from './replayed-environment.ts';

/**
 * All replayed environments of an emulator. Each one's draws differ from those of its neighbours, and are
 * the same again in the next run with the same seed.
 */
export class ReplayHost {
  readonly #seed: number;
  readonly #created = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** @throws NotMeasurableHere */
  create(spec: FunctionSpec): ExecutionEnvironment {
    const replay = readReplay(spec.codeDir);
    const { curve, point } = findPoint(replay, spec);
    const key = `${curve.function} ${spec.architecture} ${spec.memoryMB}`;
    const number = this.#created.get(key) ?? 0;
    this.#created.set(key, number + 1);
    const random = seededRandom(`${this.#seed} ${key} ${number}`);
    return new ReplayedEnvironment({ spec, curve, point, pace: replay.pace, random });
  }
}
