import { executionNameOf } from './execution-name.ts';
import type { Plan } from './plan.ts';

/** Where the objects of a run lie in the results bucket: beginning of their keys. */
export function runPrefix({ executionArn, target }: Pick<Plan, 'executionArn' | 'target'>): string {
  return `runs/${target.functionName}/${executionNameOf(executionArn)}/`;
}
