import * as z from 'zod';
import { proposalSchema } from './afterwards.ts';
import { canaryOutcomeSchema } from './canary-outcome.ts';
import { architectureSchema, candidateSchema } from './candidate-schema.ts';
import { failureSchema, measuredBySchema } from './digest.ts';
import { STRATEGIES } from './input.ts';
import { historyEntrySchema, MOST_HISTORY, runOutcomeSchema } from './kept.ts';
import { LIMIT_KEYS, type LimitKey } from './limits.ts';
import { warningSchema } from './plan.ts';
import { previousSchema } from './previous.ts';
import { searchOutcomeSchema, whySchema } from './search.ts';

/**
 * The output of an execution. Descriptions are what docs/output.md is made of (scripts/output-docs.ts); a unit
 * stands there where the field's name doesn't end with it.
 */

/** What a number may be with 95% confidence, in the number's own unit. */
export const intervalSchema = z
  .object({
    low: z.number().describe('The lower end'),
    high: z.number().describe('The upper end'),
  })
  .meta({
    id: 'Interval',
    description: 'What a number may be with 95% confidence, in the unit of the number',
  });

/** A measured number: its value, how many samples it rests on, and between which values it may lie. */
export const figureSchema = z
  .object({
    value: z.number().describe('The number, in the unit of the field that holds the figure'),
    n: z.int().describe('How many samples it rests on'),
    low: z
      .number()
      .optional()
      .describe('Lower end of its 95% interval; absent where the samples do not allow one'),
    high: z.number().optional().describe('Upper end of its 95% interval'),
    note: z
      .string()
      .optional()
      .describe('Why there is no interval: `n < 299` says that it takes so many samples'),
  })
  .meta({
    id: 'Figure',
    description: 'A measured number, how many samples it rests on, and between which values it may lie',
  });
export type Figure = z.output<typeof figureSchema>;

/** A distribution in milliseconds. */
export const distributionSchema = z
  .object({
    mean: figureSchema.meta({ description: 'The arithmetic mean', unit: 'ms' }),
    p50: figureSchema.meta({
      description: 'The median: half of the invocations take at most so long',
      unit: 'ms',
    }),
    p90: figureSchema.meta({ description: 'Nine of ten take at most so long', unit: 'ms' }),
    p99: figureSchema.meta({ description: '99 of 100 take at most so long', unit: 'ms' }),
    p999: figureSchema.optional().meta({
      description:
        '999 of 1,000 take at most so long. From 1,000 samples on: of fewer it would be their largest',
      unit: 'ms',
    }),
    quantiles: z.array(z.number()).optional().meta({
      description:
        'How the samples are distributed: all of them in order, or evenly spaced quantiles from the fastest to the slowest. Of warm invocations and of cold starts; absent with very many candidates',
      unit: 'ms',
    }),
    relativeError: z
      .number()
      .optional()
      .describe(
        'How far the quantiles and the ends of their intervals may be from the samples that they stand for, as a share of them (0.01 is 1%). Present where more samples came than the state has room for one by one; the mean is exact then too',
      ),
  })
  .meta({ id: 'Distribution', description: 'How long invocations take' });
export type Distribution = z.output<typeof distributionSchema>;

/** One limit of the input, and how one candidate stands to it. */
export const limitCheckSchema = z
  .object({
    met: z.boolean().describe('Whether its value keeps the limit; false where it was not measured'),
    sure: z
      .boolean()
      .describe('Whether the whole 95% interval is on the same side of the limit; false without an interval'),
    overPercent: z
      .number()
      .optional()
      .describe(
        'How far over the limit, in percent of it; negative is under. Absent where it was not measured',
      ),
    note: z.string().optional().describe("Why it can't be said, for example that no cold start came"),
  })
  .meta({ id: 'LimitCheck', description: 'One limit of the input, and how one candidate stands to it' });
export type LimitCheck = z.output<typeof limitCheckSchema>;

const check = (description: string) => limitCheckSchema.optional().meta({ description, unit: '' });

/** Only the limits that the input has. */
export const limitChecksSchema = z.object({
  p99Ms: check('`p99Ms`, by the p99 of what is compared: warm, cold (`onlyColdStarts`) or blended'),
  p90Ms: check('`p90Ms`, by the p90 of the same'),
  meanMs: check('`meanMs`, by the mean of the same'),
  coldP99Ms: check('`coldP99Ms`, by the p99 of `cold.latencyMs`'),
  costPerMillionUsd: check('`costPerMillionUsd`, by a million times the mean cost of the same'),
  minHeadroomPercent: check(
    '`minHeadroomPercent`, by `maxMemoryUsedMB`; over is counted in percent of what may be used',
  ),
} satisfies Record<LimitKey, unknown>);
export type LimitChecks = z.output<typeof limitChecksSchema>;

/** Everything known of one candidate. What is absent was not measured. */
export const candidateResultSchema = z
  .object({
    ...candidateSchema.shape,
    status: z
      .enum(['measured', 'failed', 'not-measurable', 'skipped'])
      .describe('Only measured candidates can be recommended'),
    reason: z.string().optional().describe('Why it was not measured'),
    warm: z
      .object({
        durationMs: distributionSchema.describe("The handler's time"),
        costUsd: figureSchema.describe('One warm invocation: GB-seconds, request and ephemeral storage'),
      })
      .optional()
      .describe('Invocations without an init; never trimmed'),
    cold: z
      .object({
        initMs: distributionSchema
          .optional()
          .describe(
            'Of cold starts that initialised the function; absent where all were restored from a snapshot',
          ),
        restoreMs: distributionSchema
          .optional()
          .describe('Of cold starts that restored a snapshot (SnapStart); absent where none did'),
        latencyMs: distributionSchema.describe('What a caller waits for: init or restore, and the handler'),
        costUsd: figureSchema.describe('One cold start, its init or the billed part of its restore included'),
      })
      .optional()
      .describe('Invocations with an init or restore; never trimmed'),
    blended: z
      .object({
        rate: z.number().describe('Share of cold starts, from 0 to 1: `coldStartRate`'),
        costUsd: figureSchema.describe('One invocation on average'),
        latencyMs: distributionSchema.describe(
          'What a caller waits for: the handler, in cold starts after the init or restore',
        ),
      })
      .optional()
      .describe('With `coldStartRate`: warm invocations and cold starts in that proportion'),
    costPerMillionUsd: figureSchema
      .optional()
      .describe('A million warm invocations; with `onlyColdStarts` a million cold starts'),
    maxMemoryUsedMB: z.number().optional().describe('The most memory that any invocation used'),
    memoryTight: z
      .boolean()
      .optional()
      .describe(
        'True where that is over 90% of the size (`limits.minHeadroomPercent` says otherwise): not recommended while another candidate has room',
      ),
    limits: limitChecksSchema
      .optional()
      .describe('With `limits`: which of them it keeps or breaks, by how much and how sure'),
    invocations: z.int().describe('Invocations made, whatever became of them'),
    failures: z.array(failureSchema).describe('Invocations that gave no sample, by reason'),
  })
  .meta({
    id: 'Candidate',
    description: 'Everything known of one configuration; what is absent was not measured',
  });
export type CandidateResult = z.output<typeof candidateResultSchema>;

/** Against the current configuration. Positive is cheaper, positive is faster. */
export const savingSchema = z.object({
  costPercent: z.number().describe('How much cheaper; negative is dearer'),
  durationPercent: z.number().describe('How much faster; negative is slower'),
  costPercentInterval: intervalSchema
    .optional()
    .meta({ description: 'What it may be; absent where too few samples came', unit: '%' }),
  durationPercentInterval: intervalSchema.optional().meta({ description: 'The same', unit: '%' }),
});

/** How the recommendation stands to the limits. */
export const limitsVerdictSchema = z.object({
  met: z
    .boolean()
    .describe('Whether it keeps all of them; false where no candidate does, and this one is the nearest'),
  sure: z
    .boolean()
    .describe(
      'Met: whether the whole intervals do. Not met: whether every candidate surely breaks one of them',
    ),
  worst: z
    .object({
      limit: z.enum(LIMIT_KEYS).describe("The limit's key in the input"),
      allowed: z.number().meta({ description: 'The limit', unit: "the limit's" }),
      value: z
        .number()
        .optional()
        .meta({ description: 'Its value; absent where not measured', unit: "the limit's" }),
      ...limitCheckSchema.pick({ overPercent: true, note: true }).shape,
    })
    .describe('The limit that it breaks most, or comes nearest to'),
});
export type LimitsVerdict = z.output<typeof limitsVerdictSchema>;

/** Money a month, at the prices of the tiers that it reaches. Of all invocations, never trimmed; without free tier. */
export const monthlySchema = z.object({
  invocations: z.int().describe('`monthlyInvocations`'),
  costUsd: z
    .number()
    .describe(
      'A month of the recommendation, its GB-seconds at the prices of the tiers that they reach. Never trimmed; without free tier',
    ),
  costUsdInterval: intervalSchema.optional().describe('What it may be'),
  currentCostUsd: z.number().optional().describe('A month of the current configuration'),
  currentCostUsdInterval: intervalSchema.optional().describe('What it may be'),
  savingUsd: z.number().optional().describe('What is saved in a month; negative is dearer'),
  savingUsdInterval: intervalSchema.optional().describe('What it may be'),
  note: z
    .string()
    .optional()
    .describe('What of it is approximate, and what it leaves out; absent where nothing'),
});
export type Monthly = z.output<typeof monthlySchema>;

/** A point of the Pareto front. */
export const paretoPointSchema = z.object({
  ...candidateSchema.shape,
  costUsd: z.number().describe('Of one invocation: the average that candidates are compared by'),
  durationMs: z.number().describe('Of one invocation, as well'),
});

/** The chosen candidate and why. */
export const recommendationSchema = z.object({
  ...candidateSchema.shape,
  strategy: z.enum(STRATEGIES).describe('What was looked at: `strategy` of the input'),
  coldStartRate: z
    .number()
    .optional()
    .describe(
      'Share of cold starts, from 0 to 1, in what candidates were compared by; absent where that was warm invocations (or with `onlyColdStarts` cold ones) alone',
    ),
  sentence: z.string().describe('The answer in words'),
  limits: limitsVerdictSchema.optional().describe('With `limits`: whether the answer keeps them'),
  ties: z
    .array(candidateSchema)
    .describe("Candidates that can't be told apart from it by what the strategy looks at"),
  confidence: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      'How probable it is, from 0 to 1, that none of those that may be chosen is better by what the strategy looks at. Low where there are ties. Absent with one candidate, or a single sample of one',
    ),
  nextBest: z
    .object({
      ...candidateSchema.shape,
      costPercent: z.number().describe('How much cheaper than the recommendation; negative is dearer'),
      durationPercent: z.number().describe('How much faster; negative is slower'),
    })
    .optional()
    .describe('The best of the others that may be chosen, by its averages'),
  differsOnlyInPrice: z
    .object({
      architecture: architectureSchema.describe('The other architecture'),
      costPercent: z.number().describe('How much cheaper than the recommendation; negative is dearer'),
    })
    .optional()
    .describe(
      "Present where the other architecture can't be told apart in duration at this size, but costs another price",
    ),
  saving: savingSchema
    .optional()
    .describe('Against the current configuration; absent where that was not measured'),
  monthly: monthlySchema.optional().describe('With `monthlyInvocations`: money a month'),
  pareto: z
    .array(paretoPointSchema)
    .describe(
      'The candidates that were asked for of which no other is both as cheap and as fast (and one of them better), the cheapest first',
    ),
});
export type Recommendation = z.output<typeof recommendationSchema>;

/** What the Analyzer decided: all of the output that follows from the digests. */
export const decisionSchema = z.object({
  /** `cost` and `duration` in aws-lambda-power-tuning's sense: of the chosen candidate, trimmed if asked for. */
  cost: z.number(),
  duration: z.number(),
  recommendation: recommendationSchema.omit({ sentence: true, pareto: true }),
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

const trialSchema = z.object({
  executionArn: z.string().describe('The execution that moves the alias, or goes back'),
  share: z.number().describe('Share of the invocations that the new version has meanwhile'),
  minutes: z.int().describe('For how long'),
});

/** What a run changed, as it says so itself: a canary has begun by then. */
export const appliedSchema = z.object({
  memoryMB: z.int().describe('The memory size that the function has now'),
  architecture: architectureSchema.optional().describe('Present where it was changed'),
  version: z.string().optional().describe('The version that was published'),
  alias: z.string().optional().describe('The alias that points at it, or will with the `canary`'),
  canary: trialSchema.optional().describe('With `canary`: how the alias is moved'),
});

/** The output of an execution: aws-lambda-power-tuning's, with our keys beside. Money in `run.prices.currency`. */
export const resultSchema = z.object({
  schemaVersion: z.literal(1).describe('Of this output'),
  power: z.int().meta({ description: 'Memory size of the recommendation', unit: 'MB' }),
  cost: z.number().meta({
    description:
      'One invocation of the recommendation on average, trimmed if `discardTopBottom` asks for it; warm, unless `onlyColdStarts` or `coldStartRate` says otherwise',
    unit: 'money',
  }),
  duration: z.number().meta({ description: 'How long that takes', unit: 'ms' }),
  stateMachine: z
    .object({
      executionCost: z.number().optional().meta({
        description: "Of the state transitions; absent where the region's price is not known",
        unit: 'money',
      }),
      lambdaCost: z.number().meta({ description: 'Of all invocations that the run made', unit: 'money' }),
      visualization: z.string().describe('Link to a picture of `stats`; all of it is behind the `#`'),
    })
    .describe('What the run cost'),
  stats: z
    .array(
      z.object({
        value: z.int().meta({ description: 'Memory size', unit: 'MB' }),
        averagePrice: z.number().meta({ description: 'As `cost`', unit: 'money' }),
        averageDuration: z.number().meta({ description: 'As `duration`', unit: 'ms' }),
        architecture: architectureSchema.describe('Instruction set'),
      }),
    )
    .optional()
    .describe('With `includeOutputResults`: averages of each measured candidate that was asked for'),
  architecture: architectureSchema.describe('Instruction set of the recommendation'),
  memoryMB: z.int().describe('The same as `power`'),
  measuredBy: measuredBySchema.describe(
    '`aws`; from the local emulator `process` (real processes) or `replayed` (measurements that were recorded on AWS)',
  ),
  source: z.string().optional().describe('Where replayed measurements come from'),
  target: z
    .object({
      functionArn: z.string().describe('Its ARN, without a qualifier'),
      codeSha256: z.string().describe('Of the code that was measured'),
      region: z.string().describe('Its region'),
      configurationSha256: z
        .string()
        .optional()
        .describe(
          'Of what else decides how it runs: its configuration without memory size, architecture, description and environment',
        ),
    })
    .describe('The function that was tuned'),
  recommendation: recommendationSchema.describe('The chosen candidate and why'),
  baseline: candidateResultSchema
    .optional()
    .describe("The current configuration's entry of `candidates`; absent with `baseline: false`"),
  candidates: z
    .array(candidateResultSchema)
    .describe(
      'All that was to be measured: by architecture as in the input, the smallest size first; then the current configuration where it is none of them',
    ),
  applied: appliedSchema
    .extend({
      canary: trialSchema
        .extend({
          end: canaryOutcomeSchema
            .optional()
            .describe('How that ended, where a kept result is read again after it'),
        })
        .optional()
        .describe('With `canary`: how the alias is moved'),
    })
    .optional()
    .describe('With `autoOptimize` or `apply: "auto"`: what was changed; absent where nothing was'),
  proposal: proposalSchema
    .optional()
    .describe(
      'With `apply: "propose"`, where `auto` did not apply a better one, and where the next deployment undoes what was applied: what to change, and where',
    ),
  outcome: runOutcomeSchema.optional().describe('What the run says beside the one before it'),
  history: z
    .array(historyEntrySchema)
    .optional()
    .describe(`Earlier runs of the function that are kept, the latest first, at most ${MOST_HISTORY}`),
  search: z
    .object({
      ...searchOutcomeSchema.shape,
      tolerance: z
        .number()
        .describe('As a share of the best (0.02 is 2%): what is so near to it is as good: `tolerance`'),
      confidence: z.number().describe('How sure it was to become: `confidence`'),
      invocations: z
        .int()
        .describe(
          'Invocations that it asked for, those that warm a probe up included; cold starts of `coldStarts` beside them are not',
        ),
      maxInvocations: z.int().describe('How many it might ask for at most: `maxInvocations`'),
      previous: previousSchema.optional().meta({
        description:
          'What it started from, where that was borne out: the next run starts from both. Its keys may change between versions',
        isInternal: true,
      }),
    })
    .optional()
    .describe('With `search: "auto"`: how the search for the size ended'),
  why: z
    .array(whySchema)
    .optional()
    .describe(
      'With `search: "auto"`: what was measured in each round and for which reason, and why it ended',
    ),
  links: z
    .object({
      report: z
        .object({
          location: z
            .string()
            .describe('Where the page lies for as long as its bucket keeps it, `s3://bucket/key`'),
          url: z
            .string()
            .optional()
            .describe('Link that opens it without credentials; absent where it could not be signed'),
          expiresAt: z
            .string()
            .optional()
            .describe(
              'When that link ends, ISO 8601: with the session that it is signed in, an hour at most',
            ),
        })
        .optional()
        .describe(
          'The report as one HTML page; absent without a results bucket, or where it could not be written',
        ),
      viewer: z
        .string()
        .optional()
        .describe(
          "The result in the stack's viewer, without names, all of it behind the `#`. It never ends; absent without a viewer, or where the output has no room for it",
        ),
    })
    .optional()
    .describe('Where to look at the result; absent where nothing is'),
  warnings: z.array(warningSchema).describe('What to know beside the numbers'),
  run: z
    .object({
      executionArn: z.string().describe('The execution'),
      startedAt: z.string().describe('ISO 8601'),
      seconds: z.number().meta({ description: 'From its start to the report', unit: 's' }),
      invocations: z.int().describe('Invocations made, whatever became of them'),
      costUsd: z.number().describe('The run as a whole: the known parts of `cost` together'),
      cost: z
        .object({
          invocationsUsd: z.number().describe('Of all invocations that the run made: `lambdaCost`'),
          stagesUsd: z
            .number()
            .optional()
            .describe(
              "Of the tuner's own functions, by how long their calls took; absent where that or the price isn't known",
            ),
          stateTransitionsUsd: z
            .number()
            .optional()
            .describe('Of the state transitions: `executionCost`; absent where their price is not known'),
          stateTransitions: z
            .int()
            .describe("States that were entered and retries, by the execution's history"),
          missing: z
            .array(z.string())
            .optional()
            .describe('What is not in it, in words: prices that are not known, and what can not be counted'),
        })
        .describe('What `costUsd` consists of. Free tiers are not subtracted; logs and S3 are not in it'),
      schedule: z.string().optional().describe('Name of the schedule that started it'),
      seed: z.int().describe('Of everything drawn by chance: the same seed and samples give the same output'),
      samples: z
        .string()
        .optional()
        .describe(
          'Where each invocation of the run lies as a raw sample, `s3://bucket/prefix`; absent where they are not kept',
        ),
      prices: z
        .object({
          asOf: z.string().describe('The day on which they were collected'),
          source: z.string().describe('Where from'),
          currency: z.enum(['USD', 'CNY']).describe('Of every amount in this output, whatever its key says'),
        })
        .describe('What amounts are reckoned with'),
    })
    .describe('The run itself'),
});
export type TuningResult = z.output<typeof resultSchema>;

/** What a dry run answers: the plan, and what was checked by making and invoking one probe. */
export const dryRunResultSchema = z.object({
  dryRun: z.literal(true).describe('What tells it from a result'),
  plan: z.unknown().describe('What a run would do; its keys may change between versions'),
  checks: z
    .array(
      z.object({
        name: z.string().describe('What was checked'),
        message: z.string().describe('What was found, in words'),
      }),
    )
    .describe('Everything that was checked, and found in order'),
});
