import type * as errors from '../contract/errors.ts';
import { parseFunctionReference } from '../contract/function-reference.ts';

/** What is known of a run that failed. */
export interface FailedRun {
  /** Absent where it isn't known. */
  readonly executionArn?: string | undefined;
  /** The function, as the input names it. */
  readonly target?: string | undefined;
  /** Whether it ran on the local emulator. */
  readonly here: boolean;
}

/** An error of the contract, or one of the state machine's own ends. */
export type FailureName = keyof typeof errors | 'States.Timeout' | 'Interrupted';

/** Where the state machine is. */
const regionOf = ({ executionArn }: FailedRun) => executionArn?.split(':')[3];
/** Where the function is: it may be in another region than the state machine. */
const regionOfTarget = (run: FailedRun) => parseFunctionReference(run.target ?? '')?.region ?? regionOf(run);
const option = (name: string, value: string | undefined) =>
  value === undefined ? '' : ` --${name} ${value}`;
const lambda = (call: string, run: FailedRun) =>
  `aws lambda ${call}${option('region', regionOfTarget(run))} --function-name ${run.target ?? '<name>'}`;
const again = ({ target = '<target>', here }: FailedRun) =>
  here ? 'the same command' : `power-tuner tune ${target}`;
const clean = (run: FailedRun) => {
  const [own, other] = [regionOf(run), regionOfTarget(run)];
  return `power-tuner clean${option('region', own)}${option('regions', own === other ? undefined : other)}`;
};
/** What a run in place has left is known by its lock, which lies in that bucket. */
const cleanInPlace = (run: FailedRun) => `${clean(run)} --staging-bucket <the stack's bucket>`;

/** What to type next, by the name of the error that an execution ended with. */
const NEXT: Readonly<Record<FailureName, (run: FailedRun) => string>> = {
  InvalidInput: () => 'power-tuner init -o - explains every key; correct what is named and start again',
  TargetNotTunable: (run) =>
    run.here
      ? 'power-tuner tune --help says what can be tuned on this machine'
      : `${lambda('get-function', run)} shows what is there; tune another with power-tuner tune <name or ARN>`,
  TargetChanged: (run) => `when no deployment is under way, start again with ${again(run)}`,
  TargetLocked: (run) =>
    `${cleanInPlace(run)} puts back what a run that is over has left; then ${again(run)}`,
  TargetNotRestored: (run) => `${cleanInPlace(run)} tries again to put it back`,
  CostLimitExceeded: () =>
    'raise --max-cost-usd, or lower --num, or give fewer --power-values; --dry-run says what it would cost',
  PriceMissing: () =>
    `give prices with --prices '{"gbSecond": {"x86_64": …, "arm64": …}, "request": …}', or a region that has them with --region`,
  ProbeNotCreated: () =>
    '--dry-run checks the permissions with one probe; --isolation in-place needs no function to be created',
  PayloadNotReadable: (run) =>
    run.here
      ? 'give the event with --payload or --payload-file: nothing lies in a bucket of the emulator'
      : 'aws s3 ls <uri> shows whether it is there; give it with --payload-s3 s3://bucket/key or --payload-file <file>',
  ProcessorFailed: (run) =>
    // A processor's name means one beside the state machine, wherever the function is.
    `aws lambda invoke${option('region', regionOf(run))} --function-name <processor> out.json shows what it says; or leave --pre-processor-arn and --post-processor-arn out`,
  NoCandidateMeasured: () =>
    'give an event that the function takes with --payload or --payload-file, larger --power-values, or errors that are ordinary with --allowed-exceptions; --out <folder> keeps what each invocation said',
  ExecutionStopped: (run) => `start again with ${again(run)}`,
  ProbesLeft: (run) => `${clean(run)} deletes them now; the stack does it within the hour`,
  NotApplied: (run) =>
    `apply it by hand (${lambda('update-function-configuration', run)} --memory-size <MB>), or start again with ${again(run)} --auto-optimize`,
  'States.Timeout': () =>
    'measure less at once: fewer --power-values, a lower --num, or a higher --concurrency',
  Interrupted: (run) => `start again with ${again(run)}`,
};

/** Where there is something to ask or to mend in AWS alone: of a run on the emulator nothing is left. */
const ONLY_IN_AWS: ReadonlySet<string> = new Set<FailureName>([
  'TargetLocked',
  'TargetNotRestored',
  'ProcessorFailed',
  'ProbesLeft',
  'NotApplied',
]);

/**
 * What to type next.
 * @param name of the error; for an execution that was stopped, or has no name, undefined
 * @returns undefined where nothing is known of the execution either.
 */
export function nextStep(name: string | undefined, run: FailedRun): string | undefined {
  const isKnown = name !== undefined && Object.hasOwn(NEXT, name);
  if (isKnown && !(run.here && ONLY_IN_AWS.has(name))) return NEXT[name as FailureName](run);
  if (run.here) return 'the same command with --verbose shows what the stages log';
  if (run.executionArn === undefined) return undefined;
  return `aws stepfunctions get-execution-history${option('region', regionOf(run))} --execution-arn ${run.executionArn} --reverse-order --max-items 5 shows how it ended`;
}
