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
import { firstRunOf } from '../search/point-price.ts';
import { commonNoise, fromKept, type LogNoise, logsOf, toKeep } from './logs.ts';
import { rounded } from './rounded.ts';

/** What of a result a later run looks at. */
export type Served = Pick<TuningResult, 'candidates' | 'measuredBy'> & {
  readonly recommendation: Pick<TuningResult['recommendation'], 'architecture' | 'memoryMB' | 'strategy'>;
  readonly run: Pick<TuningResult['run'], 'startedAt'>;
  readonly target: Pick<TuningResult['target'], 'functionArn' | 'codeSha256'>;
  readonly search?: Pick<NonNullable<TuningResult['search']>, 'previous'> | undefined;
};

/** One size is no shape. */
const LEAST_SIZES = 2;
/** Of a grid of every size, those around its answer. */
const MOST_POINTS = 24;

/**
 * What a later run may start from: durations by configuration, and what was recommended. The state has to carry
 * it: a few kilobytes at most.
 *
 * A run that started from an earlier one has measured a few sizes only. What that one knew of others goes on, at the
 * pace of this run, where this run bore it out: else every other run would have to look anew.
 *
 * @returns undefined where the result says nothing of a curve: fewer than two sizes were measured on the
 * architecture that it recommends.
 */
export function previousOf(result: Served): Previous | undefined {
  const { candidates, run, target, measuredBy, recommendation, search } = result;
  const { architecture, memoryMB, strategy } = recommendation;
  const recommended = { architecture, memoryMB };
  const measured = nearest(
    candidates.filter(({ status }) => status === 'measured'),
    recommended,
  );
  const warm = withEarlier(
    pointsOf(measured, ({ warm: of }) => of?.durationMs),
    search?.previous?.warm,
    { recommended, firsts: 1 },
  );
  const cold = withEarlier(
    pointsOf(measured, ({ cold: of }) => of?.latencyMs),
    search?.previous?.cold,
    { recommended, firsts: 0 },
  );
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
  of: (candidate: CandidateResult) => Distribution | undefined,
): PreviousPoints {
  const read = measured.flatMap((one) => {
    const distribution = of(one);
    return distribution === undefined || !(distribution.mean.value > 0) ? [] : [readPoint(one, distribution)];
  });
  return { points: read.map(({ point }) => point), ...toKeep(commonNoise(read.map(({ noise }) => noise))) };
}

/** What this run measured, and what it started from: undefined where that is no curve. */
function withEarlier(
  now: PreviousPoints,
  earlier: PreviousPoints | undefined,
  { recommended, firsts }: { readonly recommended: Candidate; readonly firsts: number },
): PreviousPoints | undefined {
  const best = now.points.find((point) => candidateKey(point) === candidateKey(recommended));
  if (best === undefined) return undefined;
  const pace = earlier === undefined ? undefined : paceOf(now, earlier);
  const known =
    earlier === undefined || pace === undefined
      ? { ...now, firstRun: rounded(firstRunOf(now.points, best, firsts)) }
      : together(now, earlier, { pace, recommended });
  const sizes = known.points.filter(({ architecture }) => architecture === recommended.architecture);
  return sizes.length < LEAST_SIZES ? undefined : known;
}

/** How much longer invocations take than then, as a ratio; undefined where nothing was measured in both. */
function paceOf(now: PreviousPoints, earlier: PreviousPoints): number | undefined {
  const then = new Map(earlier.points.map((point) => [candidateKey(point), point]));
  const ratios = now.points.flatMap((point) => {
    const before = then.get(candidateKey(point));
    return before === undefined ? [] : [Math.log(point.meanMs / before.meanMs)];
  });
  if (ratios.length === 0) return undefined;
  return Math.exp(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length);
}

/** What was measured now, and of the rest what was known, at the pace of now. */
function together(
  now: PreviousPoints,
  earlier: PreviousPoints,
  { pace, recommended }: { readonly pace: number; readonly recommended: Candidate },
): PreviousPoints {
  const measured = new Set(now.points.map(candidateKey));
  const others = earlier.points
    .filter((point) => !measured.has(candidateKey(point)))
    .map((point) => ({
      ...point,
      meanMs: rounded(point.meanMs * pace),
      ...(point.usualMs === undefined ? {} : { usualMs: rounded(point.usualMs * pace) }),
    }));
  return {
    ...earlier,
    points: nearest([...now.points, ...others], recommended),
    ...toKeep(commonNoise([fromKept(now), fromKept(earlier)])),
  };
}

interface Read {
  readonly point: PreviousPoint;
  readonly noise: LogNoise | undefined;
}

function readPoint({ architecture, memoryMB }: Candidate, distribution: Distribution): Read {
  const { value, n } = distribution.mean;
  const point = { architecture, memoryMB, meanMs: rounded(value), n };
  const logs = logsOf(distribution);
  return logs === undefined
    ? { point, noise: undefined }
    : { point: { ...point, usualMs: rounded(logs.usualMs) }, noise: logs.noise };
}
