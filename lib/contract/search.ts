import * as z from 'zod';
import { architectureSchema } from './candidate-schema.ts';
import { previousSchema } from './previous.ts';

/** Why a search ended. */
export const SEARCH_STOPS = ['sure', 'no-gain', 'max-invocations', 'max-cost', 'nothing-left'] as const;
export type SearchStop = (typeof SEARCH_STOPS)[number];

/** What a search did in one round, or why it ended, in words. */
export const whySchema = z.object({
  round: z.int().describe('The round, from 1 on'),
  decision: z.string().describe('What was decided, and the reason, in words'),
});
export type Why = z.output<typeof whySchema>;

/** How a search ended. */
export const searchOutcomeSchema = z.object({
  stopped: z
    .enum(SEARCH_STOPS)
    .describe(
      '`sure`: as sure as it was asked for; `no-gain`: more invocations would cost more than they could improve; `max-invocations`, `max-cost`: the limit; `nothing-left`: every size was measured',
    ),
  sure: z
    .number()
    .min(0)
    .max(1)
    .describe('How probable it is that the answer is within `tolerance` of the best, measured or not'),
  borneOut: z
    .boolean()
    .optional()
    .describe(
      'Where it started from an earlier run: whether what was measured bears that out; if not, it has begun anew',
    ),
});
export type SearchOutcome = z.output<typeof searchOutcomeSchema>;

/** A search, as it travels: what it was asked for, and what it has done so far. */
export const searchPlanSchema = z.object({
  architectures: z.array(architectureSchema),
  /** The sizes that may be tried; absent for any from the smallest to the largest. */
  sizes: z.array(z.int()).optional(),
  smallestMB: z.int(),
  largestMB: z.int(),
  tolerance: z.number(),
  confidence: z.number(),
  maxInvocations: z.int(),
  /** Invocations that were asked for so far; without the cold starts of `coldStarts`. */
  asked: z.int(),
  why: z.array(whySchema),
  /** What an earlier run found, where this one starts from it. */
  previous: previousSchema.optional(),
  outcome: searchOutcomeSchema.optional(),
});
export type SearchPlan = z.output<typeof searchPlanSchema>;
