import * as z from 'zod';
import type { Plan } from '../../contract/index.ts';

/**
 * All that is needed to undo what an execution does to a target in place. It is in the plan, and in the
 * lock, where the sweep and the next run on the same target find it.
 */
export const recordSchema = z.object({
  executionArn: z.string(),
  /** Without a qualifier. */
  functionArn: z.string(),
  region: z.string(),
  /** What the target had, and gets back. */
  memoryMB: z.int(),
  description: z.string(),
  /** ISO 8601: after this the execution can't be running any more. */
  expiresAt: z.string(),
});
export type InPlaceRecord = z.output<typeof recordSchema>;

export function recordOf(plan: Pick<Plan, 'executionArn' | 'target' | 'probesExpireAt'>): InPlaceRecord {
  const { executionArn, target, probesExpireAt } = plan;
  return {
    executionArn,
    functionArn: target.functionArn,
    region: target.region,
    memoryMB: target.memoryMB,
    description: target.description,
    expiresAt: probesExpireAt,
  };
}
