import type { Sample, Stratum } from '../../contract/index.ts';
import { packBilled, unpackBilled } from './billed.ts';
import { packColumn, unpackColumn } from './column.ts';

type WarmColumns = NonNullable<Stratum['warm']>;
type ColdColumns = NonNullable<Stratum['cold']>;

/**
 * Packs samples by payload, ordered by its index; within one payload warm and cold apart, each in the
 * order given. Samples with a repeated init are not packed: a digest counts them. Memory used is not kept
 * for each sample: a digest has the largest.
 */
export function packStrata(samples: readonly Sample[]): Stratum[] {
  const byPayload = Map.groupBy(
    samples.filter(({ start }) => start !== 'repeated-init'),
    ({ payload }) => payload,
  );
  return [...byPayload]
    .sort(([a], [b]) => a - b)
    .map(([payload, ofPayload]) => {
      const warm = ofPayload.filter(({ start }) => start === 'warm');
      const cold = ofPayload.filter(({ start }) => start === 'cold');
      return {
        payload,
        ...(warm.length === 0 ? {} : { warm: packWarm(warm) }),
        ...(cold.length === 0 ? {} : { cold: packCold(cold) }),
      };
    });
}

/** The samples of packed strata: by payload, and of each the warm ones, then the cold ones. */
export function unpackStrata(strata: readonly Stratum[]): Sample[] {
  return strata.flatMap(({ payload, warm, cold }) => [
    ...(warm === undefined ? [] : unpackWarm(warm, payload)),
    ...(cold === undefined ? [] : unpackCold(cold, payload)),
  ]);
}

function packWarm(samples: readonly Sample[]): WarmColumns {
  const billed = packBilled(samples);
  return {
    n: samples.length,
    duration: packColumn(samples.map(({ durationMs }) => durationMs)),
    ...(billed === undefined ? {} : { billed }),
  };
}

function packCold(samples: readonly Sample[]): ColdColumns {
  return { ...packWarm(samples), init: packColumn(samples.map(({ initMs }) => initMs ?? 0)) };
}

function unpackWarm({ duration, billed }: WarmColumns, payload: number): Sample[] {
  const durations = unpackColumn(duration);
  const billedMs = unpackBilled(
    durations.map((durationMs) => ({ durationMs })),
    billed,
  );
  return durations.map((durationMs, index) => ({
    start: 'warm',
    durationMs,
    billedMs: billedMs[index] ?? 0,
    payload,
  }));
}

function unpackCold({ duration, init, billed }: ColdColumns, payload: number): Sample[] {
  const inits = unpackColumn(init);
  const timed = unpackColumn(duration).map((durationMs, index) => ({
    durationMs,
    initMs: inits[index] ?? 0,
  }));
  const billedMs = unpackBilled(timed, billed);
  return timed.map((sample, index) => ({
    start: 'cold',
    ...sample,
    billedMs: billedMs[index] ?? 0,
    payload,
  }));
}
