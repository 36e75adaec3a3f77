import { applyRecommendation } from '../../lib/aws/apply.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { states } from '../../lib/aws/clients/states.ts';
import type { OptimizerEvent, OptimizerResult } from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';
import type { OptimizerSettings } from './settings.ts';

/** Applies the recommendation. The state machine comes here only if the input asks for it. */
export function createHandler(environment: StageEnvironment, { canaryMachineArn }: OptimizerSettings) {
  const { connection } = environment;
  const machine =
    canaryMachineArn === undefined
      ? undefined
      : { states: states(connection), stateMachineArn: canaryMachineArn };
  return stage(
    'Optimizer',
    environment,
    ({ plan, decision }: OptimizerEvent): Promise<OptimizerResult> =>
      applyRecommendation(
        controlPlane(connection, plan.target.region),
        plan,
        decision.recommendation,
        machine,
      ),
  );
}
