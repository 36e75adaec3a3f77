import {
  type Candidate,
  type CandidateResult,
  candidateKey,
  type Distribution,
  type Previous,
  type PreviousPoint,
  type PreviousPoints,
  type TuningResult,
} from '../../contract/index.ts';

/** What of a result a later run looks at. */
export type Served = Pick<TuningResult, 'candidates' | 'measuredBy'> & {
  readonly recommendation: Pick<TuningResult['recommendation'], 'architecture' | 'memoryMB' | 'strategy'>;
  readonly run: Pick<TuningResult['run'], 'startedAt'>;
  readonly target: Pick<TuningResult['target'], 'functionArn' | 'codeSha256'>;
};

/** One size is no shape. */
const LEAST_SIZES = 2;
/** Of a grid of every size, those around its answer. */
const MOST_POINTS = 24;

/**
 * What a later run may start from: durations by configuration, and what was recommended. The state has to carry
 * it: a few kilobytes at most.
 *
 * @returns undefined where the result says nothing of a curve: fewer than two sizes were measured on the
 * architecture that it recommends.
 */
export function previousOf(result: Served): Previous | undefined {
  const { candidates, run, target, measuredBy, recommendation } = result;
  const { architecture, memoryMB, strategy } = recommendation;
  const recommended = { architecture, memoryMB };
  const measured = nearest(
    candidates.filter(({ status }) => status === 'measured'),
    recommended,
  );
  const warm = pointsOf(measured, recommended, ({ warm: of }) => of?.durationMs);
  const cold = pointsOf(measured, recommended, ({ cold: of }) => of?.latencyMs);
  if (warm === undefined && cold === undefined) return undefined;
  const failed = candidates.filter(({ status }) => status === 'failed' || status === 'not-measurable');
  return {
    startedAt: run.startedAt,
    functionArn: target.functionArn,
    codeSha256: target.codeSha256,
    measuredBy,
    strategy,
    recommended,
    ...(warm === undefined ? {} : { warm }),
    ...(cold === undefined ? {} : { cold }),
    failed: nearest(failed, recommended).map(({ architecture: of, memoryMB: size }) => ({
      architecture: of,
      memoryMB: size,
    })),
  };
}

/** Those of the nearest sizes, in the order in which they came. */
function nearest<T extends Candidate>(all: readonly T[], to: Candidate): T[] {
  const distance = ({ memoryMB }: Candidate) => Math.abs(Math.log(memoryMB / to.memoryMB));
  const taken = new Set(all.toSorted((a, b) => distance(a) - distance(b)).slice(0, MOST_POINTS));
  return all.filter((one) => taken.has(one));
}

function pointsOf(
  measured: readonly CandidateResult[],
  recommended: Candidate,
  of: (candidate: CandidateResult) => Distribution | undefined,
): PreviousPoints | undefined {
  const read = measured.flatMap((one) => {
    const distribution = of(one);
    return distribution === undefined || !(distribution.mean.value > 0) ? [] : [readPoint(one, distribution)];
  });
  const points = read.map(({ point }) => point);
  const sizes = points.filter(({ architecture }) => architecture === recommended.architecture);
  const hasRecommended = points.some((point) => candidateKey(point) === candidateKey(recommended));
  if (sizes.length < LEAST_SIZES || !hasRecommended) return undefined;
  const degreesOfFreedom = read.reduce((sum, one) => sum + one.degreesOfFreedom, 0);
  const squares = read.reduce((sum, one) => sum + one.squares, 0);
  return {
    points,
    spread: degreesOfFreedom === 0 ? 0 : rounded(Math.sqrt(squares / degreesOfFreedom)),
    degreesOfFreedom,
  };
}

interface Read {
  readonly point: PreviousPoint;
  /** Of logarithms from their mean, added up. */
  readonly squares: number;
  readonly degreesOfFreedom: number;
}

/** A distribution shows its samples, or evenly spaced quantiles that stand for them. */
function readPoint({ architecture, memoryMB }: Candidate, { mean, quantiles = [] }: Distribution): Read {
  const point = { architecture, memoryMB, meanMs: rounded(mean.value), n: mean.n };
  const logs = quantiles.filter((value) => value > 0).map(Math.log);
  if (logs.length === 0 || logs.length < quantiles.length) {
    return { point, squares: 0, degreesOfFreedom: 0 };
  }
  const average = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - average) ** 2, 0) / logs.length;
  return {
    point: { ...point, usualMs: rounded(Math.exp(average)) },
    squares: variance * mean.n,
    degreesOfFreedom: mean.n - 1,
  };
}

const DIGITS = 6;

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
