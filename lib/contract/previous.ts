import * as z from 'zod';
import { candidateSchema } from './candidate-schema.ts';
import { measuredBySchema } from './digest.ts';
import { STRATEGIES } from './input.ts';

/** What an earlier run measured of one configuration. */
export const previousPointSchema = z.object({
  ...candidateSchema.shape,
  /** Arithmetic mean of its samples, in ms: those of several payloads by their shares. */
  meanMs: z.number(),
  /** Their geometric mean, in ms; absent where the result doesn't show how they are distributed. */
  usualMs: z.number().optional(),
  /** How many samples they are. */
  n: z.int(),
});
export type PreviousPoint = z.output<typeof previousPointSchema>;

/** Invocations of one kind, by configuration. */
export const previousPointsSchema = z.object({
  points: z.array(previousPointSchema),
  /** Standard deviation of the logarithm of one sample, over all configurations, and its degrees of freedom. */
  spread: z.number(),
  degreesOfFreedom: z.int(),
  /** What the last run cost that knew nothing of the function, in invocations of what was recommended. */
  firstRun: z.number().optional(),
});
export type PreviousPoints = z.output<typeof previousPointsSchema>;

/** What a search may start from: what an earlier run of the same function measured, and what it recommended. */
export const previousSchema = z.object({
  /** ISO 8601: when that run started. */
  startedAt: z.string(),
  /** Of the function that it tuned, without a qualifier. */
  functionArn: z.string(),
  /** Of the code that it measured. */
  codeSha256: z.string(),
  measuredBy: measuredBySchema,
  strategy: z.enum(STRATEGIES),
  recommended: candidateSchema,
  /** Invocations without an init. */
  warm: previousPointsSchema.optional(),
  /** Cold starts with what their callers waited for. */
  cold: previousPointsSchema.optional(),
  /** Configurations that could not be measured. */
  failed: z.array(candidateSchema),
});
export type Previous = z.output<typeof previousSchema>;
