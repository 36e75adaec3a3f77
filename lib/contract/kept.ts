import * as z from 'zod';
import { canaryOutcomeSchema } from './canary-outcome.ts';
import { architectureSchema, memoryMBSchema } from './candidate-schema.ts';

/** What a run says beside the run before it. */
export const OUTCOMES = ['unchanged', 'better', 'regressed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Of a figure no more than can be drawn in a history. */
const spanSchema = z
  .object({
    value: z.number().describe('The mean'),
    low: z.number().optional().describe('Lower end of its 95% interval'),
    high: z.number().optional().describe('Upper end of its 95% interval'),
  })
  .meta({ id: 'Span', description: 'A mean and its interval' });

const measuredSchema = z
  .object({
    architecture: architectureSchema.describe('Instruction set'),
    memoryMB: memoryMBSchema.meta({ description: 'Memory size', unit: 'MB' }),
    costUsd: spanSchema.meta({ description: 'Of one invocation', unit: 'money' }),
    durationMs: spanSchema.meta({ description: 'Of one invocation', unit: 'ms' }),
    of: z
      .string()
      .optional()
      .describe('Of which invocations: `warm`, `cold`, or `blended` with the share of cold starts'),
    usualMs: z.number().optional().meta({
      description: 'Geometric mean of the samples of its duration, where they are shown',
      unit: 'ms',
    }),
    n: z.int().optional().describe('How many samples that are'),
  })
  .meta({ id: 'KeptConfiguration', description: 'What a run measured of one configuration' });

/** One run in a function's history: what is told of it later. */
export const historyEntrySchema = z
  .object({
    executionArn: z.string().describe('The execution'),
    startedAt: z.string().describe('ISO 8601'),
    codeSha256: z.string().describe('Of the code that was measured'),
    outcome: z.enum(OUTCOMES).describe('What it said beside the run before it'),
    recommended: measuredSchema.describe('What it recommended'),
    current: measuredSchema
      .optional()
      .describe('The configuration that the function had, where it was measured'),
    noise: z
      .object({
        spread: z.number().describe("Standard deviation of the logarithm of one sample's duration"),
        degreesOfFreedom: z.int().describe('On how many it rests'),
      })
      .optional()
      .describe('Of all its samples, where they are shown'),
    applied: z.boolean().describe('Whether it gave the function what it recommended'),
    canary: canaryOutcomeSchema
      .pick({ outcome: true, reason: true })
      .partial()
      .optional()
      .describe('Where an alias was moved by degrees: how that ended, as far as it is known'),
    runCostUsd: z.number().meta({ description: 'What the run cost', unit: 'money' }),
    currency: z.enum(['USD', 'CNY']).describe('Of every amount, whatever its key says'),
  })
  .meta({ id: 'HistoryEntry', description: 'An earlier run of the same function, the latest first' });
export type HistoryEntry = z.output<typeof historyEntrySchema>;

/** So many earlier runs a result carries at most. */
export const MOST_HISTORY = 20;

/** What a run says beside the run before it, in the result. */
export const runOutcomeSchema = z.object({
  outcome: z
    .enum(OUTCOMES)
    .describe(
      '`regressed`: the current configuration is surely dearer or slower than in the run that it is compared with; `better`: another surely saves at least `minSaving`; `unchanged`: neither',
    ),
  change: z
    .object({
      architecture: architectureSchema.describe('Instruction set'),
      memoryMB: memoryMBSchema.meta({ description: 'Memory size', unit: 'MB' }),
      costPercent: z.number().describe('How much dearer than then; negative is cheaper'),
      durationPercent: z.number().describe('How much slower than then; negative is faster'),
      dearer: z
        .boolean()
        .describe('Whether it surely is: beyond both intervals, or beyond the noise of all samples'),
      slower: z.boolean().describe('Whether it surely is, likewise'),
    })
    .optional()
    .describe(
      'Of the current configuration (the recommended one without it), where this run and the one that it is compared with measured it',
    ),
  before: z
    .object({
      executionArn: z.string().describe('That run'),
      startedAt: z.string().describe('ISO 8601'),
    })
    .optional()
    .describe(
      'What it is compared with: the run before; where only an older one shows that it has become dearer or slower bit by bit, that one; absent for a first run',
    ),
});
export type RunOutcome = z.output<typeof runOutcomeSchema>;
