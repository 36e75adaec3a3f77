import { LIVE } from './target.ts';

/** A kind of run that everything that can fail is made to fail in. */
export interface Scenario {
  readonly name: string;
  /** The run's input for a target, without `num`. */
  input(lambdaARN: string, surroundings: Surroundings): object;
  /** Candidates that it measures. */
  readonly candidates: number;
  /** Invocations that it may ask for, where that isn't told by `num`: those of a search. */
  readonly most?: number;
  /** Whether an invocation comes before the others, from which the cost is estimated. */
  readonly pilot?: true;
  /** Whether its samples are cold starts, of which up to twice as many as asked for may be tried. */
  readonly coldStarts?: true;
  /** The alias that the recommendation is published to, where it is applied. */
  readonly alias?: string;
  /** Whether it is the target's own versions that are measured, and the target is put back. */
  readonly inPlace?: true;
  /** Whether the target is kept at a runtime version. */
  readonly keepsRuntime?: true;
  /** Whether its probes log to groups of their own, as in regions other than the stack's. */
  readonly ownLogGroups?: true;
}

/** What is there beside targets, on every lane. */
export interface Surroundings {
  /** Weighted. */
  readonly payloadS3: string;
  readonly preProcessorARN: string;
  readonly postProcessorARN: string;
}

/** Samples asked for of each candidate. */
export const NUM = 5;

const ONE_ARCHITECTURE = { powerValues: [128, 256] };
const TWO_ARCHITECTURES = { ...ONE_ARCHITECTURE, architectures: ['x86_64', 'arm64'] };

/** Copies of the target are measured. */
export const PROBES: readonly Scenario[] = [
  {
    name: 'two sizes on two architectures',
    input: (lambdaARN) => ({ lambdaARN, ...TWO_ARCHITECTURES }),
    candidates: 4,
  },
  {
    name: 'a payload from S3, log groups, a runtime version',
    input: (lambdaARN, { payloadS3 }) => ({ lambdaARN, ...ONE_ARCHITECTURE, payloadS3 }),
    candidates: 2,
    ownLogGroups: true,
    keepsRuntime: true,
  },
];

/** Runs that do more around an invocation than to invoke. */
export const MORE: readonly Scenario[] = [
  {
    name: 'cold starts only',
    input: (lambdaARN) => ({ lambdaARN, ...ONE_ARCHITECTURE, onlyColdStarts: true, concurrency: 2 }),
    candidates: 2,
    coldStarts: true,
  },
  {
    name: 'with a pre- and a post-processor',
    input: (lambdaARN, { preProcessorARN, postProcessorARN }) => ({
      lambdaARN,
      ...ONE_ARCHITECTURE,
      preProcessorARN,
      postProcessorARN,
    }),
    candidates: 2,
  },
  {
    name: 'with a cost limit',
    input: (lambdaARN) => ({ lambdaARN, ...ONE_ARCHITECTURE, maxCostUsd: 1 }),
    candidates: 2,
    pilot: true,
  },
  {
    name: 'a search, in two rounds',
    input: (lambdaARN) => ({ lambdaARN, ...ONE_ARCHITECTURE, search: 'auto' }),
    candidates: 2,
    most: 40,
  },
];

/** The recommendation is applied. */
export const APPLIED: readonly Scenario[] = [
  {
    name: 'applied to a new alias, with another architecture',
    input: (lambdaARN) => ({
      lambdaARN,
      ...TWO_ARCHITECTURES,
      autoOptimize: true,
      autoOptimizeAlias: 'tuned',
    }),
    candidates: 4,
    alias: 'tuned',
  },
  {
    name: 'applied to the alias that was measured',
    input: (lambdaARN) => ({
      lambdaARN: `${lambdaARN}:${LIVE}`,
      ...ONE_ARCHITECTURE,
      autoOptimize: true,
      autoOptimizeAlias: LIVE,
    }),
    candidates: 2,
    alias: LIVE,
  },
];

/** Versions of the target are measured. */
export const IN_PLACE: readonly Scenario[] = [
  {
    name: 'in place',
    input: (lambdaARN) => ({ lambdaARN, ...ONE_ARCHITECTURE, isolation: 'in-place' }),
    candidates: 2,
    inPlace: true,
  },
  {
    name: 'in place, applied to an alias',
    input: (lambdaARN) => ({
      lambdaARN,
      ...ONE_ARCHITECTURE,
      isolation: 'in-place',
      autoOptimize: true,
      autoOptimizeAlias: LIVE,
    }),
    candidates: 2,
    inPlace: true,
    alias: LIVE,
  },
];
