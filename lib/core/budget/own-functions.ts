import type { Plan } from '../../contract/index.ts';
import { stageCost } from '../pricing/stage-cost.ts';
import type { RunEstimate } from './estimate.ts';

/** The deployed Executor's memory (lib/stack/stages.ts). */
export const EXECUTOR_MB = 512;
/** Waiting for a new probe to become active, and the way there and back. */
const WAITING_MS = 3000;
/** The other stages together, as a rule: some seconds. */
const OTHERS = { memoryMB: 1024, calls: 5, billedMs: 5000 };

/**
 * About what the tuner's own functions cost in a run: the Executor runs as long as its candidate is measured, the
 * others some seconds. They run on arm64, in the stack's region: where the plan has only the price of x86_64, which is
 * the higher one, or that of another region, it is that.
 */
export function ownFunctionsCost({ prices, concurrency }: Plan, { candidates }: RunEstimate): number {
  const price = prices.arm64 ?? prices.x86_64 ?? { gbSecond: 0, request: 0 };
  const billedMs = candidates.reduce((sum, one) => sum + one.billedMs / concurrency + WAITING_MS, 0);
  const executors = stageCost(price, { memoryMB: EXECUTOR_MB, calls: candidates.length, billedMs });
  return executors + stageCost(price, OTHERS);
}
