import { applyDecision } from '../../lib/aws/apply-decision.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { states } from '../../lib/aws/clients/states.ts';
import type { OptimizerEvent, OptimizerResult } from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';
import type { OptimizerSettings } from './settings.ts';

/** Applies the recommendation, as the input has it. The state machine comes here only if it asks for that. */
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
      applyDecision(controlPlane(connection, plan.target.region), plan, decision, machine),
  );
}
