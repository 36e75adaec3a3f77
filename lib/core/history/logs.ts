import type { Distribution } from '../../contract/index.ts';
import { rounded } from './rounded.ts';

/** Samples by their logarithms: those of a few with a long tail tell more than the samples themselves. */
export interface Logs {
  /** Geometric mean, in ms. */
  readonly usualMs: number;
  readonly n: number;
  readonly noise: LogNoise;
}

/** How logarithms of samples vary about the mean of their configuration. */
export interface LogNoise {
  /** Squares of what they are away from it, added up. */
  readonly squares: number;
  readonly degreesOfFreedom: number;
}

const NO_NOISE: LogNoise = { squares: 0, degreesOfFreedom: 0 };

/**
 * A distribution shows its samples, or evenly spaced quantiles that stand for them.
 * @returns undefined where it shows none, or some that have no logarithm
 */
export function logsOf({ mean, quantiles = [] }: Distribution): Logs | undefined {
  const logs = quantiles.filter((value) => value > 0).map(Math.log);
  if (logs.length === 0 || logs.length < quantiles.length) return undefined;
  const average = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - average) ** 2, 0) / logs.length;
  return {
    usualMs: Math.exp(average),
    n: mean.n,
    noise: { squares: variance * mean.n, degreesOfFreedom: mean.n - 1 },
  };
}

/** The noise that several have in common. */
export function commonNoise(noises: readonly (LogNoise | undefined)[]): LogNoise {
  return noises.reduce<LogNoise>(
    (sum, one = NO_NOISE) => ({
      squares: sum.squares + one.squares,
      degreesOfFreedom: sum.degreesOfFreedom + one.degreesOfFreedom,
    }),
    NO_NOISE,
  );
}

/** How noise is kept. */
export interface KeptNoise {
  /** Standard deviation of one sample's logarithm. */
  readonly spread: number;
  readonly degreesOfFreedom: number;
}

export function toKeep(noise: LogNoise): KeptNoise {
  return { spread: rounded(spreadOf(noise)), degreesOfFreedom: noise.degreesOfFreedom };
}

export function fromKept({ spread, degreesOfFreedom }: KeptNoise): LogNoise {
  return { squares: spread ** 2 * degreesOfFreedom, degreesOfFreedom };
}

/** Standard deviation of one sample's logarithm. */
export function spreadOf({ squares, degreesOfFreedom }: LogNoise): number {
  return degreesOfFreedom === 0 ? 0 : Math.sqrt(squares / degreesOfFreedom);
}
