import {
  beforeHandlerMs,
  type Columns,
  type CondensedCold,
  type CondensedWarm,
  type Sample,
  type Stratum,
} from '../../contract/index.ts';
import { packBilled, unpackBilled } from './billed.ts';
import { packColumn, unpackColumn } from './column.ts';
import {
  condenseCold,
  condenseWarm,
  isCondensed,
  layOutCold,
  layOutWarm,
  mergeCold,
  mergeWarm,
} from './condensed.ts';

/** The groups of a stratum. */
export const GROUPS = ['warm', 'cold', 'restored'] as const;
export type GroupName = (typeof GROUPS)[number];

/**
 * Packs samples by payload, ordered by its index; within one payload warm ones, those with an init and those with
 * a restore apart, each in the order given. Samples with a repeated init are not packed: a digest counts them.
 * Memory used is not kept for each sample: a digest has the largest.
 */
export function packStrata(samples: readonly Sample[]): Stratum[] {
  const byPayload = Map.groupBy(
    samples.filter(({ start }) => start !== 'repeated-init'),
    ({ payload }) => payload,
  );
  return [...byPayload]
    .sort(([a], [b]) => a - b)
    .map(([payload, ofPayload]) => {
      const groups = Map.groupBy(ofPayload, groupOf);
      const packed = (name: GroupName) => {
        const group = groups.get(name);
        return group && packGroup(group);
      };
      return stratumOf(payload, {
        warm: packed('warm'),
        cold: packed('cold'),
        restored: packed('restored'),
      });
    });
}

/**
 * The samples of packed strata: by payload, and of each the warm ones, those with an init, those with a restore.
 * Condensed ones as they may have been (condensed.ts), and not in the order in which they were sent.
 */
export function unpackStrata(strata: readonly Stratum[]): Sample[] {
  return strata.flatMap(({ payload, warm, cold, restored }) => [
    ...unpackWarm(warm, payload),
    ...unpackCold(cold, payload, 'cold'),
    ...unpackCold(restored, payload, 'restored'),
  ]);
}

function unpackWarm(group: Stratum['warm'], payload: number): Sample[] {
  if (group === undefined) return [];
  return isCondensed(group) ? layOutWarm(group, payload) : unpackGroup(group, payload, 'warm');
}

function unpackCold(group: Stratum['cold'], payload: number, name: Cold): Sample[] {
  if (group === undefined) return [];
  const kind = name === 'cold' ? 'initMs' : 'restoreMs';
  return isCondensed(group) ? layOutCold(group, payload, kind) : unpackGroup(group, payload, name);
}

/** The samples of both, the earlier ones first. Where those of a group are condensed in one, they are in both together. */
export function mergeStrata(earlier: readonly Stratum[], later: readonly Stratum[]): Stratum[] {
  const before = new Map(earlier.map((stratum) => [stratum.payload, stratum]));
  const after = new Map(later.map((stratum) => [stratum.payload, stratum]));
  const payloads = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b);
  return payloads.map((payload) => {
    const [a, b] = [before.get(payload), after.get(payload)];
    return stratumOf(payload, {
      warm: mergeGroups(a?.warm, b?.warm, (group) => condensedWarm(group, payload), mergeWarm),
      cold: mergeGroups(a?.cold, b?.cold, (group) => condensedCold(group, payload, 'cold'), mergeCold),
      restored: mergeGroups(
        a?.restored,
        b?.restored,
        (group) => condensedCold(group, payload, 'restored'),
        mergeCold,
      ),
    });
  });
}

/** The stratum with one of its groups condensed. */
export function condenseGroup(stratum: Stratum, name: GroupName): Stratum {
  const { payload, warm } = stratum;
  if (name === 'warm') {
    return warm === undefined ? stratum : { ...stratum, warm: condensedWarm(warm, payload) };
  }
  const group = stratum[name];
  return group === undefined ? stratum : { ...stratum, [name]: condensedCold(group, payload, name) };
}

type Cold = 'cold' | 'restored';

function condensedWarm(group: Columns | CondensedWarm, payload: number): CondensedWarm {
  return isCondensed(group) ? group : condenseWarm(unpackGroup(group, payload, 'warm'));
}

function condensedCold(group: Columns | CondensedCold, payload: number, name: Cold): CondensedCold {
  return isCondensed(group) ? group : condenseCold(unpackGroup(group, payload, name));
}

function mergeGroups<T extends CondensedWarm | CondensedCold>(
  earlier: Columns | T | undefined,
  later: Columns | T | undefined,
  condensed: (group: Columns | T) => T,
  merge: (a: T, b: T) => T,
): Columns | T | undefined {
  if (earlier === undefined || later === undefined) return earlier ?? later;
  if (areColumns(earlier) && areColumns(later)) return joinColumns(earlier, later);
  return merge(condensed(earlier), condensed(later));
}

function areColumns(group: Columns | CondensedWarm | CondensedCold): group is Columns {
  return !isCondensed(group);
}

function stratumOf(
  payload: number,
  { warm, cold, restored }: { readonly [Name in GroupName]: Stratum[Name] | undefined },
): Stratum {
  return {
    payload,
    ...(warm === undefined ? {} : { warm }),
    ...(cold === undefined ? {} : { cold }),
    ...(restored === undefined ? {} : { restored }),
  };
}

function groupOf({ start, restoreMs }: Sample): GroupName {
  if (start === 'warm') return 'warm';
  return restoreMs === undefined ? 'cold' : 'restored';
}

/** Text of base64 can't be put together: the columns are packed anew. */
function joinColumns(earlier: Columns, later: Columns): Columns {
  const name = earlier.init === undefined ? 'warm' : 'cold';
  return packGroup([...unpackGroup(earlier, 0, name), ...unpackGroup(later, 0, name)]);
}

function packGroup(samples: readonly Sample[]): Columns {
  const billed = packBilled(samples);
  return {
    n: samples.length,
    duration: packColumn(samples.map(({ durationMs }) => durationMs)),
    ...(samples[0]?.start === 'warm' ? {} : { init: packColumn(samples.map(beforeHandlerMs)) }),
    ...(billed === undefined ? {} : { billed }),
  };
}

function unpackGroup({ duration, init, billed }: Columns, payload: number, name: GroupName): Sample[] {
  const inits = init === undefined ? [] : unpackColumn(init);
  const timed = unpackColumn(duration).map((durationMs, index) => {
    const initMs = inits[index] ?? 0;
    return name === 'warm'
      ? { durationMs }
      : { durationMs, ...(name === 'cold' ? { initMs } : { restoreMs: initMs }) };
  });
  const billedMs = unpackBilled(timed, billed);
  return timed.map((sample, index) => ({
    outcome: 'succeeded',
    start: name === 'warm' ? 'warm' : 'cold',
    ...sample,
    billedMs: billedMs[index] ?? 0,
    payload,
  }));
}
