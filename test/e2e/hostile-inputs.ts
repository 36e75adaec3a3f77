/**
 * Inputs that have to be refused before anything is created or invoked: one row each, in classes. A row is
 * what is added to a right `lambdaARN` (or the whole input as JSON text, where an object can't say it), and
 * the path of every problem that the error has to list.
 */
export interface HostileInput {
  readonly input: object | string;
  readonly paths: readonly string[];
  /** What the message has to say besides. */
  readonly says?: RegExp;
}

/** The function that all rows are about, where they name no other. */
export const TARGET = 'orders';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function';
const IMAGE = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders:arm64';
const LAYER = 'arn:aws:lambda:eu-west-1:123456789012:layer:native:3';

const at = (input: object | string, ...paths: string[]): HostileInput => ({ input, paths });
const saying = (says: RegExp, row: HostileInput): HostileInput => ({ ...row, says });
/** The whole input as text, for what no object can hold. */
const text = (members: string, ...paths: string[]): HostileInput =>
  at(`{"lambdaARN": "${TARGET}", ${members}}`, ...paths);
/** One value for many keys. */
const each = (keys: readonly string[], values: readonly unknown[]): HostileInput[] =>
  keys.flatMap((key) => values.map((value) => at({ [key]: value }, key)));

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

const FLAGS = [
  'parallelInvocation',
  'autoOptimize',
  'dryRun',
  'disablePayloadLogs',
  'includeOutputResults',
  'onlyColdStarts',
  'baseline',
  'applyManaged',
  'fresh',
];
const COUNTS = [
  'num',
  'coldStarts',
  'concurrency',
  'maxConcurrency',
  'candidateTimeoutSeconds',
  'sleepBetweenRunsMs',
  'seed',
];
const SHARES = ['balancedWeight', 'discardTopBottom', 'minSaving'];

export const HOSTILE_INPUTS: Readonly<Record<string, readonly HostileInput[]>> = {
  'no object': [
    ...['[]', 'null', 'true', '0', '-0', '"orders"', '""', '[{"lambdaARN": "orders"}]'].map((json) =>
      at(json, 'input'),
    ),
    at('{}', 'lambdaARN'),
  ],

  'of the wrong type': [
    ...each(FLAGS, ['true', 1, null]),
    ...each(COUNTS, ['10', true, null, [10], { value: 10 }]),
    ...each(SHARES, ['0.2', null]),
    at({ maxCostUsd: '5' }, 'maxCostUsd'),
    at({ lambdaARN: null }, 'lambdaARN'),
    at({ lambdaARN: [TARGET] }, 'lambdaARN'),
    at({ lambdaARN: { arn: TARGET } }, 'lambdaARN'),
    at({ strategy: ['cost'] }, 'strategy'),
    at({ strategy: 0 }, 'strategy'),
    at({ isolation: true }, 'isolation'),
    at({ powerValues: 128 }, 'powerValues'),
    at({ powerValues: '128,256' }, 'powerValues'),
    at({ powerValues: { 0: 128 } }, 'powerValues'),
    at(
      { powerValues: [null, '256', [512], 1024.5] },
      ...[0, 1, 2, 3].map((index) => `powerValues[${index}]`),
    ),
    at({ powerValues: ['ALL'] }, 'powerValues[0]'),
    at({ architectures: 'arm64' }, 'architectures'),
    at({ architectures: [64, null] }, 'architectures[0]', 'architectures[1]'),
    at({ allowedExceptions: { 0: 'Error' } }, 'allowedExceptions'),
    at({ allowedExceptions: ['Error', 7, null] }, 'allowedExceptions[1]', 'allowedExceptions[2]'),
    at({ payloadS3: { bucket: 'a', key: 'b' } }, 'payloadS3'),
    at({ prices: 0.0000166667 }, 'prices'),
    at({ prices: [] }, 'prices'),
    at({ prices: { gbSecond: 0.0000166667, request: 0 } }, 'prices.gbSecond'),
    at({ prices: { gbSecond: { arm64: '0.1' }, request: '0' } }, 'prices.gbSecond.arm64', 'prices.request'),
    at({ code: [] }, 'code'),
    at({ code: { arm64: 'build.zip' } }, 'code.arm64'),
    at({ code: { arm64: { s3Bucket: 7, s3Key: [] } } }, 'code.arm64.s3Bucket', 'code.arm64.s3Key'),
    at({ code: { arm64: { layers: LAYER } } }, 'code.arm64.layers'),
  ],

  'out of range': [
    ...[4, 0, -5, 7.5, 100_001, 1e21, Number.MAX_SAFE_INTEGER + 1].map((num) => at({ num }, 'num')),
    ...[[], [127], [10_241], [-128], [128.5], [1e300]].map((powerValues) =>
      at({ powerValues }, powerValues.length === 0 ? 'powerValues' : 'powerValues[0]'),
    ),
    at({ powerValues: [128, 256, 128] }, 'powerValues'),
    at({ powerValues: [64, 128, 128, 20_000] }, 'powerValues[0]', 'powerValues[3]', 'powerValues'),
    ...[-0.1, 1.1, 1e308].map((balancedWeight) => at({ balancedWeight }, 'balancedWeight')),
    ...[-0.1, 0.41].map((discardTopBottom) => at({ discardTopBottom }, 'discardTopBottom')),
    ...[-1, 840_001, 0.5].map((sleepBetweenRunsMs) => at({ sleepBetweenRunsMs }, 'sleepBetweenRunsMs')),
    ...[0, 1001, 2.5].map((coldStarts) => at({ coldStarts }, 'coldStarts')),
    ...[0, 1001].map((concurrency) => at({ concurrency }, 'concurrency')),
    ...[1, 100_001].map((maxConcurrency) => at({ maxConcurrency }, 'maxConcurrency')),
    ...[0, 86_401].map((candidateTimeoutSeconds) =>
      at({ candidateTimeoutSeconds }, 'candidateTimeoutSeconds'),
    ),
    ...[-1, 4_294_967_296].map((seed) => at({ seed }, 'seed')),
    ...[0, -1, 1_000_001].map((maxCostUsd) => at({ maxCostUsd }, 'maxCostUsd')),
    at({ architectures: [] }, 'architectures'),
    at({ architectures: ['arm64', 'arm64'] }, 'architectures'),
    at({ prices: { gbSecond: { x86_64: -1 }, request: 1e308 } }, 'prices.gbSecond.x86_64', 'prices.request'),
    at({ code: { arm64: { layers: Array.from({ length: 6 }, () => LAYER) } } }, 'code.arm64.layers'),
  ],

  'of numbers that are none': [
    ...each(['num'], ['NaN', 'Infinity', '-Infinity', '1e3', '0x10', '10 ', '１０', '']),
    text('"num": 1e400', 'num'),
    text('"num": -1e400', 'num'),
    text('"num": -0', 'num'),
    text('"num": 10000000000000000000000000000000000000000', 'num'),
    text('"powerValues": [1e400, 128]', 'powerValues[0]'),
    text('"prices": {"gbSecond": {"x86_64": 1e400}, "request": 0}', 'prices.gbSecond.x86_64'),
    text('"payload": [{"payload": 1, "weight": 1e400}]', 'payload[0].weight'),
  ],

  'of words that are none': [
    ...each(['strategy'], ['cheapest', 'COST', ' cost', 'cost\u0000', 'ｃｏｓｔ', '']),
    ...each(['isolation'], ['in_place', 'Probe', 'none']),
    at({ architectures: ['x86_64', 'amd64'] }, 'architectures[1]'),
    at({ architectures: ['ARM64'] }, 'architectures[0]'),
    at({ powerValues: 'all' }, 'powerValues'),
    at({ prices: { gbSecond: { x86_64: 1 }, request: 0, currency: 'EUR' } }, 'prices.currency'),
    at({ allowedExceptions: [''] }, 'allowedExceptions[0]'),
  ],

  'with a target that is no function': [
    ...[
      '',
      ' ',
      'or ders',
      'orders\n',
      'orders\u0000',
      '../orders',
      'ordërs',
      'orders\u202e',
      '😀',
      '%2e%2e',
      'a'.repeat(65),
      'a'.repeat(100_000),
      'orders:',
      'orders::1',
      'orders:a:b',
      `orders:${'a'.repeat(129)}`,
      'arn:aws:s3:::orders',
      'arn:aws:iam::000000000000:role/orders',
      'arn:aws:sqs:us-east-1:000000000000:orders',
      'arn:aws:states:us-east-1:000000000000:stateMachine:orders',
      'arn:aws:lambda:us-east-1:000000000000:layer:orders:1',
      'arn:aws:lambda:us-east-1:000000000000:event-source-mapping:orders',
      'arn:aws:lambda:us-east-1:1234:function:orders',
      'arn:aws:lambda::000000000000:function:orders',
      'arn:aws:lambda:us-east-1:000000000000:function:',
      'arn:aws:lambda:us_east_1:000000000000:function:orders',
      'arn:aws:lambda:europe:000000000000:function:orders',
      'arn:azure:lambda:us-east-1:000000000000:function:orders',
      'ARN:AWS:LAMBDA:us-east-1:000000000000:FUNCTION:orders',
      `${ARN}:orders:$LATEST:1`,
      `${ARN}:orders?Qualifier=1`,
      'https://lambda.us-east-1.amazonaws.com/orders',
      's3://bucket/orders',
    ].map((lambdaARN) => at({ lambdaARN }, 'lambdaARN')),
    at({ preProcessorARN: 'arn:aws:s3:::x', postProcessorARN: '' }, 'preProcessorARN', 'postProcessorARN'),
    at({ preProcessorARN: null }, 'preProcessorARN'),
  ],

  'with other names that are none': [
    ...[
      '',
      'bucket/key',
      's3:/bucket/key',
      's3://bucket',
      's3://bucket/',
      's3://B/key',
      's3://Bucket/key',
      's3://-bucket/key',
      's3://bu cket/key',
      's3:///key',
      'S3://bucket/key',
      'https://bucket.s3.amazonaws.com/key',
      'arn:aws:s3:::bucket/key',
      `s3://bucket/${'k'.repeat(1025)}`,
      `s3://bucket/${'ä'.repeat(513)}`,
      `s3://${'b'.repeat(64)}/key`,
    ].map((payloadS3) => at({ payloadS3 }, 'payloadS3')),
    ...['', '12', '$LATEST', 'a b', 'ä', 'a'.repeat(129), 'prod:1', 'prod\n'].map((autoOptimizeAlias) =>
      at({ autoOptimizeAlias }, 'autoOptimizeAlias'),
    ),
    ...[
      '',
      'lambda-power-tuning.show',
      'ftp://example.com/',
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'http://',
      'https://example.com/a b',
      'https://example.com/\u001b[31m',
      'https://example.com/\nhttps://example.org/',
      'https://example.com/#there',
      'https://exämple.com/',
      `https://example.com/${'a'.repeat(2000)}`,
    ].map((visualizationUrl) => at({ visualizationUrl }, 'visualizationUrl')),
    ...[
      'measuring',
      'arn:aws:iam::1:role/x',
      'arn:aws:iam::123456789012:user/x',
      'arn:aws:iam::123456789012:role/',
    ].map((probeRole) => at({ probeRole }, 'probeRole')),
    at({ code: { arm64: { imageUri: 'docker.io/library/node:24' } } }, 'code.arm64.imageUri'),
    at({ code: { arm64: { functionArn: 'orders' } } }, 'code.arm64.functionArn'),
    at(
      { code: { arm64: { functionArn: 'arn:aws:s3:::x', layers: ['x', LAYER] } } },
      'code.arm64.functionArn',
      'code.arm64.layers[0]',
    ),
  ],

  'with keys that do not go together': [
    at({ code: {} }, 'code'),
    at({ code: { arm64: {} } }, 'code.arm64'),
    at({ code: { arm64: { s3Bucket: 'builds' } } }, 'code.arm64'),
    at({ code: { x86_64: { s3Bucket: 'builds', s3Key: 'a.zip', imageUri: IMAGE } } }, 'code.x86_64'),
    at({ code: { arm64: { imageUri: IMAGE, layers: [LAYER] } } }, 'code.arm64'),
    at({ isolation: 'in-place', onlyColdStarts: true }, 'onlyColdStarts'),
    at({ isolation: 'in-place', coldStarts: 10 }, 'coldStarts'),
    at({ onlyColdStarts: true, coldStarts: 10 }, 'coldStarts'),
    at({ coldStarts: 1, payload: [1, 2].map((payload) => ({ payload, weight: 1 })) }, 'coldStarts'),
    at(
      {
        isolation: 'in-place',
        probeRole: 'arn:aws:iam::123456789012:role/r',
        code: { arm64: { imageUri: IMAGE } },
      },
      'code',
      'probeRole',
    ),
    at({ prices: {} }, 'prices.gbSecond', 'prices.request'),
    at({ prices: { gbSecond: {}, request: 0 } }, 'prices.gbSecond'),
  ],

  'with weights that are none': [
    ...[0, -1, '1', null, true, [], {}].map((weight) =>
      at({ payload: [{ payload: {}, weight }] }, 'payload[0].weight'),
    ),
    at(
      { payload: [1, 0, 1, -1].map((weight) => ({ payload: {}, weight })) },
      'payload[1].weight',
      'payload[3].weight',
    ),
    at({ num: 5, payload: Array.from({ length: 6 }, () => ({ payload: {}, weight: 1 })) }, 'payload'),
    saying(
      /^52 problems in the input:/,
      at(
        { payload: Array.from({ length: 51 }, () => ({ payload: {}, weight: 0 })) },
        ...indices(30, 'payload', '.weight'),
      ),
    ),
  ],

  'with unknown keys': [
    ...[
      ['lambdaArn2', 'lambdaARN'],
      ['powervalues', 'powerValues'],
      ['stratgy', 'strategy'],
      ['parallelInvocations', 'parallelInvocation'],
      ['payLoad', 'payload'],
      ['payloads3', 'payloadS3'],
      ['disablePayloadLog', 'disablePayloadLogs'],
      ['onlyColdstart', 'onlyColdStarts'],
      ['preProcessorArn', 'preProcessorARN'],
      ['maxCostUSD', 'maxCostUsd'],
      ['isolaton', 'isolation'],
    ].map(([key = '', known]) => saying(new RegExp(`did you mean "${known}"\\?`), at({ [key]: 1 }, key))),
    at({ zzz: 1 }, 'zzz'),
    at({ '': 1 }, '[""]'),
    at({ 'a b': 1 }, '["a b"]'),
    at({ 'x\n- num: fine': 1 }, '["x\\n- num: fine"]'),
    at({ '\u001b[2J\u0007': 1 }, '["\\u001b[2J\\u0007"]'),
    at({ '\u202enum\u2028': 1 }, '["\\u{202e}num\\u{2028}"]'),
    at({ '😀': 1 }, '["😀"]'),
    at({ ['k'.repeat(200_000)]: 1 }, `["${'k'.repeat(60)}"…]`),
    saying(
      /gbsecond: no such key; did you mean "gbSecond"\?/,
      at({ prices: { gbsecond: {}, request: 0 } }, 'prices.gbsecond', 'prices.gbSecond'),
    ),
    at({ prices: { gbSecond: { x86: 1, x86_64: 1 }, request: 0 } }, 'prices.gbSecond.x86'),
    at(
      { code: { arm: { imageUri: IMAGE }, arm64: { imageUrl: IMAGE, imageUri: IMAGE } } },
      'code.arm',
      'code.arm64.imageUrl',
    ),
  ],

  'with keys that reach for the prototype': [
    text('"__proto__": {"num": 5}', '__proto__'),
    text('"__proto__": null', '__proto__'),
    at({ constructor: { prototype: { num: 5 } } }, 'constructor'),
    at({ prototype: 1, toString: 1, hasOwnProperty: 1 }, 'prototype', 'toString', 'hasOwnProperty'),
    text(
      '"prices": {"__proto__": {"request": 0}, "gbSecond": {"arm64": 1}, "request": 0}',
      'prices.__proto__',
    ),
    text('"prices": {"gbSecond": {"__proto__": 1, "arm64": 1}, "request": 0}', 'prices.gbSecond.__proto__'),
    text(`"code": {"__proto__": {}, "arm64": {"imageUri": "${IMAGE}"}}`, 'code.__proto__'),
    text(`"code": {"arm64": {"__proto__": {}, "imageUri": "${IMAGE}"}}`, 'code.arm64.__proto__'),
    text('"code": {"constructor": {"prototype": {}}}', 'code.constructor', 'code'),
  ],

  'with a key twice, where the last one counts': [
    text('"num": 5, "num": 1', 'num'),
    text('"strategy": "cost", "strategy": "none"', 'strategy'),
    text('"prices": {"gbSecond": {"arm64": 1}, "request": 0, "request": -1}', 'prices.request'),
  ],

  'that are too large or too deep': [
    at({ payload: nested(501) }, 'payload'),
    at({ payload: [{ payload: nested(600), weight: 1 }] }, 'payload'),
    at({ num: nested(900) }, 'num', 'num'),
    at({ powerValues: nested(900) }, 'powerValues[0]', 'powerValues'),
    saying(
      /^120000 problems in the input:[\s\S]*\n- and 119970 more$/,
      at(
        { allowedExceptions: Array.from({ length: 120_000 }, () => 1) },
        ...indices(30, 'allowedExceptions'),
      ),
    ),
    saying(
      /^20000 problems in the input:/,
      at(
        Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 1])),
        ...Array.from({ length: 30 }, (_, index) => `k${index}`),
      ),
    ),
    at({ strategy: 'x'.repeat(250_000) }, 'strategy'),
    at({ powerValues: Array.from({ length: 40_000 }, () => 128) }, 'powerValues'),
  ],

  'with several problems at once': [
    at(
      {
        lambdaARN: 'no such',
        num: 3,
        powerValues: [64],
        strategi: 'cost',
        balancedWeight: 2,
        architectures: ['arm'],
      },
      'lambdaARN',
      'num',
      'powerValues[0]',
      'strategi',
      'balancedWeight',
      'architectures[0]',
    ),
    at(
      Object.fromEntries([...FLAGS, ...COUNTS, ...SHARES].map((key) => [key, 'no'])),
      ...FLAGS,
      ...COUNTS,
      ...SHARES,
    ),
    at(
      { payload: [{ payload: 1, weight: 0 }], payloadS3: 'x', num: 0 },
      'payload[0].weight',
      'payloadS3',
      'num',
    ),
  ],
};

function indices(count: number, key: string, rest = ''): string[] {
  return Array.from({ length: count }, (_, index) => `${key}[${index}]${rest}`);
}
