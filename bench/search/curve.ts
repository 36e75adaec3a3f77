import { readdirSync, readFileSync } from 'node:fs';
import { mean, standardDeviation } from 'simple-statistics';
import type { Architecture } from '../../lib/contract/index.ts';
import type { Random } from '../../lib/core/statistics/random.ts';

/** A function of which the truth is known at every size between its smallest and its largest. */
export interface Curve {
  readonly name: string;
  readonly smallestMB: number;
  readonly largestMB: number;
  /** Largest standard deviation of a size, as a share of its mean. */
  readonly variation: number;
  readonly meanMs: (memoryMB: number) => number;
  /** A duration that was measured at the nearest size, scaled to this one. */
  readonly draw: (memoryMB: number, random: Random) => number;
}

interface Point {
  readonly memoryMB: number;
  readonly durationsMs: readonly number[];
  readonly meanMs: number;
}

/** The measured curves of a folder, by name; those of which only means are known are left out. */
export function readCurves(folder: URL): Curve[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const { points } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
        points: { memoryMB: number; durationsMs?: number[] }[];
      };
      const measured = points.flatMap(({ memoryMB, durationsMs }) =>
        durationsMs === undefined ? [] : [{ memoryMB, durationsMs, meanMs: mean(durationsMs) }],
      );
      return measured.length < 2 ? [] : [curveOf(file.replace('.json', ''), measured)];
    });
}

function curveOf(name: string, unsorted: readonly Point[]): Curve {
  const points = unsorted.toSorted((a, b) => a.memoryMB - b.memoryMB);
  const meanMs = interpolation(points);
  return {
    name,
    smallestMB: points[0]?.memoryMB ?? 0,
    largestMB: points.at(-1)?.memoryMB ?? 0,
    variation: Math.max(...points.map((point) => standardDeviation([...point.durationsMs]) / point.meanMs)),
    meanMs,
    draw(memoryMB, random) {
      const nearest = points.toSorted((a, b) => away(a, memoryMB) - away(b, memoryMB))[0];
      if (nearest === undefined) throw new RangeError(`${name} has no points`);
      const drawn = nearest.durationsMs[Math.floor(random() * nearest.durationsMs.length)] ?? 0;
      return (drawn * meanMs(memoryMB)) / nearest.meanMs;
    },
  };
}

function away({ memoryMB }: Point, to: number): number {
  return Math.abs(Math.log(memoryMB / to));
}

/** Straight lines between the means, both axes logarithmic. */
function interpolation(points: readonly Point[]): (memoryMB: number) => number {
  return (memoryMB) => {
    const above = points.findIndex((point) => point.memoryMB >= memoryMB);
    const [low, high] = [points[Math.max(0, above - 1)], points[above]];
    if (low === undefined || high === undefined) throw new RangeError(`${memoryMB} MB is beyond the curve`);
    if (low === high || high.memoryMB === memoryMB) return high.meanMs;
    const part = Math.log(memoryMB / low.memoryMB) / Math.log(high.memoryMB / low.memoryMB);
    return low.meanMs * (high.meanMs / low.meanMs) ** part;
  };
}

/** Both architectures of one function: a run searches among both. */
export type Curves = Readonly<Partial<Record<Architecture, Curve>>>;

/** A function of the same shape that takes so many times as long. */
export function slowed(curve: Curve, factor: number): Curve {
  return {
    ...curve,
    meanMs: (memoryMB) => factor * curve.meanMs(memoryMB),
    draw: (memoryMB, random) => factor * curve.draw(memoryMB, random),
  };
}
