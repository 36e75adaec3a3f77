import type { TuningResult } from '../../lib/contract/index.ts';
import { measured, resultWith } from './result.ts';

/** Values of all orders, at which rounding goes up or down. */
export const VALUES = [0.0123, 0.9996, 2.9066, 9.995, 84.349, 99.96, 999.5, 1262.49, 899_999.5];

/** A result whose figures show how they are rounded, in every view: one candidate for each value. */
export function roundedResult(): TuningResult {
  const candidates = VALUES.map((meanMs, index) => {
    const candidate = measured('x86_64', 128 * (index + 1), meanMs);
    const { warm } = candidate;
    return warm === undefined
      ? candidate
      : { ...candidate, blended: { rate: 0.05, latencyMs: warm.durationMs, costUsd: warm.costUsd } };
  });
  const { recommendation } = resultWith();
  return resultWith({
    candidates,
    recommendation: { ...recommendation, architecture: 'x86_64', memoryMB: 256, ties: [] },
  });
}
