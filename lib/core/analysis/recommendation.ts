import type { Decision, Plan } from '../../contract/index.ts';
import { probabilitySmallest } from '../statistics/probability-smallest.ts';
import { seededRandom } from '../statistics/random.ts';
import type { Choice, Contender } from '../strategy/choose.ts';
import type { Measured } from './examined.ts';
import { significant } from './figure.ts';
import { savingOf, savingWithIntervals } from './saving.ts';
import { withSharedSpread } from './shared-spread.ts';
import { isSettled } from './warn-unsettled.ts';

/** A contender with what was measured of it. */
export interface MeasuredContender extends Contender {
  readonly measured: Measured;
}

const CONFIDENCE_DIGITS = 3;
const PERCENT_DIGITS = 6;

/** The chosen candidate: what ties with it, how sure it is, what comes next, and what it saves. */
export function recommendationOf(
  plan: Plan,
  { chosen, ties, nextBest }: Choice<MeasuredContender>,
  contenders: readonly MeasuredContender[],
  current: Measured | undefined,
): Decision['recommendation'] {
  const confidence = confidenceOf(plan, chosen, contenders);
  const against = nextBest && savingOf(nextBest, chosen);
  const saving = current && savingWithIntervals(plan, chosen.measured, current);
  return {
    ...chosen.measured.candidate,
    strategy: plan.strategy,
    ties: ties.map((tie) => tie.measured.candidate),
    ...(confidence === undefined ? {} : { confidence }),
    ...(nextBest === undefined || against === undefined
      ? {}
      : {
          nextBest: {
            ...nextBest.measured.candidate,
            costPercent: significant(against.costPercent, PERCENT_DIGITS),
            durationPercent: significant(against.durationPercent, PERCENT_DIGITS),
          },
        }),
    ...(saving === undefined ? {} : { saving }),
  };
}

/**
 * The others in a fixed order, so that the same numbers are drawn for each however they came back. With a mean
 * that isn't settled among them, none is taken to be surer than half of them are (shared-spread.ts).
 */
function confidenceOf(
  plan: Plan,
  chosen: MeasuredContender,
  contenders: readonly MeasuredContender[],
): number | undefined {
  const ordered = [chosen, ...contenders.filter((contender) => contender !== chosen)];
  const estimates = ordered.map(({ estimate }) => estimate);
  const settled = ordered.every(({ measured }) => isSettled(plan, measured));
  const [own, ...others] = settled ? estimates : withSharedSpread(estimates);
  const probability = own && probabilitySmallest(own, others, seededRandom(plan.seed, 'confidence'));
  return probability === undefined ? undefined : significant(probability, CONFIDENCE_DIGITS);
}
