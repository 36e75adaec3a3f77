import * as z from 'zod';
import { architectureSchema, candidateSchema } from './candidate.ts';
import { failureSchema, measuredBySchema } from './digest.ts';
import { STRATEGIES } from './input.ts';
import { warningSchema } from './plan.ts';

/** What a number may be with 95% confidence, in the number's own unit. */
export const intervalSchema = z.object({ low: z.number(), high: z.number() });

/** A measured number: its value, how many samples it rests on, and between which values it may lie. */
export const figureSchema = z.object({
  value: z.number(),
  n: z.int(),
  /** The ends of the interval that holds the true value with 95% confidence; absent where the samples don't allow one. */
  low: z.number().optional(),
  high: z.number().optional(),
  /** Why there is no interval: `n < 299` says that it takes so many samples. */
  note: z.string().optional(),
});
export type Figure = z.output<typeof figureSchema>;

/** A distribution in milliseconds. */
export const distributionSchema = z.object({
  mean: figureSchema,
  p50: figureSchema,
  p90: figureSchema,
  p99: figureSchema,
  /** From 1,000 samples on: of fewer it would be their largest. */
  p999: figureSchema.optional(),
  /**
   * How far the quantiles and the ends of their intervals may be from the samples that they stand for, as a share of
   * them. Present where more samples came than the state has room for one by one; the mean is exact then too.
   */
  relativeError: z.number().optional(),
});
export type Distribution = z.output<typeof distributionSchema>;

/** Everything known of one candidate. What is absent was not measured. */
export const candidateResultSchema = z.object({
  ...candidateSchema.shape,
  status: z.enum(['measured', 'failed', 'not-measurable', 'skipped']),
  reason: z.string().optional(),
  warm: z
    .object({
      durationMs: distributionSchema,
      /** One warm invocation: GB-seconds, request and ephemeral storage. */
      costUsd: figureSchema,
    })
    .optional(),
  cold: z
    .object({
      /** Of cold starts that initialised the function; absent where all were restored from a snapshot. */
      initMs: distributionSchema.optional(),
      /** Of cold starts that restored a snapshot (SnapStart); absent where none was. */
      restoreMs: distributionSchema.optional(),
      /** What a caller waits for: init or restore, and the handler. */
      latencyMs: distributionSchema,
      /** One cold start: as a warm invocation, its init or the billed part of its restore included. */
      costUsd: figureSchema,
    })
    .optional(),
  /** A million warm invocations. */
  costPerMillionUsd: figureSchema.optional(),
  maxMemoryUsedMB: z.number().optional(),
  invocations: z.int(),
  failures: z.array(failureSchema),
});
export type CandidateResult = z.output<typeof candidateResultSchema>;

/** Against the current configuration. Positive is cheaper, positive is faster. */
export const savingSchema = z.object({
  costPercent: z.number(),
  durationPercent: z.number(),
  /** In percent too; absent where too few samples came. */
  costPercentInterval: intervalSchema.optional(),
  durationPercentInterval: intervalSchema.optional(),
});

/** The chosen candidate and why. */
export const recommendationSchema = z.object({
  ...candidateSchema.shape,
  strategy: z.enum(STRATEGIES),
  /** The answer in words. */
  sentence: z.string(),
  /** Candidates that can't be told apart from the chosen one by what the strategy looks at. */
  ties: z.array(candidateSchema),
  /**
   * The probability that no other candidate is better by what the strategy looks at, from 0 to 1. Low where
   * there are ties. Absent where there is only one candidate, or one with a single sample.
   */
  confidence: z.number().min(0).max(1).optional(),
  /** The best of the others by its averages, against the chosen one: positive is cheaper, positive is faster. */
  nextBest: z
    .object({ ...candidateSchema.shape, costPercent: z.number(), durationPercent: z.number() })
    .optional(),
  /** Absent where the current configuration was not measured. */
  saving: savingSchema.optional(),
});
export type Recommendation = z.output<typeof recommendationSchema>;

/** What the Analyzer decided: all of the output that follows from the digests. */
export const decisionSchema = z.object({
  /** `cost` and `duration` in aws-lambda-power-tuning's sense: of the chosen candidate, trimmed if asked for. */
  cost: z.number(),
  duration: z.number(),
  recommendation: recommendationSchema.omit({ sentence: true }),
  candidates: z.array(candidateResultSchema),
  averages: z.array(z.object({ ...candidateSchema.shape, cost: z.number(), duration: z.number() })),
  measuredBy: measuredBySchema,
  source: z.string().optional(),
  invocations: z.int(),
  lambdaCost: z.number(),
  stateTransitions: z.int(),
  warnings: z.array(warningSchema),
});
export type Decision = z.output<typeof decisionSchema>;

/** The output of an execution: aws-lambda-power-tuning's, with our keys beside. Money in `run.prices.currency`. */
export const resultSchema = z.object({
  schemaVersion: z.literal(1),
  /** Memory size in MB of the recommendation. */
  power: z.int(),
  /** Of one invocation. */
  cost: z.number(),
  /** Milliseconds. */
  duration: z.number(),
  stateMachine: z.object({
    /** Of the state transitions; absent where the region's price isn't known. */
    executionCost: z.number().optional(),
    /** Of all invocations that the run made. */
    lambdaCost: z.number(),
    visualization: z.string(),
  }),
  stats: z
    .array(
      z.object({
        value: z.int(),
        averagePrice: z.number(),
        averageDuration: z.number(),
        architecture: architectureSchema,
      }),
    )
    .optional(),
  architecture: architectureSchema,
  memoryMB: z.int(),
  measuredBy: measuredBySchema,
  /** Where replayed measurements come from. */
  source: z.string().optional(),
  target: z.object({ functionArn: z.string(), codeSha256: z.string(), region: z.string() }),
  recommendation: recommendationSchema,
  baseline: candidateResultSchema.optional(),
  candidates: z.array(candidateResultSchema),
  /** What the Optimizer did. */
  applied: z
    .object({
      memoryMB: z.int(),
      /** Present where it was changed. */
      architecture: architectureSchema.optional(),
      version: z.string().optional(),
      alias: z.string().optional(),
    })
    .optional(),
  warnings: z.array(warningSchema),
  run: z.object({
    executionArn: z.string(),
    startedAt: z.string(),
    seconds: z.number(),
    invocations: z.int(),
    costUsd: z.number(),
    seed: z.int(),
    /** Where each invocation of the run lies as a raw sample, `s3://bucket/prefix`; absent where they aren't kept. */
    samples: z.string().optional(),
    prices: z.object({ asOf: z.string(), source: z.string(), currency: z.enum(['USD', 'CNY']) }),
  }),
});
export type TuningResult = z.output<typeof resultSchema>;

/** What a dry run answers: the plan, and what was checked by making and invoking one probe. */
export const dryRunResultSchema = z.object({
  dryRun: z.literal(true),
  plan: z.unknown(),
  checks: z.array(z.object({ name: z.string(), message: z.string() })),
});
