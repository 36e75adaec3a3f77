import type * as z from 'zod';
import { DEFAULT_POWER_VALUES, DEFAULT_VISUALIZATION_URL, type inputSchema } from '../../contract/index.ts';

/** What an input file says of a key. What is allowed, and most defaults, are the schema's to say. */
export interface InputKey {
  readonly group: string;
  /** A sentence. */
  readonly meaning: string;
  /** What holds where it is left out, if that is no one value of the schema's. */
  readonly unset?: string;
  /** A value to begin with, where the default is none or would change nothing. */
  readonly example?: unknown;
}

export type CommentedKey = Exclude<keyof z.input<typeof inputSchema>, 'lambdaARN'>;

const SEARCH = 'What to measure';
const EVENT = 'What the function is invoked with';
const SAMPLES = 'How it is invoked';
const CHOICE = 'What is best';
const MONEY = 'What the run may cost';
const APPLY = 'What to do with the answer';
const COPIES = 'How the function is kept safe, and what its copies are made of';
const OUTPUT = 'Output and logs';

/** Every key but lambdaARN, in the order in which an input file has them. */
export const INPUT_KEYS: Readonly<Record<CommentedKey, InputKey>> = {
  search: {
    group: SEARCH,
    meaning:
      'auto finds the sizes to measure round by round and stops when it is sure; grid measures those given.',
    unset: 'auto where neither num nor powerValues is given, else grid',
    example: 'auto',
  },
  architectures: {
    group: SEARCH,
    meaning: 'Architectures to measure. One that the function can not run on is skipped, with the reason.',
    unset: "the function's own",
    example: ['x86_64', 'arm64'],
  },
  powerValues: {
    group: SEARCH,
    meaning: 'Memory sizes in MB; ALL is every multiple of 64.',
    unset: `in a grid ${DEFAULT_POWER_VALUES.join(', ')}; in a search any`,
    example: [128, 256, 512, 1024, 1769, 3008],
  },
  num: { group: SEARCH, meaning: 'Invocations for each candidate; in a search, of one at most.' },
  maxInvocations: {
    group: SEARCH,
    meaning: 'Search: invocations at most.',
    unset: '40 for each architecture',
    example: 60,
  },
  tolerance: {
    group: SEARCH,
    meaning: 'Search: what is within this share of the best is as good.',
    unset: '0.02',
    example: 0.02,
  },
  confidence: {
    group: SEARCH,
    meaning: 'Search: how sure it has to be to end.',
    unset: '0.95',
    example: 0.95,
  },
  fresh: {
    group: SEARCH,
    meaning: 'Search as if the function had not been measured before.',
  },
  baseline: {
    group: SEARCH,
    meaning: 'Measure the current configuration too, and state the saving against it.',
  },
  dryRun: {
    group: SEARCH,
    meaning: 'Only check permissions with one invocation, and say what a run would cost at most.',
  },
  payload: {
    group: EVENT,
    meaning: 'The event. A list whose every item is {payload, weight} is a weighted payload.',
    unset: '{}',
    example: { orderId: 1 },
  },
  payloadS3: {
    group: EVENT,
    meaning: 'An event that is too large for the state.',
    unset: 'none',
    example: 's3://my-bucket/event.json',
  },
  preProcessorARN: {
    group: EVENT,
    meaning:
      'Function that is invoked before each invocation; its output replaces the payload unless it is empty.',
    unset: 'none',
    example: 'before-each',
  },
  postProcessorARN: {
    group: EVENT,
    meaning: 'Function that is invoked after each invocation, with its output.',
    unset: 'none',
    example: 'after-each',
  },
  concurrency: {
    group: SAMPLES,
    meaning: 'Invocations at once for one candidate.',
    unset: '1: one after another',
    example: 5,
  },
  parallelInvocation: { group: SAMPLES, meaning: 'All num invocations of a candidate at once.' },
  maxConcurrency: {
    group: SAMPLES,
    meaning: 'Invocations under way at once in the whole run.',
    unset: "10% of the account's unreserved concurrency",
    example: 50,
  },
  sleepBetweenRunsMs: { group: SAMPLES, meaning: 'Pause after each invocation, in series.' },
  coldStarts: {
    group: SAMPLES,
    meaning: 'Cold starts to measure for each candidate beside its invocations.',
    unset: 'none but those that come by themselves',
    example: 10,
  },
  onlyColdStarts: { group: SAMPLES, meaning: 'Every sample is a cold start.' },
  allowedExceptions: {
    group: SAMPLES,
    meaning: 'Error types that count as ordinary results.',
    example: ['OrderNotFound'],
  },
  candidateTimeoutSeconds: { group: SAMPLES, meaning: 'Time limit for one candidate.' },
  seed: {
    group: SAMPLES,
    meaning: 'Seed of everything that is drawn by chance.',
    unset: 'follows from the execution',
    example: 1,
  },
  strategy: { group: CHOICE, meaning: 'What is best.' },
  balancedWeight: { group: CHOICE, meaning: 'For balanced: 0 is speed, 1 is cost.' },
  limits: {
    group: CHOICE,
    meaning: 'What the answer has to keep, before the strategy chooses.',
    unset: 'none but some memory to spare',
    example: { p99Ms: 300, costPerMillionUsd: 5 },
  },
  coldStartRate: {
    group: CHOICE,
    meaning: 'Compare by this share of cold starts and the rest warm invocations.',
    unset: 'warm invocations alone',
    example: 0.01,
  },
  discardTopBottom: {
    group: CHOICE,
    meaning: 'Share of fastest and slowest to leave out of the averages.',
  },
  monthlyInvocations: {
    group: MONEY,
    meaning: 'State cost and saving for so many invocations a month too.',
    unset: 'none stated',
    example: 1_000_000,
  },
  maxCostUsd: {
    group: MONEY,
    meaning: 'What the run may spend: refused where it may cost more, stopped where it does.',
    unset: 'no limit',
    example: 0.5,
  },
  prices: {
    group: MONEY,
    meaning: 'Prices of your own, or of a region that is not known.',
    unset: "those of the function's region",
    example: { gbSecond: { x86_64: 0.0000166667, arm64: 0.0000133334 }, request: 0.0000002 },
  },
  autoOptimize: { group: APPLY, meaning: 'Apply the recommended memory size and architecture.' },
  autoOptimizeAlias: {
    group: APPLY,
    meaning: 'With autoOptimize or apply auto: publish a version and point this alias at it.',
    unset: 'none',
    example: 'live',
  },
  apply: {
    group: APPLY,
    meaning:
      'never; propose says what to change, and where; auto applies what is sure and saves at least minSaving.',
    unset: 'never',
    example: 'propose',
  },
  minSaving: {
    group: APPLY,
    meaning: 'The least saving that is worth a change or a message, as a share.',
  },
  applyManaged: {
    group: APPLY,
    meaning:
      'With apply auto: also where CloudFormation, Terraform or the like deploys the function, and will undo it.',
  },
  canary: {
    group: APPLY,
    meaning:
      'Move the alias by degrees: a share of its invocations for some minutes, then all of them, or back.',
    unset: 'at once',
    example: { share: 0.1, minutes: 30, invocations: 50 },
  },
  notify: {
    group: APPLY,
    meaning: 'Of which outcomes an event is sent: changes (not of unchanged), always or never.',
  },
  isolation: {
    group: COPIES,
    meaning:
      'probe: copies are measured and the function is never touched; in-place: versions of it, with $LATEST changed for seconds.',
  },
  code: {
    group: COPIES,
    meaning:
      "Other code for an architecture on which the function's own can not run; where the stack allows it.",
    unset: "the function's own",
    example: { arm64: { functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders-arm64' } },
  },
  probeRole: {
    group: COPIES,
    meaning: "Role of the copies in place of the function's own; where the stack allows it.",
    unset: "the function's own",
    example: 'arn:aws:iam::123456789012:role/measuring',
  },
  includeOutputResults: {
    group: OUTPUT,
    meaning: 'Put stats (average price and duration of each candidate) into the output.',
  },
  disablePayloadLogs: { group: OUTPUT, meaning: 'No payload in any log or error.' },
  schedule: {
    group: OUTPUT,
    meaning: 'Name of the schedule that starts the run.',
    unset: 'none',
    example: 'orders-weekly',
  },
  visualizationUrl: {
    group: OUTPUT,
    meaning: 'The viewer that the link leads to.',
    unset: `the stack's viewer where it has one, else ${DEFAULT_VISUALIZATION_URL}`,
    example: DEFAULT_VISUALIZATION_URL,
  },
};
