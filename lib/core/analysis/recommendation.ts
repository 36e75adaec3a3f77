import type { Decision, Plan } from '../../contract/index.ts';
import { probabilitySmallest } from '../statistics/probability-smallest.ts';
import { seededRandom } from '../statistics/random.ts';
import type { Selection } from '../strategy/select.ts';
import type { MeasuredContender } from './contender.ts';
import { differsOnlyInPrice } from './differs-only-in-price.ts';
import type { Measured } from './examined.ts';
import { significant } from './figure.ts';
import { limitsVerdict } from './limits-verdict.ts';
import { monthlyOf } from './monthly.ts';
import { savingOf, savingWithIntervals } from './saving.ts';
import { withSharedSpread } from './shared-spread.ts';
import { isSettled } from './warn-unsettled.ts';

const CONFIDENCE_DIGITS = 3;
const PERCENT_DIGITS = 6;

/**
 * The chosen candidate: how it stands to the limits, what ties with it, how sure it is, what comes next, and what
 * it saves.
 * @param contenders all that were measured, whether they keep the limits or not
 * @param current where it was measured in the same way
 */
export function recommendationOf(
  plan: Plan,
  selection: Selection<MeasuredContender>,
  contenders: readonly MeasuredContender[],
  current: Measured | undefined,
): Decision['recommendation'] {
  const { choice, pool } = selection;
  const { chosen, ties, nextBest } = choice;
  const confidence = confidenceOf(plan, chosen, pool);
  const limits = limitsVerdict(plan, selection);
  const inPrice = differsOnlyInPrice(plan, chosen, contenders);
  const monthly = monthlyOf(plan, chosen.measured, current);
  const against = nextBest && savingOf(nextBest.measured.average, chosen.measured.average);
  const saving = current && savingWithIntervals(plan, chosen.measured, current);
  return {
    ...chosen.measured.candidate,
    strategy: plan.strategy,
    ...(chosen.measured.basis.blended && plan.coldStartRate !== undefined
      ? { coldStartRate: plan.coldStartRate }
      : {}),
    ...(limits === undefined ? {} : { limits }),
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
    ...(inPrice === undefined ? {} : { differsOnlyInPrice: inPrice }),
    ...(saving === undefined ? {} : { saving }),
    ...(monthly === undefined ? {} : { monthly }),
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
  const settled = ordered.every(({ measured }) => isSettled(measured));
  const [own, ...others] = settled ? estimates : withSharedSpread(estimates);
  const probability = own && probabilitySmallest(own, others, seededRandom(plan.seed, 'confidence'));
  return probability === undefined ? undefined : significant(probability, CONFIDENCE_DIGITS);
}
