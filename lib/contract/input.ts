import * as z from 'zod';
import { APPLY_MODES, CANARY_KEYS, canarySchema, DEFAULT_MIN_SAVING, NOTIFY_MODES } from './afterwards.ts';
import { ARCHITECTURES, type Architecture, MEMORY_MB } from './candidate.ts';
import { architectureSchema } from './candidate-schema.ts';
import { isDeeperThan, MAX_DEPTH } from './depth.ts';
import { InvalidInput } from './errors.ts';
import { parseFunctionReference } from './function-reference.ts';
import { codeByArchitectureSchema, GIVEN_CODE_KEYS } from './given-code.ts';
import { LIMIT_KEYS } from './limits.ts';
import { limitsSchema } from './limits-schema.ts';
import { nearest } from './nearest.ts';
import { kindOf, shown, shownPath } from './shown.ts';
import { coldStartRateSchema, monthlyInvocationsSchema } from './traffic.ts';
import { isWeightedPayload } from './weighted-payload.ts';

/** What to do when the answer has to be one configuration. */
export const STRATEGIES = ['cost', 'speed', 'balanced'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** How the target is kept safe: measured as temporary copies, or as versions of its own. */
export const ISOLATIONS = ['probe', 'in-place'] as const;
export type Isolation = (typeof ISOLATIONS)[number];

/** Memory sizes in MB when the input names none: the other tool's defaults. */
export const DEFAULT_POWER_VALUES: readonly number[] = [128, 256, 512, 1024, 1536, 3008];

/** How the sizes that are measured are found: given beforehand, or round by round. */
export const SEARCHES = ['grid', 'auto'] as const;
export type Search = (typeof SEARCHES)[number];

/** The fewest invocations with which a search can begin. */
export const MIN_SEARCH_INVOCATIONS = 15;

/** Where the visualization link leads when nobody names another viewer: the other tool's. */
export const DEFAULT_VISUALIZATION_URL = 'https://lambda-power-tuning.show/';

/** `"ALL"`: every multiple of 64 MB from 128 to 10,240. */
export const ALL_POWER_VALUES: readonly number[] = Array.from(
  { length: (MEMORY_MB.max - MEMORY_MB.min) / 64 + 1 },
  (_, index) => MEMORY_MB.min + index * 64,
);

/** The fewest invocations from which a candidate is described. */
export const MIN_NUM = 5;

/** The most cold starts that a candidate may be asked for beside its samples. */
export const MAX_COLD_STARTS = 1000;

const wholeNumber = (min: number, max: number, allowed: string) =>
  z.int({ error: allowed }).min(min, { error: allowed }).max(max, { error: allowed });
const flag = () => z.boolean({ error: 'true or false' });
const text = (allowed: string) => z.string({ error: allowed }).min(1, { error: allowed });
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: values.map((value) => `"${value}"`).join(', ') });
const functionText = (allowed: string) =>
  text(allowed).refine((value) => parseFunctionReference(value) !== undefined, { error: allowed });
const price = () => {
  const allowed = 'a number from 0 to 1000000';
  return z.number({ error: allowed }).min(0, { error: allowed }).max(1_000_000, { error: allowed });
};

const share = (min: number, max: number) => {
  const allowed = `a number from ${min} to ${max}`;
  return z.number({ error: allowed }).min(min, { error: allowed }).max(max, { error: allowed });
};

const MEMORY_ALLOWED = `whole numbers from ${MEMORY_MB.min} to ${MEMORY_MB.max}, each once`;
const FUNCTION_ALLOWED =
  "a function's name, partial ARN or full ARN, with or without a version or alias, for example arn:aws:lambda:eu-west-1:123456789012:function:orders";
const S3_ALLOWED = 's3://bucket/key, the key of at most 1024 bytes';
const MAX_S3_KEY_BYTES = 1024;
const ALIAS_ALLOWED = "an alias' name: letters, digits, - and _, at most 128, not a number and not $LATEST";
const SCHEDULE_ALLOWED = "a schedule's name: letters, digits, ., - and _, at most 64";
const ROLE_ALLOWED = "a role's ARN, as in arn:aws:iam::123456789012:role/measuring";
const MAX_COST_ALLOWED = 'a number over 0, at most 1000000';
const URL_ALLOWED = 'an http or https address of at most 2000 characters, without spaces and #';

/** It is printed as it is, with the figures behind its own `#`. */
function isHttpUrl(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    /^[!-"$-~]{1,2000}$/.test(value)
  );
}

/** S3 counts bytes, not characters. */
function isS3Uri(value: string): boolean {
  const [, key] = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/(.+)$/s.exec(value) ?? [];
  return key !== undefined && new TextEncoder().encode(key).length <= MAX_S3_KEY_BYTES;
}

/**
 * The input of an execution, field by field: aws-lambda-power-tuning's, and ours.
 * Each field's error text says what is allowed; `parseInput` adds what was given and where.
 */
export const inputSchema = z.strictObject(
  {
    lambdaARN: functionText(FUNCTION_ALLOWED),
    num: wholeNumber(MIN_NUM, 100_000, `a whole number from ${MIN_NUM} to 100000`).default(50),
    powerValues: z
      .union([
        z.literal('ALL'),
        z
          .array(z.int().min(MEMORY_MB.min).max(MEMORY_MB.max))
          .min(1)
          .refine((values) => new Set(values).size === values.length),
      ])
      .optional(),
    payload: z.unknown().optional(),
    payloadS3: text(S3_ALLOWED).refine(isS3Uri, { error: S3_ALLOWED }).optional(),
    parallelInvocation: flag().default(false),
    strategy: oneOf(STRATEGIES).default('cost'),
    balancedWeight: z
      .number({ error: 'a number from 0 to 1' })
      .min(0, { error: 'a number from 0 to 1' })
      .max(1, { error: 'a number from 0 to 1' })
      .default(0.5),
    limits: limitsSchema.optional(),
    coldStartRate: coldStartRateSchema.optional(),
    monthlyInvocations: monthlyInvocationsSchema.optional(),
    autoOptimize: flag().default(false),
    autoOptimizeAlias: text(ALIAS_ALLOWED)
      .regex(/^(?!\d+$)[A-Za-z0-9_-]{1,128}$/, { error: ALIAS_ALLOWED })
      .optional(),
    dryRun: flag().default(false),
    preProcessorARN: functionText(FUNCTION_ALLOWED).optional(),
    postProcessorARN: functionText(FUNCTION_ALLOWED).optional(),
    discardTopBottom: z
      .number({ error: 'a number from 0 to 0.4' })
      .min(0, { error: 'a number from 0 to 0.4' })
      .max(0.4, { error: 'a number from 0 to 0.4' })
      .default(0),
    sleepBetweenRunsMs: wholeNumber(0, 840_000, 'a whole number of milliseconds from 0 to 840000').default(0),
    disablePayloadLogs: flag().default(false),
    includeOutputResults: flag().default(false),
    onlyColdStarts: flag().default(false),
    allowedExceptions: z
      .array(text('names of error types'), { error: 'a list of names of error types' })
      .default([]),

    architectures: z
      .array(architectureSchema)
      .min(1)
      .refine((values) => new Set(values).size === values.length)
      .optional(),
    isolation: oneOf(ISOLATIONS).default('probe'),
    code: codeByArchitectureSchema.optional(),
    probeRole: text(ROLE_ALLOWED)
      .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, { error: ROLE_ALLOWED })
      .optional(),
    concurrency: wholeNumber(1, 1000, 'a whole number from 1 to 1000').optional(),
    maxConcurrency: wholeNumber(2, 100_000, 'a whole number from 2 to 100000').optional(),
    maxCostUsd: z
      .number({ error: MAX_COST_ALLOWED })
      .gt(0, { error: MAX_COST_ALLOWED })
      .max(1_000_000, { error: MAX_COST_ALLOWED })
      .optional(),
    candidateTimeoutSeconds: wholeNumber(1, 86_400, 'a whole number of seconds from 1 to 86400').default(
      3600,
    ),
    visualizationUrl: text(URL_ALLOWED).refine(isHttpUrl, { error: URL_ALLOWED }).optional(),
    prices: z
      .strictObject(
        {
          gbSecond: z
            .strictObject({ x86_64: price().optional(), arm64: price().optional() })
            .refine((byArchitecture) => Object.keys(byArchitecture).length > 0, {
              error: 'a price of a GB-second for x86_64, arm64 or both',
            }),
          request: price(),
          currency: oneOf(['USD', 'CNY']).default('USD'),
        },
        { error: '{gbSecond: {x86_64, arm64}, request, currency}' },
      )
      .optional(),
    baseline: flag().default(true),
    search: oneOf(SEARCHES).optional(),
    tolerance: share(0.001, 0.5).optional(),
    confidence: share(0.5, 0.999).optional(),
    maxInvocations: wholeNumber(
      MIN_SEARCH_INVOCATIONS,
      100_000,
      `a whole number from ${MIN_SEARCH_INVOCATIONS} to 100000`,
    ).optional(),
    coldStarts: wholeNumber(1, MAX_COLD_STARTS, `a whole number from 1 to ${MAX_COLD_STARTS}`).optional(),
    seed: wholeNumber(0, 0xffff_ffff, 'a whole number from 0 to 4294967295').optional(),

    apply: oneOf(APPLY_MODES).optional(),
    minSaving: share(0, 0.9).default(DEFAULT_MIN_SAVING),
    applyManaged: flag().default(false),
    canary: canarySchema.optional(),
    notify: oneOf(NOTIFY_MODES).default('changes'),
    fresh: flag().default(false),
    schedule: text(SCHEDULE_ALLOWED)
      .regex(/^[0-9a-zA-Z._-]{1,64}$/, { error: SCHEDULE_ALLOWED })
      .optional(),
  },
  { error: 'a JSON object' },
);

/** What is allowed where the schema is a union or a list, whose own messages would not say it. */
const ALLOWED: Readonly<Record<string, string>> = {
  powerValues: `"ALL", or a list of ${MEMORY_ALLOWED}`,
  architectures: `a list of ${ARCHITECTURES.map((name) => `"${name}"`).join(', ')}, each once`,
};

/** A parsed input: every default filled in, every value in its range. Durations in ms or s, as named. */
export type TuningInput = z.output<typeof inputSchema> & { readonly search: Search };

/** One thing wrong with an input. */
export interface InputProblem {
  /** Where, as in `powerValues[2]`; empty for the input as a whole. */
  readonly path: string;
  /** What was given, shortened. Absent for unknown keys: what they hold may be a payload. */
  readonly given?: string;
  /** What would have been right. */
  readonly allowed: string;
}

export type ParsedInput =
  | { readonly ok: true; readonly input: TuningInput }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** Checks an input and fills in the defaults; finds every problem, not only the first. */
export function checkInput(raw: unknown): ParsedInput {
  const parsed = inputSchema.safeParse(raw);
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(issue, raw))),
    ...payloadProblems(raw),
    ...coldStartProblems(raw),
    ...isolationProblems(raw),
    ...depthProblems(raw),
    ...blendProblems(raw),
    ...searchProblems(raw),
    ...applyProblems(raw),
  ];
  return parsed.success && problems.length === 0
    ? { ok: true, input: { ...parsed.data, search: searchOf(raw) } }
    : { ok: false, problems: dedupe(problems) };
}

/**
 * Checks an input and fills in the defaults.
 * @throws InvalidInput with every problem, one a line.
 */
export function parseInput(raw: unknown): TuningInput {
  const parsed = checkInput(raw);
  if (parsed.ok) return parsed.input;
  throw new InvalidInput(describeProblems(parsed.problems));
}

/** Of what is wrong with an input, so much is listed: an error has room for so much, and nobody reads more. */
const LISTED = 30;

/** The problems as text: a heading, then one a line. */
export function describeProblems(problems: readonly InputProblem[]): string {
  const count = problems.length;
  const lines = problems
    .slice(0, LISTED)
    .map(({ path, given, allowed }) =>
      given === undefined
        ? `- ${path}: ${allowed}`
        : `- ${path || 'input'}: got ${given}; allowed: ${allowed}`,
    );
  const more = count > LISTED ? [`- and ${count - LISTED} more`] : [];
  return [`${count} problem${count === 1 ? '' : 's'} in the input:`, ...lines, ...more].join('\n');
}

function problemsOf(issue: z.core.$ZodIssue, raw: unknown): InputProblem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, issue.path));
  const [top] = issue.path;
  const allowed = ALLOWED[String(top)] ?? issue.message;
  // A list is judged as a whole, so its path stops at the list unless items alone are at fault.
  const paths = issue.code === 'invalid_union' ? offendingPaths(raw, issue.path) : [issue.path];
  return paths.map((path) => ({ path: shownPath(path), given: givenAt(raw, path), allowed }));
}

function unknownKey(key: string, path: readonly PropertyKey[]): InputProblem {
  const known = path.length === 0 ? Object.keys(inputSchema.shape) : knownKeysAt(path);
  const suggestion = nearest(key, known);
  return {
    path: shownPath([...path, key]),
    allowed: `no such key${suggestion === undefined ? '' : `; did you mean "${suggestion}"?`}`,
  };
}

/** Inside a union zod reports the union; find the items that are wrong by themselves. */
function offendingPaths(raw: unknown, path: readonly PropertyKey[]): readonly (readonly PropertyKey[])[] {
  const value = valueAt(raw, path);
  if (!Array.isArray(value)) return [path];
  const indices = [...value.keys()].filter((index) => {
    const item: unknown = value[index];
    return !Number.isInteger(item) || Number(item) < MEMORY_MB.min || Number(item) > MEMORY_MB.max;
  });
  return indices.length === 0 ? [path] : indices.map((index) => [...path, index]);
}

/** Where a payload may stand by mistake, only the kind of what was given is said. */
function givenAt(raw: unknown, path: readonly PropertyKey[]): string {
  const value = valueAt(raw, path);
  const mayBePayload =
    path.length === 0 || (path[0] === 'payloadS3' && typeof value === 'string' && !value.startsWith('s3://'));
  return mayBePayload ? kindOf(value) : shown(value);
}

function knownKeysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path[0] === 'code') return path.length === 1 ? ARCHITECTURES : GIVEN_CODE_KEYS;
  if (path[0] === 'limits') return LIMIT_KEYS;
  if (path[0] === 'canary') return CANARY_KEYS;
  return path.at(-1) === 'gbSecond' ? ARCHITECTURES : ['gbSecond', 'request', 'currency'];
}

/** In place, what is measured is a version of the function itself: there is nothing to give it. */
const FOR_PROBES_ONLY = ['code', 'probeRole'] as const;

function isolationProblems(raw: unknown): InputProblem[] {
  if (typeof raw !== 'object' || raw === null || !('isolation' in raw) || raw.isolation !== 'in-place') {
    return [];
  }
  const given = FOR_PROBES_ONLY.filter((key) => Object.hasOwn(raw, key)).map((path) => ({
    path,
    given: shown(valueAt(raw, [path])),
    allowed: 'only with isolation "probe": in place, a version of the function itself is measured',
  }));
  const allowed =
    'only with isolation "probe": the environments of a published version can\'t be retired between bursts';
  const cold = [
    ...(valueAt(raw, ['onlyColdStarts']) === true ? ['onlyColdStarts'] : []),
    ...(Object.hasOwn(raw, 'coldStarts') ? ['coldStarts'] : []),
  ];
  return [...given, ...cold.map((path) => ({ path, given: shown(valueAt(raw, [path])), allowed }))];
}

/** What the schema of `coldStarts` alone can't see. */
function coldStartProblems(raw: unknown): InputProblem[] {
  const [coldStarts, payload] = [valueAt(raw, ['coldStarts']), valueAt(raw, ['payload'])];
  if (typeof coldStarts !== 'number') return [];
  return [
    ...(valueAt(raw, ['onlyColdStarts']) === true
      ? [
          {
            path: 'coldStarts',
            given: shown(coldStarts),
            allowed: 'not with onlyColdStarts, which makes all num of them cold starts: give one of both',
          },
        ]
      : []),
    ...(isWeightedPayload(payload) && payload.length > coldStarts
      ? [
          {
            path: 'coldStarts',
            given: `${coldStarts} with ${payload.length} weighted payloads`,
            allowed: 'at least as many as there are payloads, so that each is used at least once',
          },
        ]
      : []),
  ];
}

/**
 * Whether sizes are searched for: where the input says so, and where it says neither how many invocations nor which
 * sizes. An input that names one of them means a grid, as it does in aws-lambda-power-tuning.
 */
export function searchOf(raw: unknown): Search {
  const asked = valueAt(raw, ['search']);
  if (asked === 'auto' || asked === 'grid') return asked;
  const names = ['num', 'powerValues'].some((key) => valueAt(raw, [key]) !== undefined);
  return names ? 'grid' : 'auto';
}

const FOR_SEARCH_ONLY = ['tolerance', 'confidence', 'maxInvocations'] as const;

/** In a grid it is decided beforehand how much is measured. */
function searchProblems(raw: unknown): InputProblem[] {
  if (searchOf(raw) === 'auto') return [];
  return FOR_SEARCH_ONLY.filter((key) => valueAt(raw, [key]) !== undefined).map((path) => ({
    path,
    given: shown(valueAt(raw, [path])),
    allowed: 'only with search "auto", which is the default where neither num nor powerValues is given',
  }));
}

/** Two answers to one question. */
function applyProblems(raw: unknown): InputProblem[] {
  const apply = valueAt(raw, ['apply']);
  if (apply === undefined || valueAt(raw, ['autoOptimize']) !== true) return [];
  const allowed = 'not with autoOptimize: true, which applies whatever the answer is: give one of both';
  return [{ path: 'apply', given: shown(apply), allowed }];
}

/** Where every sample is a cold start there is nothing to blend them with. */
function blendProblems(raw: unknown): InputProblem[] {
  const rate = valueAt(raw, ['coldStartRate']);
  if (rate === undefined || valueAt(raw, ['onlyColdStarts']) !== true) return [];
  const allowed = 'only without onlyColdStarts: it weighs cold starts against warm invocations';
  return [{ path: 'coldStartRate', given: shown(rate), allowed }];
}

/** What the schema of one field can't see: weights, and their number against `num`. */
function payloadProblems(raw: unknown): InputProblem[] {
  if (typeof raw !== 'object' || raw === null) return [];
  const { payload, num } = raw as { payload?: unknown; num?: unknown };
  if (!isWeightedPayload(payload)) return [];
  const problems: InputProblem[] = payload.flatMap(({ weight }: { weight: unknown }, index) =>
    typeof weight === 'number' && Number.isFinite(weight) && weight > 0
      ? []
      : [
          {
            path: `payload[${index}].weight`,
            given: typeof weight === 'number' ? shown(weight) : kindOf(weight),
            allowed: 'a number over 0',
          },
        ],
  );
  const { data: invocations } = inputSchema.shape.num.safeParse(num);
  if (invocations !== undefined && payload.length > invocations) {
    problems.push({
      path: 'payload',
      given: `${payload.length} weighted payloads with num ${invocations}`,
      allowed: 'at most num of them, so that each is used at least once: raise num',
    });
  }
  return problems;
}

/** What could not be written as JSON any more, into a state or to the target. */
function depthProblems(raw: unknown): InputProblem[] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return [];
  return Object.entries(raw)
    .filter(([key, value]) => Object.hasOwn(inputSchema.shape, key) && isDeeperThan(MAX_DEPTH, value))
    .map(([path, value]) => ({
      path,
      given: kindOf(value),
      allowed: `lists and objects inside one another at most ${MAX_DEPTH} deep; a payload that is text may hold any JSON`,
    }));
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    raw,
  );
}

function dedupe(problems: readonly InputProblem[]): InputProblem[] {
  const byText = new Map(problems.map((problem) => [`${problem.path}\n${problem.allowed}`, problem]));
  return [...byText.values()];
}

/** The architectures and sizes that an input asks for, given the target's own architecture. */
export function askedCandidates(
  input: Pick<TuningInput, 'powerValues' | 'architectures'>,
  own: Architecture,
  defaults: readonly number[] = DEFAULT_POWER_VALUES,
): { architecture: Architecture; memoryMB: number }[] {
  const sizes = input.powerValues === 'ALL' ? ALL_POWER_VALUES : (input.powerValues ?? defaults);
  const sorted = [...sizes].sort((a, b) => a - b);
  return (input.architectures ?? [own]).flatMap((architecture) =>
    sorted.map((memoryMB) => ({ architecture, memoryMB })),
  );
}
