import type { ReporterEvent, ReporterResult } from '../../lib/contract/index.ts';
import { failureAfterDecision, madeBy } from '../../lib/report/failure.ts';
import { reportDryRun, reportResult } from '../../lib/report/result.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Makes the output of the execution, with its links; where something failed after the decision, says so. */
export function createHandler(environment: StageEnvironment) {
  return stage('Reporter', environment, (event: ReporterEvent): ReporterResult => {
    const { plan, decision, optimizer, cleaner, error } = event;
    const output =
      decision === null ? reportDryRun(plan) : reportResult(plan, decision, optimizer?.result, new Date());
    if (cleaner !== undefined) {
      const failure = { stage: 'Cleaner', ...cleaner } as const;
      return { output, failure: failureAfterDecision(plan, output, failure, madeBy(plan)) };
    }
    if (error === undefined) return { output };
    return { output, failure: failureAfterDecision(plan, output, { stage: 'Optimizer', ...error }, []) };
  });
}
