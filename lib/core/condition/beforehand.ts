import type { TuningInput, TuningResult } from '../../contract/index.ts';
import { MIN_FOR_INTERVAL } from '../statistics/mean-interval.ts';
import { samplesForQuantile } from '../statistics/quantile-ranks.ts';
import { type Condition, type ConditionFigure, isUpper } from './condition.ts';
import { figureOf, type Judged } from './figure.ts';

/** What is known before a run. */
export interface Beforehand {
  readonly input: Pick<TuningInput, 'num' | 'baseline' | 'dryRun' | 'coldStarts' | 'onlyColdStarts'>;
  /** Where it will be measured. */
  readonly place: 'aws' | 'emulator';
  readonly byValue: boolean;
  readonly stored?: TuningResult | undefined;
}

/**
 * Why conditions can't be judged after such a run, whatever it measures; one text for each, none where all
 * can. Said before anything is invoked, as nobody wants to wait for it.
 */
export function problemsBeforehand(conditions: readonly Condition[], known: Beforehand): string[] {
  return conditions.flatMap((condition) => {
    const why =
      withoutMeasurement(condition, known) ?? withoutStored(condition, known) ?? withTooFew(condition, known);
    return why === undefined ? [] : [`${condition.text}: ${why}`];
  });
}

function withoutMeasurement({ role, figure }: Condition, { input }: Beforehand): string | undefined {
  if (input.dryRun) return 'a dry run measures nothing; leave out one of both';
  if (input.baseline) return undefined;
  if (figure === 'saving') {
    return 'a saving is against the current configuration, which baseline: false leaves out';
  }
  return role === 'current' ? 'baseline: false leaves the current configuration out' : undefined;
}

/** Of a relative condition. */
export const NEEDS_STORED =
  'it compares with a stored result; say which with --against <result.json>, as --out has written it';

function withoutStored(condition: Condition, { stored, place, byValue }: Beforehand): string | undefined {
  const { figure, limit } = condition;
  if (limit.kind !== 'relative' || figure === 'saving') return undefined;
  if (stored === undefined) {
    return NEEDS_STORED;
  }
  const isFromAws = stored.measuredBy === 'aws';
  if (isFromAws !== (place === 'aws')) {
    return `the result of --against was measured ${isFromAws ? 'in AWS' : 'locally'}, and this run is ${place === 'aws' ? 'in AWS' : 'local'}: their times can't be compared`;
  }
  const figures = stored.candidates.flatMap((candidate) => {
    const found = candidate.status === 'measured' ? figureOf(stored, candidate, figure) : '';
    return typeof found === 'string' ? [] : [found];
  });
  if (figures.length === 0) return `the result of --against has no ${figure}`;
  const needed = isUpper(condition) ? 'high' : 'low';
  if (byValue || figures.some((one: Judged) => one[needed] !== undefined)) return undefined;
  return `the result of --against has too few samples to say how far off its ${figure} may be: it takes ${samplesFor(figure)}. Store one that has them, ${OR_BY_VALUE}`;
}

const OR_BY_VALUE = 'or go by values alone with --fail-if-unsure';

function withTooFew(condition: Condition, { input, byValue }: Beforehand): string | undefined {
  const { figure, limit } = condition;
  if (byValue) return undefined;
  const isOfColdStarts = figure === 'init' || figure === 'cold p99';
  const { onlyColdStarts, num } = input;
  // Those that come by themselves are one or two of a configuration.
  const comes = isOfColdStarts && !onlyColdStarts ? (input.coldStarts ?? 0) : num;
  // Over an absolute limit is whatever a smaller quantile is surely over.
  const isOver = limit.kind === 'absolute' && isUpper(condition);
  const takes = isOver && QUANTILES[figure] !== undefined ? samplesForQuantile(MEDIAN) : samplesFor(figure);
  if (comes >= takes) return undefined;
  const key = isOfColdStarts && !onlyColdStarts ? 'coldStarts' : 'num';
  const kind = isOfColdStarts ? 'cold starts' : 'samples';
  return `it takes ${takes} ${kind} of a configuration to be sure of it, and ${key} is ${comes}: raise ${key} (--${OPTION[key]} ${takes}), ${OR_BY_VALUE}`;
}

const OPTION = { coldStarts: 'cold-starts', num: 'num' };
const MEDIAN = 0.5;
const QUANTILES: Readonly<Partial<Record<ConditionFigure, number>>> = {
  p50: MEDIAN,
  p90: 0.9,
  p99: 0.99,
  'cold p99': 0.99,
};

/** The fewest samples with which a figure has an interval. */
function samplesFor(figure: ConditionFigure): number {
  if (figure === 'memory') return 1;
  const quantile = QUANTILES[figure];
  return quantile === undefined ? MIN_FOR_INTERVAL : samplesForQuantile(quantile);
}
