import * as z from 'zod';
import { proposalSchema } from './afterwards.ts';
import { architectureSchema, memoryMBSchema } from './candidate-schema.ts';
import { OUTCOMES, runOutcomeSchema } from './kept.ts';
import { appliedSchema, intervalSchema, resultSchema } from './result.ts';

/**
 * What is put onto the event bus of a run. Descriptions are what docs/events.md is made of (scripts/events-docs.ts);
 * a unit stands there where the field's name doesn't end with it.
 */

/** `source` of the events: what rules look for. */
export const EVENT_SOURCE = 'power-tuner';
/** Their `detail-type`. */
export const EVENT_DETAIL_TYPE = 'Power Tuning Result';

/** What a run ended with, the runs without a result among them. */
export const EVENT_OUTCOMES = [...OUTCOMES, 'failed'] as const;
export type EventOutcome = (typeof EVENT_OUTCOMES)[number];

/** Characters of an execution's Cause that are sent on. */
export const MOST_CAUSE = 1000;

const configurationShape = {
  architecture: architectureSchema.describe('Instruction set'),
  memoryMB: memoryMBSchema.meta({ description: 'Memory size', unit: 'MB' }),
};

const { report } = resultSchema.shape.links.unwrap().shape;

/** The `detail` of an event. */
export const eventSchema = z.object({
  schemaVersion: z.literal(1).describe('Of this event'),
  outcome: z
    .enum(EVENT_OUTCOMES)
    .describe(
      '`better`: another configuration surely saves at least `minSaving`; `regressed`: the current one is dearer or slower than in the run before; `failed`: the execution has no result; `unchanged`: none of these',
    ),
  functionArn: z
    .string()
    .optional()
    .describe('The function, without a qualifier; absent where the input of a failed execution names none'),
  functionName: z.string().optional().describe('Its name'),
  region: z.string().describe("Its region; of a failed execution that names none, the state machine's"),
  executionArn: z.string().describe('The execution: an event that comes twice has the same'),
  startedAt: z.string().describe('When that started, ISO 8601'),
  schedule: z.string().optional().describe('Name of the schedule that started it'),
  currency: z
    .enum(['USD', 'CNY'])
    .optional()
    .describe('Of every amount in the event, whatever its key says; absent with `failed`'),
  recommendation: z
    .object({
      ...configurationShape,
      sentence: z.string().describe('The answer in words'),
      costUsd: z.number().describe('One invocation on average: `cost` of the output'),
      durationMs: z.number().describe('How long that takes: `duration` of the output'),
      confidence: z
        .number()
        .optional()
        .describe('How probable it is, from 0 to 1, that none of the others is better'),
      saving: z
        .object({
          costPercent: z.number().describe('How much cheaper; negative is dearer'),
          durationPercent: z.number().describe('How much faster; negative is slower'),
          costPercentInterval: intervalSchema.optional().meta({ description: 'What it may be', unit: '%' }),
          durationPercentInterval: intervalSchema.optional().meta({ description: 'The same', unit: '%' }),
        })
        .optional()
        .describe('Against the current configuration; absent where that was not measured'),
    })
    .optional()
    .describe('What the run recommends; absent with `failed`'),
  current: z
    .object({
      ...configurationShape,
      costUsd: z.number().optional().describe('One invocation on average, never trimmed'),
      durationMs: z.number().optional().describe('How long that takes'),
    })
    .optional()
    .describe('The configuration that the function had; absent where it was not measured'),
  change: runOutcomeSchema.shape.change.describe(
    'How the current configuration (the recommended one without it) changed since the run that it is compared with; absent where they can not be compared',
  ),
  before: runOutcomeSchema.shape.before,
  applied: appliedSchema.optional().describe('What the run changed; absent where nothing'),
  proposal: proposalSchema.optional().describe('What to change, where, and why it was not applied'),
  report: report.describe('The report as one HTML page; absent without `resultsBucket`'),
  failure: z
    .object({
      error: z.string().describe("The execution's error; its status where it has none"),
      cause: z
        .string()
        .max(MOST_CAUSE)
        .optional()
        .describe(
          `What it says, without its data, cut at ${MOST_CAUSE.toLocaleString('en-US')} characters; absent where it may quote the input`,
        ),
    })
    .optional()
    .describe('With `failed`: what the execution ended with'),
});
export type TuningEvent = z.output<typeof eventSchema>;

/** An execution that ended badly, as DescribeExecution tells of it. */
export interface FailedExecution {
  readonly executionArn: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** What it was started with, whatever that was. */
  readonly input: unknown;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}
