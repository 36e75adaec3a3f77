import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ALL_POWER_VALUES,
  askedCandidates,
  checkInput,
  InvalidInput,
  parseInput,
} from '../../../lib/contract/index.ts';

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';

const IMAGE = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders:arm64';
const LAYER = 'arn:aws:lambda:eu-west-1:123456789012:layer:native:3';

function problemsOf(input: unknown) {
  const checked = checkInput(input);
  return checked.ok ? [] : checked.problems;
}

describe('parseInput', () => {
  it('fills in the defaults of aws-lambda-power-tuning, and ours', () => {
    expect(parseInput({ lambdaARN: ARN })).toEqual({
      lambdaARN: ARN,
      num: 50,
      parallelInvocation: false,
      strategy: 'cost',
      balancedWeight: 0.5,
      autoOptimize: false,
      dryRun: false,
      discardTopBottom: 0,
      sleepBetweenRunsMs: 0,
      disablePayloadLogs: false,
      includeOutputResults: false,
      onlyColdStarts: false,
      allowedExceptions: [],
      isolation: 'probe',
      candidateTimeoutSeconds: 3600,
      baseline: true,
      search: 'auto',
      minSaving: 0.05,
      applyManaged: false,
      notify: 'changes',
      fresh: false,
    });
  });

  it('fills in what a canary is not given', () => {
    const asked = { autoOptimizeAlias: 'live', apply: 'auto', canary: { minutes: 5 } };
    expect(parseInput({ lambdaARN: ARN, ...asked }).canary).toEqual({
      share: 0.1,
      minutes: 5,
      invocations: 50,
    });
  });

  it.each([
    ['auto where neither num nor powerValues is given', {}, 'auto'],
    ['a grid with num', { num: 20 }, 'grid'],
    ['a grid with powerValues', { powerValues: [128] }, 'grid'],
    ['what is asked for', { num: 20, powerValues: [128, 256], search: 'auto' }, 'auto'],
    ['what is asked for', { search: 'grid' }, 'grid'],
  ])('searches by %s', (_, more, search) => {
    expect(parseInput({ lambdaARN: ARN, ...more }).search).toBe(search);
  });

  it('takes what a search is asked for with a search alone', () => {
    const asked = { tolerance: 0.05, confidence: 0.9, maxInvocations: 100 };
    expect(parseInput({ lambdaARN: ARN, ...asked })).toMatchObject(asked);
    const checked = checkInput({ lambdaARN: ARN, num: 10, ...asked });
    expect(checked).toMatchObject({
      ok: false,
      problems: Object.keys(asked).map((path) => ({
        path,
        allowed: expect.stringContaining('search "auto"'),
      })),
    });
  });

  it.each([
    'orders',
    'orders:3',
    'orders:live',
    '123456789012:function:orders',
    '123456789012:function:orders:live',
    ARN,
    `${ARN}:$LATEST`,
    `${ARN}:7`,
    'arn:aws-cn:lambda:cn-north-1:123456789012:function:orders',
    'arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:orders',
  ])('takes %s as lambdaARN', (lambdaARN) => {
    expect(parseInput({ lambdaARN }).lambdaARN).toBe(lambdaARN);
  });

  it.each([
    '',
    'or ders',
    'arn:aws:s3:::bucket',
    'arn:aws:lambda:eu-west-1:123456789012:layer:orders:1',
    'arn:aws:states:eu-west-1:123456789012:stateMachine:orders',
    'arn:aws:lambda:eu-west-1:1234:function:orders',
    `${ARN}:a:b`,
    'a'.repeat(65),
    42,
    null,
    undefined,
  ])('refuses %j as lambdaARN', (lambdaARN) => {
    expect(problemsOf({ lambdaARN }).map(({ path }) => path)).toEqual(['lambdaARN']);
  });

  it.each([
    [{ num: 4 }, 'num'],
    [{ num: '10' }, 'num'],
    [{ num: 7.5 }, 'num'],
    [{ powerValues: [] }, 'powerValues'],
    [{ powerValues: [128, 128] }, 'powerValues'],
    [{ powerValues: [127] }, 'powerValues[0]'],
    [{ powerValues: [128, 10_241] }, 'powerValues[1]'],
    [{ powerValues: ['128'] }, 'powerValues[0]'],
    [{ powerValues: 'all' }, 'powerValues'],
    [{ strategy: 'cheap' }, 'strategy'],
    [{ balancedWeight: 1.1 }, 'balancedWeight'],
    [{ discardTopBottom: 0.5 }, 'discardTopBottom'],
    [{ autoOptimizeAlias: '12' }, 'autoOptimizeAlias'],
    [{ autoOptimizeAlias: '$LATEST' }, 'autoOptimizeAlias'],
    [{ payloadS3: 'bucket/key' }, 'payloadS3'],
    [{ payloadS3: 's3://bucket' }, 'payloadS3'],
    [{ preProcessorARN: 'arn:aws:s3:::x' }, 'preProcessorARN'],
    [{ sleepBetweenRunsMs: -1 }, 'sleepBetweenRunsMs'],
    [{ allowedExceptions: 'TypeError' }, 'allowedExceptions'],
    [{ parallelInvocation: 'yes' }, 'parallelInvocation'],
    [{ architectures: [] }, 'architectures'],
    [{ architectures: ['arm64', 'arm64'] }, 'architectures'],
    [{ architectures: ['riscv'] }, 'architectures[0]'],
    [{ isolation: 'copy' }, 'isolation'],
    [{ isolation: 'in-place', onlyColdStarts: true }, 'onlyColdStarts'],
    [{ isolation: 'in-place', coldStarts: 10 }, 'coldStarts'],
    [{ coldStarts: 0 }, 'coldStarts'],
    [{ coldStarts: 1001 }, 'coldStarts'],
    [{ coldStarts: '10' }, 'coldStarts'],
    [{ coldStarts: 10, onlyColdStarts: true }, 'coldStarts'],
    [{ coldStarts: 1, payload: [1, 2].map((payload) => ({ payload, weight: 1 })) }, 'coldStarts'],
    [{ isolation: 'in-place', probeRole: 'arn:aws:iam::123456789012:role/measuring' }, 'probeRole'],
    [{ isolation: 'in-place', code: { arm64: { imageUri: IMAGE } } }, 'code'],
    [{ probeRole: 'measuring' }, 'probeRole'],
    [{ probeRole: 'arn:aws:iam::123456789012:user/somebody' }, 'probeRole'],
    [{ code: {} }, 'code'],
    [{ code: { arm64: {} } }, 'code.arm64'],
    [{ code: { arm64: { s3Bucket: 'builds' } } }, 'code.arm64'],
    [{ code: { arm64: { s3Bucket: 'builds', s3Key: 'a.zip', imageUri: IMAGE } } }, 'code.arm64'],
    [{ code: { arm64: { imageUri: IMAGE, layers: [LAYER] } } }, 'code.arm64'],
    [{ code: { arm64: { imageUri: 'docker.io/library/node:24' } } }, 'code.arm64.imageUri'],
    [{ code: { arm64: { functionArn: 'orders' } } }, 'code.arm64.functionArn'],
    [{ code: { arm64: { layers: ['native:3'] } } }, 'code.arm64.layers[0]'],
    [{ code: { arm64: { layers: Array(6).fill(LAYER) } } }, 'code.arm64.layers'],
    [{ code: { riscv: { imageUri: IMAGE }, arm64: { imageUri: IMAGE } } }, 'code.riscv'],
    [{ apply: 'always' }, 'apply'],
    [{ apply: 'never', autoOptimize: true }, 'apply'],
    [{ minSaving: 5 }, 'minSaving'],
    [{ canary: { share: 0.9 }, autoOptimizeAlias: 'live', apply: 'auto' }, 'canary.share'],
    [{ canary: { hours: 1 }, autoOptimizeAlias: 'live', apply: 'auto' }, 'canary.hours'],
    [{ notify: true }, 'notify'],
    [{ schedule: 'a b' }, 'schedule'],
    [{ maxCostUsd: 0 }, 'maxCostUsd'],
    [{ maxCostUsd: '1' }, 'maxCostUsd'],
    [{ limits: {} }, 'limits'],
    [{ limits: 'p99Ms=300' }, 'limits'],
    [{ limits: { p99Ms: 0 } }, 'limits.p99Ms'],
    [{ limits: { p90Ms: '300' } }, 'limits.p90Ms'],
    [{ limits: { meanMs: -1 } }, 'limits.meanMs'],
    [{ limits: { coldP99Ms: null } }, 'limits.coldP99Ms'],
    [{ limits: { costPerMillionUsd: 0 } }, 'limits.costPerMillionUsd'],
    [{ limits: { minHeadroomPercent: 91 } }, 'limits.minHeadroomPercent'],
    [{ limits: { minHeadroomPercent: -1 } }, 'limits.minHeadroomPercent'],
    [{ coldStartRate: 1.01 }, 'coldStartRate'],
    [{ coldStartRate: '5%' }, 'coldStartRate'],
    [{ coldStartRate: 0.05, onlyColdStarts: true }, 'coldStartRate'],
    [{ monthlyInvocations: 0 }, 'monthlyInvocations'],
    [{ monthlyInvocations: 1.5 }, 'monthlyInvocations'],
    [{ concurrency: 0 }, 'concurrency'],
    [{ maxConcurrency: 1 }, 'maxConcurrency'],
    [{ maxConcurrency: 2.5 }, 'maxConcurrency'],
    [{ candidateTimeoutSeconds: 0 }, 'candidateTimeoutSeconds'],
    [{ visualizationUrl: 'ftp://x' }, 'visualizationUrl'],
    [{ visualizationUrl: 'javascript:alert(1)' }, 'visualizationUrl'],
    [{ prices: { gbSecond: {}, request: 0 } }, 'prices.gbSecond'],
    [{ prices: { gbSecond: { x86_64: -1 }, request: 0 } }, 'prices.gbSecond.x86_64'],
    [{ prices: { gbSecond: { x86_64: 1 } } }, 'prices.request'],
    [{ seed: -1 }, 'seed'],
    [{ payload: [{ payload: {}, weight: 0 }] }, 'payload[0].weight'],
    [{ payload: [{ payload: {}, weight: '1' }] }, 'payload[0].weight'],
  ])('refuses %j at %s, and says what is allowed', (fields, path) => {
    const problems = problemsOf({ lambdaARN: ARN, ...fields });
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.allowed).not.toMatch(/invalid|expected/i);
  });

  it.each([
    { isolation: 'in-place' },
    { isolation: 'in-place', onlyColdStarts: false },
    { coldStarts: 1000, onlyColdStarts: false },
    { coldStarts: 2, payload: [1, 2].map((payload) => ({ payload, weight: 1 })) },
    { probeRole: 'arn:aws:iam::123456789012:role/team/measuring' },
    { code: { arm64: { s3Bucket: 'builds', s3Key: 'orders/arm64.zip', s3ObjectVersion: 'v1' } } },
    { code: { arm64: { imageUri: IMAGE }, x86_64: { functionArn: `${ARN}:3`, layers: [LAYER] } } },
    { code: { arm64: { layers: [] } } },
    { maxCostUsd: 0.01 },
    { limits: { p99Ms: 300 } },
    {
      limits: { p90Ms: 0.5, meanMs: 1, coldP99Ms: 1e4, costPerMillionUsd: 0.2, minHeadroomPercent: 0 },
    },
    { coldStartRate: 0 },
    { coldStartRate: 1, onlyColdStarts: false },
    { monthlyInvocations: 1_000_000 },
  ])('takes %j', (fields) => {
    expect(parseInput({ lambdaARN: ARN, ...fields })).toMatchObject(fields);
  });

  it('names the nearest key inside of limits too', () => {
    expect(problemsOf({ lambdaARN: ARN, limits: { p99ms: 300, p99Ms: 300 } })).toEqual([
      { path: 'limits.p99ms', allowed: 'no such key; did you mean "p99Ms"?' },
    ]);
  });

  it('says of limits that there has to be one of them', () => {
    expect(problemsOf({ lambdaARN: ARN, limits: {} })).toEqual([
      {
        path: 'limits',
        given: 'an object',
        allowed:
          '{p99Ms, p90Ms, meanMs, coldP99Ms, costPerMillionUsd, minHeadroomPercent}, at least one of them',
      },
    ]);
  });

  it('names the nearest key inside of code too', () => {
    const problems = problemsOf({ lambdaARN: ARN, code: { arm64: { imageURI: IMAGE } } });
    expect(problems.map(({ path, allowed }) => [path, allowed])).toContainEqual([
      'code.arm64.imageURI',
      'no such key; did you mean "imageUri"?',
    ]);
  });

  it('refuses unknown keys and names the nearest known one', () => {
    const problems = problemsOf({
      lambdaARN: ARN,
      stratgy: 'cost',
      zzz: 1,
      prices: { gbsecond: {}, request: 0 },
    });
    const allowed = Object.fromEntries(problems.map((problem) => [problem.path, problem.allowed]));
    expect(allowed.stratgy).toBe('no such key; did you mean "strategy"?');
    expect(allowed.zzz).toBe('no such key');
    expect(allowed['prices.gbsecond']).toBe('no such key; did you mean "gbSecond"?');
  });

  it('refuses keys that reach for the prototype', () => {
    const input = JSON.parse(`{"lambdaARN": "${ARN}", "__proto__": {"num": 5}, "constructor": 1}`);
    expect(problemsOf(input).map(({ path }) => path)).toContain('constructor');
    expect(problemsOf(input).map(({ path }) => path)).toContain('__proto__');
  });

  it('refuses more weighted payloads than invocations', () => {
    const payload = Array.from({ length: 6 }, () => ({ payload: {}, weight: 1 }));
    expect(problemsOf({ lambdaARN: ARN, num: 5, payload })).toEqual([
      {
        path: 'payload',
        given: '6 weighted payloads with num 5',
        allowed: 'at most num of them, so that each is used at least once: raise num',
      },
    ]);
    expect(problemsOf({ lambdaARN: ARN, num: 6, payload })).toEqual([]);
  });

  it('takes any other list as an event of its own', () => {
    for (const payload of [[], [1, 2], [{ payload: 1 }], [{ payload: 1, weight: 1 }, 2]]) {
      expect(parseInput({ lambdaARN: ARN, payload }).payload).toEqual(payload);
    }
  });

  it('reports all problems at once, one a line, with path, what was given and what is allowed', () => {
    const act = () => parseInput({ lambdaARN: 'no such', num: 3, powerValues: [64], strategi: 'cost' });
    expect(act).toThrow(InvalidInput);
    expect(act).toThrow(/^4 problems in the input:\n/);
    expect(act).toThrow(/^- num: got 3; allowed: a whole number from 5 to 100000$/m);
    expect(act).toThrow(/^- powerValues\[0\]: got 64; allowed: "ALL", or a list of whole numbers/m);
    expect(act).toThrow(/^- strategi: no such key; did you mean "strategy"\?$/m);
  });

  it.each([undefined, null, 1, 'text', [], true])('refuses %j as a whole', (input) => {
    expect(checkInput(input).ok).toBe(false);
  });

  it('never throws anything but InvalidInput, whatever it gets', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        try {
          parseInput(input);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInput);
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('askedCandidates', () => {
  it('makes "ALL" every multiple of 64 from 128 to 10,240', () => {
    expect(ALL_POWER_VALUES).toHaveLength(159);
    expect(ALL_POWER_VALUES.at(-1)).toBe(10_240);
    expect(askedCandidates({ powerValues: 'ALL' }, 'arm64')).toHaveLength(159);
  });

  it('crosses architectures with sizes, the smallest first', () => {
    expect(
      askedCandidates({ powerValues: [512, 128], architectures: ['x86_64', 'arm64'] }, 'x86_64'),
    ).toEqual([
      { architecture: 'x86_64', memoryMB: 128 },
      { architecture: 'x86_64', memoryMB: 512 },
      { architecture: 'arm64', memoryMB: 128 },
      { architecture: 'arm64', memoryMB: 512 },
    ]);
  });

  it("takes the target's own architecture where the input names none", () => {
    expect(askedCandidates({ powerValues: [128] }, 'arm64')).toEqual([
      { architecture: 'arm64', memoryMB: 128 },
    ]);
  });
});
