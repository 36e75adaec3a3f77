import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPLY_MODES,
  ARCHITECTURES,
  checkInput,
  InvalidInput,
  ISOLATIONS,
  inputSchema,
  MAX_DEPTH,
  NOTIFY_MODES,
  parseInput,
  SEARCHES,
  STRATEGIES,
  searchOf,
} from '../../../lib/contract/index.ts';

/** An error that travels through Lambda and Step Functions has room for 32 KiB, with its trace. */
const MOST_CHARACTERS = 14_000;
const RUNS = { seed: 2, numRuns: 300 };

const text = (pattern: RegExp) => fc.stringMatching(pattern);
const anyFunction = fc.oneof(
  text(/^[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_-]{1,128})?$/),
  text(/^\d{12}:function:[A-Za-z0-9_-]{1,64}$/),
  text(
    /^arn:aws(-cn|-us-gov)?:lambda:[a-z]{2}-[a-z]{3,9}-\d:\d{12}:function:[A-Za-z0-9_-]{1,64}(:\$LATEST)?$/,
  ),
);
const size = fc.integer({ min: 128, max: 10_240 });
const price = fc.double({ min: 0, max: 1, noNaN: true });
const code = fc.oneof(
  fc.record({
    s3Bucket: text(/^[a-z0-9][a-z0-9-]{1,40}[a-z0-9]$/),
    s3Key: fc.string({ minLength: 1, maxLength: 100 }),
  }),
  fc.record({
    imageUri: text(/^\d{12}\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/[a-z0-9]{1,20}:[a-z0-9]{1,20}$/),
  }),
  fc.record({ functionArn: text(/^arn:aws:lambda:eu-west-1:\d{12}:function:[a-z]{1,20}$/) }),
);
const byArchitecture = <T>(value: fc.Arbitrary<T>) =>
  fc
    .record({ x86_64: value, arm64: value }, { requiredKeys: [] })
    .filter((given) => Object.keys(given).length > 0);

const limits = (value: fc.Arbitrary<number>) =>
  fc
    .record(
      {
        p99Ms: value,
        p90Ms: value,
        meanMs: value,
        coldP99Ms: value,
        costPerMillionUsd: value,
        minHeadroomPercent: fc.double({ min: 0, max: 90, noNaN: true }),
      },
      { requiredKeys: [] },
    )
    .filter((given) => Object.keys(given).length > 0);

/** What each key may hold. A key that is added to the contract has to be added here. */
const VALUES: Readonly<Record<keyof typeof inputSchema.shape, fc.Arbitrary<unknown>>> = {
  lambdaARN: anyFunction,
  num: fc.integer({ min: 5, max: 100_000 }),
  powerValues: fc.oneof(fc.constant('ALL'), fc.uniqueArray(size, { minLength: 1 })),
  payload: fc.jsonValue(),
  payloadS3: text(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[\w/ .-]{1,100}$/),
  parallelInvocation: fc.boolean(),
  search: fc.constantFrom(...SEARCHES),
  tolerance: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
  confidence: fc.double({ min: 0.5, max: 0.999, noNaN: true }),
  maxInvocations: fc.integer({ min: 15, max: 100_000 }),
  strategy: fc.constantFrom(...STRATEGIES),
  balancedWeight: fc.double({ min: 0, max: 1, noNaN: true }),
  autoOptimize: fc.boolean(),
  autoOptimizeAlias: text(/^[A-Za-z_-][A-Za-z0-9_-]{0,127}$/),
  dryRun: fc.boolean(),
  preProcessorARN: anyFunction,
  postProcessorARN: anyFunction,
  discardTopBottom: fc.double({ min: 0, max: 0.4, noNaN: true }),
  sleepBetweenRunsMs: fc.integer({ min: 0, max: 840_000 }),
  disablePayloadLogs: fc.boolean(),
  includeOutputResults: fc.boolean(),
  onlyColdStarts: fc.boolean(),
  allowedExceptions: fc.array(fc.string({ minLength: 1 })),
  architectures: fc.uniqueArray(fc.constantFrom(...ARCHITECTURES), { minLength: 1 }),
  isolation: fc.constantFrom(...ISOLATIONS),
  code: byArchitecture(code),
  probeRole: text(/^arn:aws:iam::\d{12}:role\/[a-z]{1,20}$/),
  concurrency: fc.integer({ min: 1, max: 1000 }),
  maxConcurrency: fc.integer({ min: 2, max: 100_000 }),
  maxCostUsd: fc.double({ min: 0, minExcluded: true, max: 1_000_000, noNaN: true }),
  candidateTimeoutSeconds: fc.integer({ min: 1, max: 86_400 }),
  visualizationUrl: fc.webUrl(),
  prices: fc.record(
    { gbSecond: byArchitecture(price), request: price, currency: fc.constantFrom('USD', 'CNY') },
    { requiredKeys: ['gbSecond', 'request'] },
  ),
  baseline: fc.boolean(),
  coldStarts: fc.integer({ min: 1, max: 1000 }),
  coldStartRate: fc.double({ min: 0, max: 1, noNaN: true }),
  limits: limits(fc.double({ min: 0, minExcluded: true, max: 1e6, noNaN: true })),
  monthlyInvocations: fc.integer({ min: 1, max: 1e12 }),
  seed: fc.integer({ min: 0, max: 0xffff_ffff }),
  apply: fc.constantFrom(...APPLY_MODES),
  minSaving: fc.double({ min: 0, max: 0.9, noNaN: true }),
  applyManaged: fc.boolean(),
  canary: fc.record(
    {
      share: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      minutes: fc.integer({ min: 1, max: 10_080 }),
      invocations: fc.integer({ min: 10, max: 10_000 }),
    },
    { requiredKeys: [] },
  ),
  notify: fc.constantFrom(...NOTIFY_MODES),
  fresh: fc.boolean(),
  schedule: text(/^[\w.-]{1,64}$/),
};
const KEYS = Object.keys(inputSchema.shape) as (keyof typeof inputSchema.shape)[];

/** Keys that can't be with others are left out. */
const validInput = fc.record(VALUES, { requiredKeys: ['lambdaARN'] }).map((input) => {
  const without = [
    ...(input.isolation === 'in-place' ? ['code', 'probeRole', 'coldStarts', 'onlyColdStarts'] : []),
    ...(input.onlyColdStarts === true ? ['coldStarts', 'coldStartRate'] : []),
    ...(searchOf(input) === 'grid' ? ['tolerance', 'confidence', 'maxInvocations'] : []),
    ...(input.autoOptimize === true ? ['apply'] : []),
  ];
  return Object.fromEntries(Object.entries(input).filter(([key]) => !without.includes(key)));
});

/** Values that are right for some other key, beside any that JSON can say. */
const wrongValue = fc.oneof(fc.jsonValue(), ...Object.values(VALUES));
const anyInput = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string()), wrongValue),
  fc.tuple(validInput, fc.dictionary(fc.constantFrom(...KEYS), wrongValue)).map(([a, b]) => ({ ...a, ...b })),
);

function messageOf(input: unknown): string | undefined {
  try {
    parseInput(input);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    return (error as Error).message;
  }
}

describe('any input', () => {
  it('is parsed, or refused with at least one problem, in a message of bounded size and whole lines', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const message = messageOf(input);
        expect(checkInput(input).ok).toBe(message === undefined);
        if (message === undefined) return;
        expect(message).toMatch(/^\d+ problems? in the input:\n- /);
        expect(message.split('\n').slice(1)).toEqual(
          message.match(/^- (?:.+?: (?:got .+; allowed: .+|no such key.*)|and \d+ more)$/gm),
        );
        expect(message.length).toBeLessThan(MOST_CHARACTERS);
        expect(message).not.toMatch(/[^\n\P{C}]/u);
      }),
      RUNS,
    );
  });

  it('is refused with nothing of its payload in the message', () => {
    const mark = 'canary-4711';
    const marked = fc.jsonValue({ stringUnit: fc.constantFrom(mark, 'x') });
    const weights = fc.array(fc.record({ payload: marked, weight: marked }), { minLength: 1 });
    fc.assert(
      fc.property(fc.oneof(marked, weights), (payload) => {
        const asS3 = typeof payload === 'string' ? payload : JSON.stringify(payload);
        for (const input of [{ num: 1, payload }, { payloadS3: asS3 }, { payloads: payload }, [payload]]) {
          expect(messageOf(input)).not.toContain(mark);
        }
      }),
      RUNS,
    );
  });

  it('is refused where it has a key that the contract does not know, at any level', () => {
    const unknown = fc.oneof(
      fc.string().filter((key) => !(KEYS as string[]).includes(key)),
      fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'lambdaArn', 'Num'),
    );
    fc.assert(
      fc.property(validInput, unknown, fc.jsonValue(), (input, key, value) => {
        const withKey = (object: object) =>
          JSON.parse(`{${[`${JSON.stringify(key)}:${JSON.stringify(value)}`, ...members(object)].join()}}`);
        expect(messageOf(withKey(input))).toMatch(/: no such key/);
        const { prices } = input as { prices?: object };
        if (prices !== undefined && !(key in prices)) {
          expect(messageOf({ ...input, prices: withKey(prices) })).toMatch(/- prices.*: no such key/);
        }
      }),
      RUNS,
    );
  });

  it('is refused where it is nested too deeply, and parsed where it is just not', () => {
    const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(messageOf({ lambdaARN: 'orders', payload: nested(MAX_DEPTH) })).toBeUndefined();
    for (const depth of [MAX_DEPTH + 1, 200_000]) {
      for (const key of KEYS) {
        const paths = checkInput({ lambdaARN: 'orders', [key]: nested(depth) });
        expect(paths.ok ? [] : paths.problems.map(({ path }) => path)).toContain(key);
      }
      expect(messageOf(nested(depth))).toBe(
        '1 problem in the input:\n- input: got a list; allowed: a JSON object',
      );
    }
  });
});

describe('a valid input', () => {
  it('is parsed', () => {
    fc.assert(
      fc.property(validInput, (input) => {
        // A payload may happen to be a weighted list, which has rules of its own.
        expect(checkInput(input)).toMatchObject({ ok: true, input });
      }),
      RUNS,
    );
  });

  it('is parsed to the same once it is parsed', () => {
    fc.assert(
      fc.property(validInput, (input) => {
        const parsed = parseInput(input);
        expect(parseInput(parsed)).toEqual(parsed);
        expect(parseInput(JSON.parse(JSON.stringify(parsed)))).toEqual(JSON.parse(JSON.stringify(parsed)));
      }),
      RUNS,
    );
  });
});

function members(object: object): string[] {
  return Object.entries(object).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
}
