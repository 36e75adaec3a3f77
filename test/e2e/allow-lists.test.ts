import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsFrom } from '../../functions/initializer/settings.ts';
import { s3 } from '../../lib/aws/clients/s3.ts';
import { initialize } from '../../lib/aws/initialize.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';

const FILES = replayPackage({ x86_64: [steady(128, 10)], arm64: [steady(128, 9)] });
const ROLE = 'arn:aws:iam::000000000000:role/measuring';
const IMAGE = '000000000000.dkr.ecr.us-east-1.amazonaws.com/orders:arm64';
const LAYER = 'arn:aws:lambda:us-east-1:000000000000:layer:native:3';
const OTHER = 'arn:aws:lambda:us-east-1:000000000000:function:orders-arm:1';

/** Inputs that name something, the list that it has to be on, and a pattern that has it. */
const NAMED: [string, object, string, string][] = [
  ['in place', { isolation: 'in-place' }, 'inPlaceTargets', 'arn:aws:lambda:*:function:orders'],
  ['another role', { probeRole: ROLE }, 'otherProbeRoles', 'arn:aws:iam::*:role/meas*'],
  [
    'an object in S3',
    { code: { arm64: { s3Bucket: 'builds', s3Key: 'arm.zip' } } },
    'codeObjects',
    'arn:aws:s3:::builds/*',
  ],
  [
    'an image',
    { code: { arm64: { imageUri: IMAGE } } },
    'codeRepositories',
    'arn:aws:ecr:us-east-1:000000000000:repository/orders',
  ],
  [
    "a function's code",
    { code: { arm64: { functionArn: OTHER } } },
    'codeFunctions',
    'arn:aws:lambda:us-east-1:000000000000:function:orders-arm',
  ],
  [
    'a layer',
    { code: { arm64: { layers: [LAYER] } } },
    'codeLayers',
    'arn:aws:lambda:us-east-1:000000000000:layer:native:*',
  ],
];

describe('what an input may name is up to the owner of the stack', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
    await pipeline.create('orders', FILES);
    await pipeline.create('orders-arm', FILES, { Architectures: ['arm64'], Publish: true });
  });
  afterAll(() => pipeline.stop());

  const plan = (input: object, allowed: object) =>
    initialize(
      {
        input: { lambdaARN: 'orders', powerValues: [128], architectures: ['x86_64', 'arm64'], ...input },
        executionArn: 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:one',
        startedAt: '2026-11-20T10:00:00.000Z',
      },
      settingsFrom({
        AWS_REGION: 'us-east-1',
        POWER_TUNER_STAGING_BUCKET: 'staging',
        POWER_TUNER_ALLOWED: JSON.stringify(allowed),
      }),
      { controlPlane: () => pipeline.lambda, s3: () => s3(pipeline.connection) },
    );

  it.each(NAMED)('refuses %s by default, and names the prop', async (_, input, list) => {
    await expect(plan(input, {})).rejects.toThrow(
      new RegExp(`allowed: none \\(${list} in the construct's props`),
    );
  });

  it.each(NAMED)('refuses %s that another list has', async (_, input, list, pattern) => {
    const others = NAMED.map(([, , name]) => name).filter((name) => name !== list);
    const allowed = Object.fromEntries(others.map((name) => [name, [pattern, '*']]));
    await expect(plan(input, allowed)).rejects.toThrow(/allowed: none/);
  });

  it.each(NAMED)('takes %s that its list has', async (_, input, list, pattern) => {
    const { plan: made } = await plan(input, { [list]: [pattern] });
    expect(made.candidates).toHaveLength(2);
  });

  it('lists everything that is not allowed', async () => {
    const code = { arm64: { functionArn: OTHER, layers: [LAYER] }, x86_64: { imageUri: IMAGE } };
    await expect(plan({ code }, {})).rejects.toThrow(
      /^3 problems in the input:\n- code.x86_64.imageUri: .*\n- code.arm64.functionArn: .*\n- code.arm64.layers\[0\]: /,
    );
  });
});
