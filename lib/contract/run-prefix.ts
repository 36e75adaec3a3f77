import type { Plan } from './plan.ts';

/** Where the objects of a run lie in the results bucket: beginning of their keys. */
export function runPrefix({ executionArn, target }: Pick<Plan, 'executionArn' | 'target'>): string {
  const executionName = executionArn.slice(executionArn.lastIndexOf(':') + 1);
  return `runs/${target.functionName}/${executionName}/`;
}
