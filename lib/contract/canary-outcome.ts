import * as z from 'zod';

/** `moved`: somebody else has pointed the alias elsewhere. `failed`: its execution failed, was stopped or timed out. */
export const CANARY_OUTCOMES = ['complete', 'back', 'moved', 'failed'] as const;

/** How a canary ended: what is kept beside the result of the run that began it, and told of. */
export const canaryOutcomeSchema = z.object({
  outcome: z
    .enum(CANARY_OUTCOMES)
    .describe(
      '`complete`: the new version has all invocations; `back`: the old one has them again; `moved`: somebody else has pointed the alias elsewhere; `failed`: its execution failed, was stopped or timed out, and the old version has them again unless `reason` says otherwise',
    ),
  reason: z.string().describe('Why, in words'),
  endedAt: z.string().describe('ISO 8601'),
});
export type CanaryOutcome = z.output<typeof canaryOutcomeSchema>;
