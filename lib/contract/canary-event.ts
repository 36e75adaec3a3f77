import * as z from 'zod';
import { canaryVersionSchema } from './canary.ts';
import { canaryOutcomeSchema } from './canary-outcome.ts';

/** `detail-type` of the event at a canary's end. Its descriptions are what docs/events.md is made of. */
export const CANARY_DETAIL_TYPE = 'Power Tuning Canary';

const { architecture, memoryMB } = canaryVersionSchema.shape;
const comparedSchema = z.object({
  version: z.string().describe('Its number'),
  architecture: architecture.describe('Instruction set'),
  memoryMB: memoryMB.meta({ description: 'Memory size', unit: 'MB' }),
});

/** The `detail` of that event. */
export const canaryEventSchema = z.object({
  schemaVersion: z.literal(1).describe('Of this event'),
  ...canaryOutcomeSchema.shape,
  functionArn: z.string().describe('The function, without a qualifier'),
  functionName: z.string().describe('Its name'),
  region: z.string().describe('Its region'),
  alias: z.string().describe('The alias that was moved, or was to be'),
  executionArn: z.string().describe('The execution of the canary: an event that comes twice has the same'),
  tunedBy: z.string().describe('The execution that recommended the new version'),
  old: comparedSchema.describe('What the alias pointed to before'),
  new: comparedSchema.describe('What it was to point to'),
  version: z
    .string()
    .optional()
    .describe('What the canary left the alias at; absent where somebody else moved it, or that is not known'),
  latestPutBack: z.boolean().optional().describe('Whether `$LATEST` was given back what it had'),
});
export type CanaryEndEvent = z.output<typeof canaryEventSchema>;
