import { type Candidate, candidateKey, type TuningResult } from '../../contract/index.ts';
import { studentTQuantile } from '../statistics/student-t.ts';
import { type ComparedFigures, comparedFigures, comparedNoise, type Span } from './figures.ts';
import { keptNoise } from './kept-figures.ts';
import { commonNoise, type LogNoise, spreadOf } from './logs.ts';

/** How a figure changed from one run to another. */
export interface FigureChange {
  readonly before: Span;
  readonly after: Span;
  /** Positive is dearer or slower, in percent of what it was; absent where that was nothing. */
  readonly percent?: number;
  /** Whether it changed beyond doubt: -1 is less, 1 more. */
  readonly surely: -1 | 0 | 1;
}

/** How the cost and the duration of one configuration changed. */
export interface Changes {
  readonly cost: FigureChange;
  readonly duration: FigureChange;
}

/** A configuration that both runs measured. */
export interface ConfigurationChange extends Candidate, Changes {}

/**
 * What changed between two runs: every configuration that both measured alike, in the order of the later one.
 * @param before with what it knows of the runs before it
 */
export function changesBetween(
  before: Pick<TuningResult, 'candidates' | 'history'>,
  after: Pick<TuningResult, 'candidates'>,
): ConfigurationChange[] {
  const own = [comparedNoise(before.candidates), comparedNoise(after.candidates)];
  return after.candidates.flatMap((candidate) => {
    const then = before.candidates.find((one) => candidateKey(one) === candidateKey(candidate));
    const now = comparedFigures(candidate);
    if (then === undefined || now === undefined) return [];
    const noise = commonNoise([...own, keptNoise(before.history ?? [], now.of)]);
    const changes = changesOf(comparedFigures(then), now, noise);
    const { architecture, memoryMB } = candidate;
    return changes === undefined ? [] : [{ architecture, memoryMB, ...changes }];
  });
}

/**
 * What has changed of one configuration. It has surely, by 2% at least, where both intervals don't touch; or where the
 * logarithms of the durations differ by more than the noise of all samples explains, at the level of 1%: a
 * confirmation has two samples of a configuration, whose own interval hardly ever tells anything.
 *
 * @param noise of both runs, and of those before
 * @returns undefined where they are not about the same kind of invocations
 */
export function changesOf(
  before: ComparedFigures | undefined,
  after: ComparedFigures | undefined,
  noise: LogNoise,
): Changes | undefined {
  if (before === undefined || after === undefined || before.of !== after.of) return undefined;
  const bySamples = beyondNoise(before.logs, after.logs, noise);
  return {
    cost: changeOf(before.costUsd, after.costUsd, bySamples),
    duration: changeOf(before.durationMs, after.durationMs, bySamples),
  };
}

/** Less is as good as the same: prices and hardware move as much. */
const LEAST_PERCENT = 2;

function changeOf(before: Span, after: Span, bySamples: FigureChange['surely']): FigureChange {
  const percent = before.value === 0 ? undefined : (after.value / before.value - 1) * 100;
  const known = percent === undefined ? {} : { percent };
  const sign = after.value > before.value ? 1 : -1;
  const isSure = bySamples === sign || (sign > 0 ? isAbove(after, before) : isAbove(before, after));
  const isSmall = percent !== undefined && Math.abs(percent) < LEAST_PERCENT;
  return { before, after, ...known, surely: isSure && !isSmall ? sign : 0 };
}

function isAbove(one: Span, other: Span): boolean {
  return one.low !== undefined && other.high !== undefined && one.low > other.high;
}

/** A run each week, and a false alarm in four years. */
const LEVEL = 0.01;
/** Fewer degrees of freedom know the noise too badly. */
const LEAST_FREEDOM = 2;
/** So much a function differs from itself in another run, beyond the noise of its samples. */
const BETWEEN_RUNS = 0.01;

/** Whether durations are shorter (-1) or longer (1) than their noise explains. */
function beyondNoise(
  before: ComparedFigures['logs'],
  after: ComparedFigures['logs'],
  noise: LogNoise,
): FigureChange['surely'] {
  if (before === undefined || after === undefined || noise.degreesOfFreedom < LEAST_FREEDOM) return 0;
  const variance = spreadOf(noise) ** 2 * (1 / before.n + 1 / after.n) + 2 * BETWEEN_RUNS ** 2;
  const difference = Math.log(after.usualMs / before.usualMs);
  const most = studentTQuantile(1 - LEVEL / 2, noise.degreesOfFreedom) * Math.sqrt(variance);
  if (Math.abs(difference) <= most) return 0;
  return difference > 0 ? 1 : -1;
}
