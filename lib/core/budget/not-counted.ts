import type { Plan } from '../../contract/index.ts';
import { snapStartLeftOut } from '../pricing/snap-start-left-out.ts';

/** What a run costs, by its plan, that neither its estimate nor its limit counts, in words. */
export function notCounted(
  plan: Pick<Plan, 'prices' | 'target' | 'warnings' | 'preProcessorARN' | 'postProcessorARN'>,
): string[] {
  const { preProcessorARN, postProcessorARN, prices } = plan;
  return [
    ...(preProcessorARN === undefined ? [] : ['the pre-processor']),
    ...(postProcessorARN === undefined ? [] : ['the post-processor']),
    ...(prices.stateTransition === undefined
      ? ["state transitions, whose price is not known in the stack's region"]
      : []),
    ...snapStartLeftOut(plan),
  ];
}
