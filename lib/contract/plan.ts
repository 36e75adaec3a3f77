import * as z from 'zod';
import { afterwardsSchema } from './afterwards.ts';
import { architectureSchema, candidateSchema } from './candidate-schema.ts';
import { ISOLATIONS, STRATEGIES } from './input.ts';
import { limitsSchema } from './limits-schema.ts';
import { searchPlanSchema } from './search.ts';

/** What the run found wrong or worth knowing, without having to stop for it. */
export const warningSchema = z.object({
  code: z.string().describe('What it is about, for programs'),
  message: z.string().describe('What it is, what follows from it and what can be done, in words'),
});
export type Warning = z.output<typeof warningSchema>;

/** Prices of one region and architecture. Money in the plan's currency. */
export const priceSchema = z.object({
  /** For one GB (1,024 MB) during one second. */
  gbSecond: z.number(),
  /** For one request. */
  request: z.number(),
  /** For one GB of /tmp over the free 512 MB during one second; absent where it isn't known. */
  ephemeralGbSecond: z.number().optional(),
  /** Of the GB-second, by volume a month; where a month is stated. The last has no bound. */
  tiers: z.array(z.object({ gbSecond: z.number(), upToGbSeconds: z.number().optional() })).optional(),
  /** What in them was not seen as a price, in words. */
  tiersNote: z.string().optional(),
});
export type Price = z.output<typeof priceSchema>;

/** The prices that a run reckons with, and where they come from. */
export const pricesSchema = z.object({
  currency: z.enum(['USD', 'CNY']),
  /** The day on which they were collected, or the day of the run for prices given in the input. */
  asOf: z.string(),
  source: z.string(),
  x86_64: priceSchema.optional(),
  arm64: priceSchema.optional(),
  /** What SnapStart costs beside the billed milliseconds; where the target has it and the prices are known. */
  snapStart: z
    .object({ cacheGbSecond: z.number(), restorePerGb: z.number(), cacheMinimumHours: z.number() })
    .optional(),
  /** For one state transition of a Standard state machine; absent where it isn't known. */
  stateTransition: z.number().optional(),
});
export type Prices = z.output<typeof pricesSchema>;

/** The target as it was when the run began. Never its environment. */
export const targetSchema = z.object({
  /** Without a qualifier. */
  functionArn: z.string(),
  functionName: z.string(),
  /** The version or alias that was asked for. */
  qualifier: z.string().optional(),
  /** The version that is tuned: `$LATEST`, or a number. */
  version: z.string(),
  region: z.string(),
  partition: z.string(),
  architecture: architectureSchema,
  memoryMB: z.int(),
  timeoutSeconds: z.int(),
  ephemeralStorageMB: z.int(),
  codeSha256: z.string(),
  revisionId: z.string(),
  packageType: z.enum(['Zip', 'Image']),
  /** Whether published versions start from a snapshot: then probes are measured as version, not as `$LATEST`. */
  snapStart: z.boolean(),
  /** Of all that tuning may touch or depends on, without the environment: see lib/aws/configuration-hash.ts. */
  configurationSha256: z.string(),
  /**
   * Of that without memory size, architecture, description and code: what tells later whether it is still what was
   * measured. Optional, since the Cleaner reads plans of executions that began before there was one.
   */
  settingsSha256: z.string().optional(),
  /** The target's own; what in-place isolation puts back. */
  description: z.string(),
  /** CodeSha256 and RevisionId of `$LATEST`: what the Optimizer holds on to. */
  latest: z.object({ codeSha256: z.string(), revisionId: z.string() }),
});
export type Target = z.output<typeof targetSchema>;

/** Code for one architecture that the input names in place of the target's own. */
export const plannedCodeSchema = z.object({
  s3Bucket: z.string().optional(),
  s3Key: z.string().optional(),
  s3ObjectVersion: z.string().optional(),
  imageUri: z.string().optional(),
  functionArn: z.string().optional(),
  /** Of the function `functionArn`, as it was when the run was planned. */
  codeSha256: z.string().optional(),
  /** In place of the target's, or of that function's. */
  layers: z.array(z.string()).optional(),
});
export type PlannedCode = z.output<typeof plannedCodeSchema>;

/** What the pilot's invocations were billed: what all others are estimated from (see lib/core/budget). */
export const pilotFiguresSchema = z.object({
  ...candidateSchema.shape,
  /** Billed for the handler, in ms: one entry for each payload. */
  handlerMs: z.array(z.number()),
  /** Billed for an init beside it, in ms. */
  initMs: z.number(),
});
export type PilotFigures = z.output<typeof pilotFiguresSchema>;

/** What the Initializer decided. It travels through the whole run and holds no payload and no secret. */
export const planSchema = z.object({
  schemaVersion: z.literal(1),
  executionArn: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  target: targetSchema,
  isolation: z.enum(ISOLATIONS),
  /** The candidates that the recommendation is chosen from. */
  candidates: z.array(candidateSchema),
  /** The current configuration; measured too, beside the candidates where it isn't one of them. */
  baseline: candidateSchema.optional(),
  /** Those of the candidates that can't run, each with what rules it out. They are in no round. */
  skipped: z.array(z.object({ ...candidateSchema.shape, reason: z.string() })).optional(),
  num: z.int(),
  /** Where sizes are searched for; absent for a grid. Its candidates are those that have been asked for so far. */
  search: searchPlanSchema.optional(),
  /** Invocations at once for one candidate. */
  concurrency: z.int(),
  /** Candidates at once. */
  mapConcurrency: z.int(),
  candidateTimeoutSeconds: z.number(),
  /** Shares of the payloads, one entry each; a single 1 where there is only one payload. */
  payloadWeights: z.array(z.number()),
  strategy: z.enum(STRATEGIES),
  balancedWeight: z.number(),
  /** What an answer has to keep before the strategy is asked. */
  limits: limitsSchema.optional(),
  /** Which share of the invocations candidates are compared by are cold starts; absent for warm ones alone. */
  coldStartRate: z.number().optional(),
  /** What the answer's cost is stated for beside that of one invocation. */
  monthlyInvocations: z.int().optional(),
  discardTopBottom: z.number(),
  sleepBetweenRunsMs: z.number(),
  onlyColdStarts: z.boolean(),
  /** Cold starts to measure beside the `num` samples of each candidate, and how many to ask for at once. */
  coldStarts: z.object({ count: z.int(), atOnce: z.int() }).optional(),
  allowedExceptions: z.array(z.string()),
  disablePayloadLogs: z.boolean(),
  includeOutputResults: z.boolean(),
  preProcessorARN: z.string().optional(),
  postProcessorARN: z.string().optional(),
  visualizationUrl: z.string(),
  dryRun: z.boolean(),
  /** Whether the Optimizer has something to do. */
  apply: z.boolean(),
  applyAlias: z.string().optional(),
  /** What else becomes of the answer. */
  afterwards: afterwardsSchema,
  /** The latest kept result of the function: what this run is compared with. */
  before: z.object({ key: z.string(), executionArn: z.string(), startedAt: z.string() }).optional(),
  /** Name of the schedule that started the run. */
  schedule: z.string().optional(),
  /** ARNs of layers that run on both architectures: a function with others keeps its architecture. */
  layersForBoth: z.array(z.string()).optional(),
  prices: pricesSchema,
  seed: z.int(),
  /** How many bytes of a state one candidate's digest may take. */
  digestBytes: z.int(),
  /** Prefix of every probe's name. */
  probePrefix: z.string(),
  /** Log group that the probes write to; absent for the default group of each. */
  probeLogGroup: z.string().optional(),
  /** ISO 8601: after this the sweep may delete the run's probes. */
  probesExpireAt: z.string(),
  /** The runtime version that the target is kept at, where it doesn't take new ones by itself. */
  runtimeVersionArn: z.string().optional(),
  /** Tags beside the target's own. */
  probeTags: z.record(z.string(), z.string()).optional(),
  /** The role that probes run under; the target's where absent. */
  probeRole: z.string().optional(),
  /** Code that the input names in place of the target's own. */
  code: z.object({ x86_64: plannedCodeSchema.optional(), arm64: plannedCodeSchema.optional() }).optional(),
  /** Bucket for code that is too large to be sent directly, and for locks; absent where the stack has none. */
  stagingBucket: z.string().optional(),
  /** Bucket in which the result is kept, the page and the raw samples; absent where the stack has none. */
  resultsBucket: z.string().optional(),
  /** Nothing but the result is: no page, and no raw samples. */
  onlyResult: z.boolean().optional(),
  /** Money (in the prices' currency) that the run may spend. */
  maxCost: z.number().optional(),
  /** What the pilot was billed, once it has run. */
  pilot: pilotFiguresSchema.optional(),
  /** What the run is expected to cost at most, once that has been estimated. */
  estimatedCost: z.number().optional(),
  /** What was checked before anything was created. */
  checks: z.array(z.object({ name: z.string(), message: z.string() })),
  warnings: z.array(warningSchema),
});
export type Plan = z.output<typeof planSchema>;
export type SkippedCandidate = NonNullable<Plan['skipped']>[number];

/** How the payload travels: inline, by reference, or not at all (then the event is `{}`). */
export const payloadSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('inline'), value: z.unknown() }),
  z.object({ kind: z.literal('s3'), uri: z.string() }),
]);
export type PayloadSource = z.output<typeof payloadSourceSchema>;

/** One candidate's part of a round. */
export const workSchema = z.object({
  ...candidateSchema.shape,
  samples: z.int(),
  /** Why Lambda would not create the probe: then there is nothing to invoke. */
  refused: z.string().optional(),
  /** The version to invoke, where it isn't the probe's `$LATEST`: of a SnapStart probe, or of the target in place. */
  version: z.string().optional(),
  /** Money that this candidate may spend; where it is reached, the candidate stops with what it has. */
  maxCost: z.number().optional(),
  /** One invocation of each payload, from which the cost of the run is estimated. */
  pilot: z.boolean().optional(),
  /** Its cold starts came in an earlier round: only samples are asked for. */
  warmOnly: z.boolean().optional(),
  /**
   * What rounds before left of it: environments that are warm, and so many that were killed; the Executor's
   * calls for it; and whether it is measured by them, which a pilot alone is not enough for.
   */
  earlier: z.object({ killed: z.int(), calls: z.int(), measured: z.boolean().optional() }).optional(),
});
export type Work = z.output<typeof workSchema>;

/** One fan-out over candidates. A grid has one. */
export const roundSchema = z.object({ number: z.int(), work: z.array(workSchema) });
export type Round = z.output<typeof roundSchema>;
