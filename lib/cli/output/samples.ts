import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { candidateKey, candidateSchema } from '../../contract/index.ts';

const SAMPLES = 'samples';
/** So many values draw a distribution as well as all of them do. */
const MAX_VALUES = 200;

/** What a distribution takes of a line of raw samples; others (failures, repeated inits) are in none. */
const sampleSchema = z.object({
  ...candidateSchema.shape,
  outcome: z.literal('succeeded'),
  start: z.enum(['warm', 'cold']),
  durationMs: z.number().nonnegative(),
  initMs: z.number().nonnegative().optional(),
  restoreMs: z.number().nonnegative().optional(),
});

/** Milliseconds, by candidate. */
interface Known {
  readonly warm: number[];
  readonly cold: number[];
}

/**
 * A result with how its samples are distributed, from the raw samples that lie beside it.
 * @param folder of `--out`
 * @returns the result as it is where there are none
 */
export function withSamples(result: unknown, folder: string): unknown {
  const known = samplesOf(join(folder, SAMPLES));
  if (known.size === 0 || !isRecord(result) || !Array.isArray(result.candidates)) return result;
  const candidates = result.candidates.map((candidate: unknown) => {
    if (!isRecord(candidate)) return candidate;
    const own = known.get(`${candidate.architecture}-${candidate.memoryMB}`);
    if (own === undefined) return candidate;
    return {
      ...candidate,
      ...distributed(candidate, 'warm', 'durationMs', own.warm),
      ...distributed(candidate, 'cold', 'latencyMs', own.cold),
    };
  });
  return { ...result, candidates };
}

function distributed(
  candidate: Record<string, unknown>,
  view: string,
  of: string,
  values: readonly number[],
) {
  const { [view]: figures } = candidate;
  const distribution = isRecord(figures) ? figures[of] : undefined;
  if (!isRecord(figures) || !isRecord(distribution) || values.length === 0) return {};
  return { [view]: { ...figures, [of]: { ...distribution, quantiles: quantilesOf(values) } } };
}

/** In order: all of few, evenly spaced ones of many, the least and the most among them. */
export function quantilesOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length <= MAX_VALUES) return sorted;
  const step = (sorted.length - 1) / (MAX_VALUES - 1);
  return Array.from({ length: MAX_VALUES }, (_, index) => sorted[Math.round(index * step)] ?? 0);
}

function samplesOf(folder: string): Map<string, Known> {
  const known = new Map<string, Known>();
  if (!existsSync(folder)) return known;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      const sample = sampleOf(line);
      if (sample === undefined) continue;
      const key = candidateKey(sample);
      const own = known.get(key) ?? { warm: [], cold: [] };
      known.set(key, own);
      const { start, durationMs, initMs, restoreMs } = sample;
      own[start].push(start === 'warm' ? durationMs : durationMs + (initMs ?? restoreMs ?? 0));
    }
  }
  return known;
}

/** Whatever else stands in a line is none. */
function sampleOf(line: string): z.output<typeof sampleSchema> | undefined {
  try {
    return sampleSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
