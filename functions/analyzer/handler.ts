import type { AnalyzerEvent, AnalyzerResult } from '../../lib/contract/index.ts';
import { assertMeasured } from '../../lib/core/analysis/assert-measured.ts';
import { decide } from '../../lib/core/analysis/decide.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Digests in, a decision out. A grid has one round, so that every analysis decides. */
export function createHandler(environment: StageEnvironment) {
  return stage('Analyzer', environment, ({ plan, digests, measured }: AnalyzerEvent): AnalyzerResult => {
    if (plan.dryRun) {
      assertMeasured(measured);
      return { next: 'decided', plan, decision: null };
    }
    return { next: 'decided', plan, decision: decide(plan, [...digests, ...measured]) };
  });
}
