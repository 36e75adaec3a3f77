import { type Command, Option } from 'commander';
import { BadInput } from './exit-code.ts';
import { parseJson } from './local/json-file.ts';

type Read = (given: string) => unknown;

/** One option of the command line, and the key of the input that it gives. */
interface InputOption {
  readonly key: string;
  readonly flags: string;
  readonly help: string;
  readonly read?: Read;
  /** What the option without an argument stands for. */
  readonly value?: boolean;
}

const number: Read = (given) => (given.trim() === '' || Number.isNaN(Number(given)) ? given : Number(given));
const list: Read = (given) => given.split(',').map((item) => item.trim());
const numbers: Read = (given) =>
  given === 'ALL' ? given : given.split(',').map((item) => number(item.trim()));
/** `a=1,b=2` as `{a: 1, b: 2}`. What isn't of this form stays as it is, for the contract to refuse. */
const pairs: Read = (given) => {
  const items = given.split(',').map((item) => item.split('='));
  if (items.some((parts) => parts.length !== 2)) return given;
  return Object.fromEntries(items.map(([key = '', value = '']) => [key.trim(), number(value)]));
};
const jsonOr =
  (what: string, example: string): Read =>
  (given) => {
    try {
      return JSON.parse(given);
    } catch (error) {
      throw new BadInput(
        `${what} is not JSON: ${(error as Error).message}; allowed: JSON in quotes of the shell, as in ${example}`,
        { cause: error },
      );
    }
  };

/** The whole input of an execution, as options. Their values are checked by the contract, like any input. */
const INPUT_OPTIONS: readonly InputOption[] = [
  {
    key: 'num',
    flags: '-n, --num <count>',
    help: 'invocations for each candidate (at least 5; default 50)',
    read: number,
  },
  {
    key: 'powerValues',
    flags: '-p, --power-values <list>',
    help: 'memory sizes in MB, as in 128,512,1024, or ALL',
    read: numbers,
  },
  {
    key: 'search',
    flags: '--search <kind>',
    help: 'auto (default where neither --num nor --power-values is given) finds the sizes to measure; grid measures those given',
  },
  {
    key: 'tolerance',
    flags: '--tolerance <share>',
    help: 'auto: what is so near to the best is as good (default 0.02)',
    read: number,
  },
  {
    key: 'confidence',
    flags: '--confidence <share>',
    help: 'auto: how sure the search has to be to end (default 0.95)',
    read: number,
  },
  {
    key: 'maxInvocations',
    flags: '--max-invocations <count>',
    help: 'auto: invocations at most (default 40 for each architecture)',
    read: number,
  },
  {
    key: 'architectures',
    flags: '-a, --architectures <list>',
    help: "x86_64, arm64 or both, as in x86_64,arm64 (default: the function's own)",
    read: list,
  },
  { key: 'strategy', flags: '-s, --strategy <name>', help: 'cost, speed or balanced (default cost)' },
  {
    key: 'balancedWeight',
    flags: '--balanced-weight <number>',
    help: 'for balanced: 0 is speed, 1 is cost (default 0.5)',
    read: number,
  },
  {
    key: 'limits',
    flags: '--limits <list>',
    help: 'what the answer has to keep, as in p99Ms=300,costPerMillionUsd=5: p99Ms, p90Ms, meanMs, coldP99Ms, costPerMillionUsd, minHeadroomPercent',
    read: pairs,
  },
  {
    key: 'coldStartRate',
    flags: '--cold-start-rate <share>',
    help: 'compare with this share of cold starts, from 0 to 1',
    read: number,
  },
  {
    key: 'monthlyInvocations',
    flags: '--monthly-invocations <count>',
    help: 'state cost and saving for so many invocations a month too',
    read: number,
  },
  {
    key: 'payload',
    flags: '--payload <json>',
    help: 'the event; a list of {payload, weight} is a weighted payload',
    read: jsonOr('--payload', `--payload '{"orderId": 1}', or a file of it with --payload-file <file>`),
  },
  { key: 'payload', flags: '--payload-file <file>', help: 'the event, from a JSON file', read: parseJson },
  { key: 'payloadS3', flags: '--payload-s3 <uri>', help: 'the event, from s3://bucket/key' },
  {
    key: 'concurrency',
    flags: '-c, --concurrency <count>',
    help: 'invocations at once for one candidate (default 1: in series)',
    read: number,
  },
  {
    key: 'maxConcurrency',
    flags: '--max-concurrency <count>',
    help: "invocations under way at once in the whole run (default 10% of the account's unreserved)",
    read: number,
  },
  {
    key: 'maxCostUsd',
    flags: '--max-cost-usd <amount>',
    help: 'what the run may spend: refused where it may cost more, stopped where it does',
    read: number,
  },
  {
    key: 'parallelInvocation',
    flags: '--parallel-invocation',
    help: 'all of a candidate’s invocations at once',
    value: true,
  },
  {
    key: 'coldStarts',
    flags: '--cold-starts <count>',
    help: 'cold starts to measure for each candidate beside its invocations (1 to 1000)',
    read: number,
  },
  { key: 'onlyColdStarts', flags: '--only-cold-starts', help: 'every sample is a cold start', value: true },
  {
    key: 'sleepBetweenRunsMs',
    flags: '--sleep-between-runs-ms <ms>',
    help: 'pause after each invocation, in series',
    read: number,
  },
  {
    key: 'discardTopBottom',
    flags: '--discard-top-bottom <share>',
    help: 'share of fastest and slowest to leave out of the averages (0 to 0.4; default 0)',
    read: number,
  },
  {
    key: 'allowedExceptions',
    flags: '--allowed-exceptions <list>',
    help: 'error types that count as ordinary results',
    read: list,
  },
  {
    key: 'preProcessorARN',
    flags: '--pre-processor-arn <arn>',
    help: 'function invoked before each invocation; its output replaces the payload',
  },
  {
    key: 'postProcessorARN',
    flags: '--post-processor-arn <arn>',
    help: 'function invoked after each invocation, with its output',
  },
  {
    key: 'autoOptimize',
    flags: '--auto-optimize',
    help: 'apply the recommended memory size and architecture',
    value: true,
  },
  {
    key: 'autoOptimizeAlias',
    flags: '--auto-optimize-alias <name>',
    help: 'with --auto-optimize or --apply auto: publish a version and point this alias at it',
  },
  {
    key: 'apply',
    flags: '--apply <mode>',
    help: 'never (default); propose: say what to change, and where; auto: apply what is sure and saves enough',
  },
  {
    key: 'minSaving',
    flags: '--min-saving <share>',
    help: 'the least saving that is worth a change or a message (0 to 0.9; default 0.05)',
    read: number,
  },
  {
    key: 'applyManaged',
    flags: '--apply-managed',
    help: 'with --apply auto: also where CloudFormation, Terraform or the like deploys the function',
    value: true,
  },
  {
    key: 'canary',
    flags: '--canary <list>',
    help: 'move the alias by degrees, as in share=0.1,minutes=30,invocations=50',
    read: pairs,
  },
  {
    key: 'notify',
    flags: '--notify <when>',
    help: 'of which outcomes an event is sent: changes (default; not of unchanged), always, never',
  },
  {
    key: 'fresh',
    flags: '--fresh',
    help: 'search as if the function had not been measured before',
    value: true,
  },
  {
    key: 'schedule',
    flags: '--schedule <name>',
    help: 'name of the schedule that starts the run, for the result',
  },
  {
    key: 'dryRun',
    flags: '--dry-run',
    help: 'check permissions with one invocation; no analysis',
    value: true,
  },
  { key: 'baseline', flags: '--no-baseline', help: "don't measure the current configuration", value: false },
  {
    key: 'includeOutputResults',
    flags: '--include-output-results',
    help: 'put `stats` into the result',
    value: true,
  },
  {
    key: 'disablePayloadLogs',
    flags: '--disable-payload-logs',
    help: 'no payload in any log or error',
    value: true,
  },
  {
    key: 'isolation',
    flags: '--isolation <kind>',
    help: 'probe: measure temporary copies, never the function itself (default); in-place: versions of it',
  },
  {
    key: 'code',
    flags: '--code <json>',
    help: 'other code for an architecture: {"arm64": {"functionArn": …}}, or s3Bucket and s3Key, imageUri, layers',
    read: jsonOr('--code', `--code '{"arm64": {"functionArn": "arn:…"}}'`),
  },
  {
    key: 'probeRole',
    flags: '--probe-role <arn>',
    help: "role of the copies in place of the function's own",
  },
  {
    key: 'candidateTimeoutSeconds',
    flags: '--candidate-timeout-seconds <seconds>',
    help: 'time limit for one candidate (default 3600)',
    read: number,
  },
  {
    key: 'prices',
    flags: '--prices <json>',
    help: 'your own: {"gbSecond": {"x86_64": …, "arm64": …}, "request": …, "currency": "USD"}',
    read: jsonOr('--prices', `--prices '{"gbSecond": {"x86_64": 0.0000166667}, "request": 0.0000002}'`),
  },
  { key: 'visualizationUrl', flags: '--visualization-url <url>', help: 'the viewer that the link leads to' },
  { key: 'seed', flags: '--seed <number>', help: 'seed of everything that is drawn by chance', read: number },
];

/**
 * Adds the input's options to a command.
 * @param except keys that the command itself gives
 */
export function addInputOptions(command: Command, except: readonly string[] = []): void {
  for (const { flags, help } of INPUT_OPTIONS.filter(({ key }) => !except.includes(key))) {
    command.addOption(new Option(flags, help).helpGroup('What to measure and how:'));
  }
}

/** The part of the input that was given as options. */
export function inputFromOptions(command: Command): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const { key, flags, read, value } of INPUT_OPTIONS) {
    const name = new Option(flags).attributeName();
    if (command.getOptionValueSource(name) !== 'cli') continue;
    const given: unknown = command.getOptionValue(name);
    input[key] = value ?? (typeof given === 'string' && read !== undefined ? read(given) : given);
  }
  return input;
}
