import type { AnalyzerEvent, AnalyzerResult } from '../../lib/contract/index.ts';
import { assertMeasured } from '../../lib/core/analysis/assert-measured.ts';
import { decide } from '../../lib/core/analysis/decide.ts';
import { afterPilot, withCostCheck } from '../../lib/core/budget/after-pilot.ts';
import { afterSearchRound } from '../../lib/core/search/after-round.ts';
import { isPilot } from '../../lib/core/search/pilot.ts';
import { isSearching } from '../../lib/core/search/sizes.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/**
 * Digests in; another round or a decision out. A grid has one round, a search several; a pilot goes before them where
 * the cost is limited.
 */
export function createHandler(environment: StageEnvironment) {
  return stage('Analyzer', environment, (event: AnalyzerEvent): AnalyzerResult => {
    const { plan, round, digests, measured } = event;
    if (plan.dryRun) {
      assertMeasured(measured);
      return { next: 'decided', plan: withCostCheck(plan, measured), decision: null };
    }
    if (isPilot(round)) return afterPilot(event);
    if (isSearching(plan)) return afterSearchRound({ ...event, plan });
    return { next: 'decided', plan, decision: decide(plan, [...digests, ...measured], round.number) };
  });
}
