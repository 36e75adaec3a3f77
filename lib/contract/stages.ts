/**
 * What goes into each stage and comes out of it: the Payload of its Task in statemachine/power-tuner.asl.json.
 * Dates are ISO 8601.
 */
import type { Architecture } from './candidate.ts';
import type { Digest } from './digest.ts';
import type { PayloadSource, Plan, Round, Warning, Work } from './plan.ts';
import type { Decision, TuningResult } from './result.ts';

export interface InitializerEvent {
  readonly input: unknown;
  readonly executionArn: string;
  readonly startedAt: string;
}
/** The state of the execution from here on. */
export interface InitializerResult {
  readonly plan: Plan;
  readonly payload: PayloadSource;
  readonly round: Round;
  readonly digests: readonly (Digest | LostDigest)[];
}

export interface PublisherEvent {
  readonly plan: Plan;
  readonly round: Round;
}
export interface PublisherResult {
  /** The round, with the candidates marked that Lambda refused to create. */
  readonly round: Round;
}

export interface ExecutorEvent {
  readonly plan: Plan;
  readonly payload: PayloadSource;
  readonly work: Work;
  /** What a call before this one handed back with `done: false`. */
  readonly progress: ExecutorResult | null;
}
export interface ExecutorResult {
  readonly done: boolean;
  readonly digest: Digest;
  /**
   * What has been asked for so far; the next call goes on from there. `tries` for cold starts come first, then the
   * work's `samples`.
   */
  readonly next: { readonly tries: number; readonly samples: number };
  /** ISO 8601: when the candidate's first invocation was sent. */
  readonly since: string;
}

/** What stands for a digest when the Executor itself was lost (a timeout, a crash). */
export interface LostDigest {
  readonly work: Work;
  readonly lost: { readonly Error: string; readonly Cause: string };
  /** What the calls before it handed back. */
  readonly progress: ExecutorResult | null;
}

/** The state after a round was measured. */
export interface AnalyzerEvent {
  readonly plan: Plan;
  readonly payload: PayloadSource;
  readonly round: Round;
  /** Of the rounds before, in their order. */
  readonly digests: readonly (Digest | LostDigest)[];
  /** Of this round. */
  readonly measured: readonly (Digest | LostDigest)[];
}
/** The whole next state: another round, or (the samples and the payload left behind) the decision. */
export type AnalyzerResult =
  | {
      readonly next: 'round';
      readonly plan: Plan;
      readonly payload: PayloadSource;
      readonly round: Round;
      readonly digests: readonly (Digest | LostDigest)[];
    }
  /** `decision` is null after a dry run. */
  | { readonly next: 'decided'; readonly plan: Plan; readonly decision: Decision | null };

export interface CleanerEvent {
  /** Absent for the sweep. */
  readonly executionArn?: string;
  /** The execution goes to its end because something failed. */
  readonly failed?: boolean;
}
export interface CleanerResult {
  readonly deleted: readonly string[];
}

export interface OptimizerEvent {
  readonly plan: Plan;
  readonly decision: Decision;
}
export interface OptimizerResult {
  readonly applied?: NonNullable<TuningResult['applied']> & {
    /** Present where it was changed. */
    readonly architecture?: Architecture;
  };
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** Why a better answer was not applied, in words: it is proposed then. */
  readonly notApplied?: string;
}

export interface ReporterEvent {
  readonly plan: Plan;
  readonly decision: Decision | null;
  readonly optimizer?: { readonly result: OptimizerResult };
  /** What the Cleaner ended with: probes may be left. */
  readonly cleaner?: { readonly Error: string; readonly Cause: string };
  /** What the Optimizer ended with. */
  readonly error?: { readonly Error: string; readonly Cause: string };
}
export interface ReporterResult {
  readonly output: unknown;
  /** Present where the execution has to fail although there is an answer. */
  readonly failure?: { readonly error: string; readonly cause: string };
}

/** Beside the pipeline: an execution has ended badly. */
export interface NotifierEvent {
  readonly executionArn: string;
}
export interface NotifierResult {
  /** Whether somebody was to be told of it. */
  readonly told: boolean;
  /** What could not be sent. */
  readonly warnings: readonly Warning[];
}
