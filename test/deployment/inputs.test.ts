import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dryRunResultSchema } from '../../lib/contract/index.ts';
import { connectDeployment } from './support/deployment.ts';
import { PAYLOAD_BUCKET } from './support/facts.ts';

const SAYS = { initMs: 150, durationsMs: { x86_64: { 128: [100], 256: [50], 512: [30] } } };

const deployed = connectDeployment();

describe('a dry run of the deployed stack', () => {
  it('says what it would do, and what it has checked', async () => {
    await deployed.create('dry', SAYS);
    const output: unknown = await deployed.unharmed('dry', () =>
      deployed.tune({ lambdaARN: 'dry', powerValues: [128, 256], num: 5, dryRun: true }),
    );
    const { plan, checks } = dryRunResultSchema.parse(output);
    expect(plan).toMatchObject({
      target: { functionName: 'dry', memoryMB: 512, architecture: 'x86_64' },
      candidates: [
        { architecture: 'x86_64', memoryMB: 128 },
        { architecture: 'x86_64', memoryMB: 256 },
      ],
    });
    expect(checks.length).toBeGreaterThan(0);
  });

  it('is printed by `power-tuner tune --dry-run`', async () => {
    await deployed.create('dry-command', SAYS);
    const { code, stdout, stderr } = await deployed.unharmed('dry-command', () =>
      deployed.powerTuner(['dry-command', '--dry-run']),
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^Dry run: nothing was tuned\.\n✓ /);
  });
});

describe('a payload of the deployed stack', () => {
  it('is read from the bucket that the stack was given', async () => {
    const { s3 } = deployed;
    const place = { Bucket: PAYLOAD_BUCKET, Key: 'tuning/event.json' };
    await s3.send(new CreateBucketCommand({ Bucket: PAYLOAD_BUCKET }));
    onTestFinished(async () => {
      await s3.send(new DeleteObjectCommand(place));
      await s3.send(new DeleteBucketCommand({ Bucket: PAYLOAD_BUCKET }));
    });
    await s3.send(new PutObjectCommand({ ...place, Body: JSON.stringify({ reportMs: 77 }) }));
    await deployed.create('fed', SAYS);
    const result = await deployed.unharmed('fed', () =>
      deployed.tune({
        lambdaARN: 'fed',
        powerValues: [128],
        num: 5,
        baseline: false,
        payloadS3: `s3://${place.Bucket}/${place.Key}`,
      }),
    );
    expect(result.duration).toBe(77);
  });
});
