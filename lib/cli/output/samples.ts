import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { beforeHandlerMs, candidateKey, candidateSchema } from '../../contract/index.ts';

const SAMPLES = 'samples';
/** So many values draw a distribution as well as all of them do. */
const MAX_VALUES = 200;

/** What a distribution takes of a line of raw samples; others (failures, repeated inits) are in none. */
const sampleSchema = z.object({
  ...candidateSchema.shape,
  outcome: z.literal('succeeded'),
  start: z.enum(['warm', 'cold']),
  durationMs: z.number().nonnegative(),
  initMs: z.number().nonnegative().exactOptional(),
  restoreMs: z.number().nonnegative().exactOptional(),
  payload: z.number().optional(),
});

interface Samples {
  readonly valuesMs: number[];
  /** Those that were sent. */
  readonly payloads: Set<number | undefined>;
}

/** Of one candidate. */
type Known = Readonly<Record<'warm' | 'cold', Samples>>;

/**
 * A result with how its samples are distributed, from the raw samples that lie beside it. Quantiles of several
 * payloads stay as they are: they are weighted, and samples say nothing of weights.
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
  { valuesMs, payloads }: Samples,
) {
  const { [view]: figures } = candidate;
  const distribution = isRecord(figures) ? figures[of] : undefined;
  if (!isRecord(figures) || !isRecord(distribution) || valuesMs.length === 0) return {};
  if (payloads.size > 1 && distribution.quantiles !== undefined) return {};
  return { [view]: { ...figures, [of]: { ...distribution, quantiles: quantilesOf(valuesMs) } } };
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
      const own = known.get(key) ?? { warm: none(), cold: none() };
      known.set(key, own);
      const { valuesMs, payloads } = own[sample.start];
      valuesMs.push(sample.durationMs + (sample.start === 'warm' ? 0 : beforeHandlerMs(sample)));
      payloads.add(sample.payload);
    }
  }
  return known;
}

function none(): Samples {
  return { valuesMs: [], payloads: new Set() };
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
