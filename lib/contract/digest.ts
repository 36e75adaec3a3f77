import * as z from 'zod';
import { candidateSchema } from './candidate-schema.ts';

/**
 * Samples one by one, in the order in which they were sent, as packed columns (see lib/core/digest).
 * `billed` is absent where every value follows from the others: ceil(duration) warm, ceil(duration + init) cold.
 */
export const columnsSchema = z.object({
  n: z.int(),
  duration: z.string(),
  /** Init, or restore; of cold starts only. */
  init: z.string().optional(),
  billed: z.string().optional(),
});
export type Columns = z.output<typeof columnsSchema>;

/** What is exact of samples that are not kept one by one: their mean, and their variance (over n). */
export const momentsSchema = z.object({ mean: z.number(), variance: z.number() });

/** Values in ms, condensed: how many of them lie in each bucket of a quantile sketch (lib/core/digest/sketch.ts). */
export const condensedValuesSchema = z.object({ ...momentsSchema.shape, buckets: z.string() });
export type CondensedValues = z.output<typeof condensedValuesSchema>;

/** A stretch of samples, in the order in which they were sent: [how many, their mean, their variance (over n)]. */
export const stretchSchema = z.tuple([z.int(), z.number(), z.number()]);
export type Stretch = z.output<typeof stretchSchema>;

/** What is kept of warm samples for which the state has no room one by one. */
export const condensedWarmSchema = z.object({
  condensed: z.literal(true),
  n: z.int(),
  duration: condensedValuesSchema,
  billed: momentsSchema,
  /** Of the durations; a few, one after the other. */
  stretches: z.array(stretchSchema),
});
export type CondensedWarm = z.output<typeof condensedWarmSchema>;

/** The same of cold starts. */
export const condensedColdSchema = z.object({
  condensed: z.literal(true),
  n: z.int(),
  /** Init, or restore. */
  init: condensedValuesSchema,
  /** That and the handler. */
  latency: condensedValuesSchema,
  billed: momentsSchema,
});
export type CondensedCold = z.output<typeof condensedColdSchema>;

/** The samples of one payload: warm ones, cold starts with an init, and cold starts from a snapshot. */
export const stratumSchema = z.object({
  payload: z.int(),
  warm: z.union([condensedWarmSchema, columnsSchema]).optional(),
  cold: z.union([condensedColdSchema, columnsSchema]).optional(),
  restored: z.union([condensedColdSchema, columnsSchema]).optional(),
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
  /** Raw samples that could not be written into the results bucket, and the error's name. */
  notWritten: z.object({ count: z.int(), reason: z.string() }).optional(),
});
export type Digest = z.output<typeof digestSchema>;
