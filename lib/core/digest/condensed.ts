import {
  beforeHandlerMs,
  type Columns,
  type CondensedCold,
  type CondensedWarm,
  type Sample,
} from '../../contract/index.ts';
import { type Moments, mergeMoments, momentsOf } from '../statistics/moments.ts';
import { condenseValues, layOutValues, mergeValues } from './condensed-values.ts';
import { joinStretches, stretchesOf } from './stretches.ts';

/** Whether samples are known by a sketch, and not one by one. */
export function isCondensed<T extends CondensedWarm | CondensedCold | Columns>(
  group: T,
): group is Exclude<T, Columns> {
  return 'condensed' in group;
}

/** @param samples warm ones of one payload, at least one, in the order in which they were sent */
export function condenseWarm(samples: readonly Sample[]): CondensedWarm {
  const durations = samples.map(({ durationMs }) => durationMs);
  return {
    condensed: true,
    n: samples.length,
    duration: condenseValues(durations),
    billed: billedOf(samples),
    stretches: stretchesOf(durations),
  };
}

/** @param samples cold ones of one payload, at least one; all with an init, or all with a restore */
export function condenseCold(samples: readonly Sample[]): CondensedCold {
  return {
    condensed: true,
    n: samples.length,
    init: condenseValues(samples.map(beforeHandlerMs)),
    latency: condenseValues(samples.map((sample) => beforeHandlerMs(sample) + sample.durationMs)),
    billed: billedOf(samples),
  };
}

/** Both together, the earlier ones first. */
export function mergeWarm(earlier: CondensedWarm, later: CondensedWarm): CondensedWarm {
  return {
    condensed: true,
    n: earlier.n + later.n,
    duration: mergeValues({ n: earlier.n, ...earlier.duration }, { n: later.n, ...later.duration }),
    billed: mergeBilled(earlier, later),
    stretches: joinStretches(earlier.stretches, later.stretches),
  };
}

export function mergeCold(earlier: CondensedCold, later: CondensedCold): CondensedCold {
  const merged = (of: 'init' | 'latency') =>
    mergeValues({ n: earlier.n, ...earlier[of] }, { n: later.n, ...later[of] });
  return {
    condensed: true,
    n: earlier.n + later.n,
    init: merged('init'),
    latency: merged('latency'),
    billed: mergeBilled(earlier, later),
  };
}

/**
 * Warm samples as they may have been, the shortest first: durations as lay-out.ts has them, and billed
 * milliseconds that go with them, of the right mean and variance. They are not whole: nobody is billed so.
 */
export function layOutWarm({ duration, billed }: CondensedWarm, payload: number): Sample[] {
  const durations = layOutValues(duration);
  const billedMs = followShape(durations, duration, billed);
  return Array.from(durations, (durationMs, index) => ({
    outcome: 'succeeded',
    start: 'warm',
    durationMs,
    billedMs: billedMs(index),
    payload,
  }));
}

/**
 * Cold starts as they may have been, the shortest first. The longest latency goes with the longest init: what is
 * left for the handler may be less than it was, and under 0 by the error of the sketch. Inits and latencies are
 * each as lay-out.ts has them.
 */
export function layOutCold(
  { init, latency, billed }: CondensedCold,
  payload: number,
  kind: 'initMs' | 'restoreMs',
): Sample[] {
  const inits = layOutValues(init);
  const latencies = layOutValues(latency);
  const billedMs = followShape(latencies, latency, billed);
  return Array.from(latencies, (latencyMs, index) => {
    const initMs = inits[index] ?? 0;
    return {
      outcome: 'succeeded',
      start: 'cold',
      durationMs: latencyMs - initMs,
      [kind]: initMs,
      billedMs: billedMs(index),
      payload,
    };
  });
}

type MeanAndVariance = Pick<Moments, 'mean' | 'variance'>;

function billedOf(samples: readonly Sample[]): MeanAndVariance {
  const { mean, variance } = momentsOf(samples.map(({ billedMs }) => billedMs));
  return { mean, variance };
}

function mergeBilled(a: CondensedWarm | CondensedCold, b: CondensedWarm | CondensedCold): MeanAndVariance {
  const { mean, variance } = mergeMoments({ n: a.n, ...a.billed }, { n: b.n, ...b.billed });
  return { mean, variance };
}

/** Of what doesn't vary, rounding leaves so much. */
const FLAT = 1e-9;

/** Values of this mean and variance that grow with those of a shape; around the mean by turns where that is flat. */
function followShape(
  shape: Float64Array,
  of: MeanAndVariance,
  { mean, variance }: MeanAndVariance,
): (index: number) => number {
  if (Math.sqrt(of.variance) > FLAT * of.mean) {
    const slope = Math.sqrt(variance / of.variance);
    return (index) => mean + slope * ((shape[index] ?? 0) - of.mean);
  }
  const pairs = shape.length - (shape.length % 2);
  const reach = pairs === 0 ? 0 : Math.sqrt((variance * shape.length) / pairs);
  return (index) => (index < pairs ? mean + (index % 2 === 0 ? reach : -reach) : mean);
}
