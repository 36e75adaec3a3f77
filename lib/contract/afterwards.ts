import * as z from 'zod';
import { architectureSchema, candidateSchema, memoryMBSchema } from './candidate-schema.ts';

/**
 * What becomes of the answer: nothing; a proposal, in the result and in what is sent of it; or it is applied where it
 * is sure and saves enough. `autoOptimize` applies whatever the answer is.
 */
export const APPLY_MODES = ['never', 'propose', 'auto'] as const;
export type ApplyMode = (typeof APPLY_MODES)[number];

/** Of which outcomes something is sent: of those that there is something to say about, of all, of none. */
export const NOTIFY_MODES = ['changes', 'always', 'never'] as const;
export type NotifyMode = (typeof NOTIFY_MODES)[number];

/** What a saving has to be at least, as a share of what the strategy looks at, where the input doesn't say. */
export const DEFAULT_MIN_SAVING = 0.05;

/** Which share of an alias' invocations a canary sends to the new version, and for how long. */
const SHARE_ALLOWED = 'a number from 0.01 to 0.5';
const MINUTES = { min: 1, max: 7 * 24 * 60 } as const;
const MINUTES_ALLOWED = `a whole number from ${MINUTES.min} to ${MINUTES.max}`;
const INVOCATIONS = { min: 10, max: 10_000 } as const;
const INVOCATIONS_ALLOWED = `a whole number from ${INVOCATIONS.min} to ${INVOCATIONS.max}`;

export const canarySchema = z.strictObject(
  {
    share: z
      .number({ error: SHARE_ALLOWED })
      .min(0.01, { error: SHARE_ALLOWED })
      .max(0.5, { error: SHARE_ALLOWED })
      .default(0.1),
    minutes: z
      .int({ error: MINUTES_ALLOWED })
      .min(MINUTES.min, { error: MINUTES_ALLOWED })
      .max(MINUTES.max, { error: MINUTES_ALLOWED })
      .default(30),
    invocations: z
      .int({ error: INVOCATIONS_ALLOWED })
      .min(INVOCATIONS.min, { error: INVOCATIONS_ALLOWED })
      .max(INVOCATIONS.max, { error: INVOCATIONS_ALLOWED })
      .default(50),
  },
  { error: '{share, minutes, invocations}, each optional' },
);
export type Canary = z.output<typeof canarySchema>;
export const CANARY_KEYS: readonly string[] = Object.keys(canarySchema.shape);

/** What else sets the target's memory size and architecture, and would set them again. */
export const OWNER_TOOLS = ['cloudformation', 'sam', 'cdk', 'terraform', 'serverless', 'pulumi'] as const;
export const ownerSchema = z.object({
  tool: z.enum(OWNER_TOOLS).describe('What it was deployed with, by its tags'),
  stack: z.string().optional().describe('The stack or service that it is of, where a tag says so'),
  resource: z.string().optional().describe('What it is called there, where a tag says so'),
});
export type Owner = z.output<typeof ownerSchema>;

/** A change that somebody may make, or has to. */
export const proposalSchema = z.object({
  memoryMB: memoryMBSchema.meta({ description: 'Memory size to have', unit: 'MB' }),
  architecture: architectureSchema.describe('Architecture to have'),
  reason: z.string().describe('Why it was not applied, or what undoes it, in words'),
  owner: ownerSchema
    .optional()
    .describe('Where the value is to be changed: else the next deployment undoes it'),
  change: z.string().describe("The lines to change, in that tool's own language, or a command that does it"),
});
export type Proposal = z.output<typeof proposalSchema>;

/** The plan's part of what comes after the decision. */
export const afterwardsSchema = z.object({
  /** `always` is `autoOptimize`. */
  mode: z.enum([...APPLY_MODES, 'always']),
  /** As a share: 0.05 is 5%. */
  minSaving: z.number(),
  owner: ownerSchema.optional(),
  /** Applied although something else owns the value. */
  applyManaged: z.boolean().optional(),
  /** How the alias is moved; at once where absent. */
  canary: canarySchema.optional(),
  /** With `auto` and an alias: what canaries have taken back of the same code, and why. Times are ISO 8601. */
  wentBack: z
    .array(z.object({ ...candidateSchema.shape, startedAt: z.string(), reason: z.string() }))
    .optional(),
  notify: z.enum(NOTIFY_MODES),
});
export type Afterwards = z.output<typeof afterwardsSchema>;
