import * as z from 'zod';
import { canarySchema, NOTIFY_MODES } from './afterwards.ts';
import type { CanaryOutcome } from './canary-outcome.ts';
import { architectureSchema, memoryMBSchema } from './candidate-schema.ts';
import { priceSchema } from './plan.ts';

/** One of the two versions that a canary compares. */
export const canaryVersionSchema = z.object({
  version: z.string(),
  architecture: architectureSchema,
  memoryMB: memoryMBSchema,
  /** Where the function logs with this version. */
  logGroup: z.string(),
  /** Of its region and architecture; absent where it isn't known. */
  price: priceSchema.optional(),
});
export type CanaryVersion = z.output<typeof canaryVersionSchema>;

/** The input of a canary's execution: statemachine/canary.asl.json. It holds no secret. */
export const canaryPlanSchema = z.object({
  schemaVersion: z.literal(1),
  /** The execution that recommended the new version. */
  tunedBy: z.string(),
  /** Without a qualifier. */
  functionArn: z.string(),
  functionName: z.string(),
  region: z.string(),
  alias: z.string(),
  ...canarySchema.shape,
  ephemeralStorageMB: z.int(),
  old: canaryVersionSchema,
  new: canaryVersionSchema,
  /**
   * What the recommendation promised of the new version in proportion to the old one, at worst: the upper ends of its
   * intervals. 1.1 is a tenth more. Absent where the old one is not what was measured as current configuration.
   */
  promised: z.object({ cost: z.number().optional(), duration: z.number().optional() }),
  /** What `$LATEST` had before; put back where the canary goes back and it still has what it was given. */
  latest: z.object({
    memoryMB: memoryMBSchema,
    architecture: architectureSchema,
    codeSha256: z.string(),
  }),
  /** Of the run that began it: whether somebody is told of the end. */
  notify: z.enum(NOTIFY_MODES),
  /** Where the end is kept, beside the result of that run; absent where results aren't. */
  kept: z.object({ bucket: z.string(), key: z.string() }).optional(),
});
export type CanaryPlan = z.output<typeof canaryPlanSchema>;

/** Values that are all summed up: see lib/core/statistics/moments.ts. */
export interface CanaryMoments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

/** What the log has told of one version so far. */
export interface CanaryReports {
  /** Invocations that reported. */
  readonly invocations: number;
  readonly failed: number;
  /** Of warm invocations that did not fail: how long they took in ms, and what they cost. */
  readonly durationMs?: CanaryMoments;
  readonly cost?: CanaryMoments;
}

/** Where a canary stands. Times are ISO 8601. */
export interface CanaryWatch {
  /** When the new version got its share. */
  readonly since: string;
  readonly endsAt: string;
  /** Up to here the log has been read. */
  readonly readTo: string;
  /** How long to wait before the next look. */
  readonly waitSeconds: number;
  readonly old: CanaryReports;
  readonly new: CanaryReports;
}

/** What goes into the canary's function; the state machine says which step. */
export type CanaryEvent =
  | { readonly step: 'compare'; readonly plan: CanaryPlan; readonly watch: CanaryWatch }
  | { readonly step: 'shift'; readonly plan: CanaryPlan; readonly executionArn: string }
  | { readonly step: 'complete' | 'back'; readonly plan: CanaryPlan }
  | {
      readonly step: 'tell';
      readonly plan: CanaryPlan;
      readonly executionArn: string;
      readonly end: EndedCanary;
    }
  /** From the status event of an execution that was stopped or timed out. */
  | { readonly step?: undefined; readonly executionArn: string };

/** `moved`: somebody else has pointed the alias elsewhere, which is left as it is. */
export const CANARY_VERDICTS = ['wait', 'complete', 'back', 'moved'] as const;
export interface CanaryVerdict {
  readonly verdict: (typeof CANARY_VERDICTS)[number];
  /** In words. */
  readonly reason: string;
}

/** What comes out of a step. */
export type CanaryStep = CanaryVerdict & { readonly watch: CanaryWatch };
/** What an alias was left as. */
export interface CanaryEnd {
  readonly version: string;
  /** Whether `$LATEST` was given back what it had. */
  readonly latestPutBack: boolean;
}

/** What is told of the end: the output of a canary's execution, as far as that goes. */
export type EndedCanary = Pick<CanaryOutcome, 'outcome' | 'reason'> & Partial<CanaryEnd>;
