import { applyRecommendation } from '../../lib/aws/apply.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import type { OptimizerEvent, OptimizerResult } from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Applies the recommendation. The state machine comes here only if the input asks for it. */
export function createHandler(environment: StageEnvironment) {
  return stage(
    'Optimizer',
    environment,
    ({ plan, decision }: OptimizerEvent): Promise<OptimizerResult> =>
      applyRecommendation(
        controlPlane(environment.connection, plan.target.region),
        plan,
        decision.recommendation,
      ),
  );
}
