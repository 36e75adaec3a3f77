import * as z from 'zod';
import { candidateSchema } from './candidate-schema.ts';

/**
 * How an environment stood when its invocation began, read from the report line:
 * `cold` with an init or restore duration, `warm` without, `repeated-init` where a failed init was
 * repeated inside the invocation (then Duration holds it, and the sample is neither cold nor warm).
 */
export const STARTS = ['warm', 'cold', 'repeated-init'] as const;
export type Start = (typeof STARTS)[number];

/** What one invocation of a probe reported. */
export interface Sample {
  readonly start: Start;
  /** The handler's time in ms, without init. */
  readonly durationMs: number;
  /** What is billed, in ms. */
  readonly billedMs: number;
  /** Init or restore duration in ms; on cold samples only. */
  readonly initMs?: number;
  /** The environment's high-water mark. */
  readonly maxMemoryUsedMB?: number;
  /** Which of the weighted payloads was sent; 0 where there is one. */
  readonly payload: number;
}

/**
 * Samples of one payload, in the order in which they came, as packed columns (see lib/core/digest).
 * `billed` is absent where every value follows from the others: ceil(duration) warm, ceil(duration + init) cold.
 */
export const warmColumnsSchema = z.object({
  n: z.int(),
  duration: z.string(),
  billed: z.string().optional(),
});
export const coldColumnsSchema = z.object({
  n: z.int(),
  duration: z.string(),
  init: z.string(),
  billed: z.string().optional(),
});

export const stratumSchema = z.object({
  payload: z.int(),
  warm: warmColumnsSchema.optional(),
  cold: coldColumnsSchema.optional(),
});
export type Stratum = z.output<typeof stratumSchema>;

/** Invocations that gave no sample, by reason. */
export const failureSchema = z.object({
  reason: z.string().describe('For example `Runtime.OutOfMemory`, `timeout`, an errorType, `lost`'),
  count: z.int().describe('How many'),
  example: z.string().describe('The first of them, in words'),
});
export type Failure = z.output<typeof failureSchema>;

/** Who did the measuring. Anything but `aws` comes from the local emulator and is said in every output. */
export const measuredBySchema = z.enum(['aws', 'process', 'replayed']);
export type MeasuredBy = z.output<typeof measuredBySchema>;

/** The samples of one candidate, condensed so that they fit in the state. */
export const digestSchema = z.object({
  ...candidateSchema.shape,
  status: z.enum(['measured', 'failed', 'not-measurable']),
  /** Why it is not measured. */
  reason: z.string().optional(),
  measuredBy: measuredBySchema,
  /** Where replayed measurements come from. */
  source: z.string().optional(),
  /** Invocations made, whatever became of them. */
  invocations: z.int(),
  /** Billed milliseconds of all of them, failures included (a lost one counts as the target's whole timeout). */
  billedMs: z.number(),
  /** How often the Executor was called for it. */
  calls: z.int(),
  strata: z.array(stratumSchema),
  /** Samples set apart because a failed init was repeated inside them. */
  repeatedInits: z.int(),
  maxMemoryUsedMB: z.number().optional(),
  failures: z.array(failureSchema),
  /** Environments that were killed and whose next invocation, which hides an init, has not been seen yet. */
  killed: z.int().optional(),
  /** Its share of `maxCostUsd` was spent: so many invocations were made of those asked for. */
  costLimited: z.object({ made: z.int(), asked: z.int() }).optional(),
});
export type Digest = z.output<typeof digestSchema>;
