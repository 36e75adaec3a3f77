import { randomBytes } from 'node:crypto';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  GetFunctionCommand,
  type GetFunctionCommandOutput,
  GetRuntimeManagementConfigCommand,
  PublishLayerVersionCommand,
  PutRuntimeManagementConfigCommand,
} from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3 } from '../../lib/aws/clients/s3.ts';
import { PROBE_PREFIX } from '../../lib/aws/probe-name.ts';
import { LOCAL_BUCKET } from '../../lib/cli/local/bucket.ts';
import type { ApiCall } from '../../lib/emulator/emulator.ts';
import { elfHeader, MACHINE } from '../support/elf.ts';
import { type Pipeline, ROLE, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { zipped } from '../support/zipped.ts';

const REPOSITORY = '000000000000.dkr.ecr.us-east-1.amazonaws.com/orders';
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/nobody-may';
const FILES = replayPackage({
  x86_64: [steady(128, 400), steady(512, 90)],
  arm64: [steady(128, 300), steady(512, 60)],
});
const stand = { zip: zipped(FILES), handler: 'index.handler', runtime: 'nodejs24.x' };
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const input = { num: 5, powerValues: [128, 512] };

describe('a probe has everything that its target has', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline({
      emulator: {
        images: {
          [`${REPOSITORY}:latest`]: { architecture: 'x86_64', digest: digest('a'), code: stand },
          [`${REPOSITORY}:arm`]: { architecture: 'arm64', digest: digest('b'), code: stand },
        },
        undecryptableKeys: [KEY],
      },
    });
  });
  afterAll(() => pipeline.stop());

  /** Runs an input, and looks at each probe as soon as it is made. */
  async function watched(given: object) {
    const probes = new Map<string, Promise<GetFunctionCommandOutput>>();
    pipeline.onCall(({ action, resource = '', status }: ApiCall) => {
      if (action !== 'CreateFunction' || status !== 201 || !resource.startsWith(PROBE_PREFIX)) return;
      probes.set(
        resource.slice(PROBE_PREFIX.length + 11),
        pipeline.lambda.send(new GetFunctionCommand({ FunctionName: resource })),
      );
    });
    const run = await pipeline.run({ ...input, ...given });
    const entries = await Promise.all([...probes].map(async ([key, probe]) => [key, await probe] as const));
    return { ...run, result: JSON.parse(run.output ?? 'null'), probes: Object.fromEntries(entries) };
  }

  async function image(FunctionName: string, more: Partial<CreateFunctionCommandInput> = {}) {
    await pipeline.lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: ROLE,
        PackageType: 'Image',
        Code: { ImageUri: `${REPOSITORY}:latest` },
        MemorySize: 512,
        Timeout: 30,
        ...more,
      }),
    );
    return FunctionName;
  }

  it('a container image, by its digest, with its image configuration', async () => {
    const lambdaARN = await image('image', { ImageConfig: { Command: ['app.handler'] } });
    const { status, result, probes } = await watched({ lambdaARN });
    expect(status).toBe('SUCCEEDED');
    expect(result).toMatchObject({ power: 512, duration: 90 });
    expect(probes['x86_64-128']?.Code?.ImageUri).toBe(`${REPOSITORY}@${digest('a')}`);
    expect(probes['x86_64-128']?.Configuration).toMatchObject({
      PackageType: 'Image',
      MemorySize: 128,
      ImageConfigResponse: { ImageConfig: { Command: ['app.handler'] } },
    });
  });

  it('skips the other architecture of an image, and names the image', async () => {
    const lambdaARN = await image('image-both');
    const { result } = await watched({ lambdaARN, architectures: ['x86_64', 'arm64'] });
    const skipped = result.candidates.filter(({ status }: { status: string }) => status === 'skipped');
    expect(skipped).toHaveLength(2);
    expect(skipped[0].reason).toContain(`${REPOSITORY}:latest is for one architecture`);
  });

  it('takes another image for the other architecture, and only proposes it', async () => {
    const lambdaARN = await image('image-arm');
    const { result, probes } = await watched({
      lambdaARN,
      architectures: ['x86_64', 'arm64'],
      code: { arm64: { imageUri: `${REPOSITORY}:arm` } },
      autoOptimize: true,
    });
    expect(result).toMatchObject({ architecture: 'arm64', power: 512 });
    expect(probes['arm64-512']?.Code?.ResolvedImageUri).toBe(`${REPOSITORY}@${digest('b')}`);
    expect(result.applied).toBeUndefined();
    const warning = result.warnings.find(({ code }: { code: string }) => code === 'architecture-proposed');
    expect(warning.message).toContain('measured there with other code');
  });

  it("takes another function's code, layers, runtime and handler for an architecture", async () => {
    const layer = async (LayerName: string) => {
      const { LayerVersionArn = '' } = await pipeline.lambda.send(
        new PublishLayerVersionCommand({
          LayerName,
          Content: { ZipFile: zipSync({ 'a.so': elfHeader(MACHINE.arm64) }) },
        }),
      );
      return LayerVersionArn;
    };
    const native = zipSync({ 'index.mjs': Buffer.from('1'), 'a.so': elfHeader(MACHINE.x86_64) });
    await pipeline.create(
      'native',
      {},
      { Code: { ZipFile: native }, Environment: { Variables: { TABLE: 'a' } } },
    );
    const armLayer = await layer('arm-layer');
    const functionArn = await pipeline.create('native-arm', FILES, {
      Architectures: ['arm64'],
      Handler: 'other.handler',
      Layers: [armLayer],
      Environment: { Variables: { TABLE: 'b' } },
    });
    const { status, probes } = await watched({
      lambdaARN: 'native',
      architectures: ['arm64'],
      baseline: false,
      code: { arm64: { functionArn } },
    });
    expect(status).toBe('SUCCEEDED');
    expect(probes['arm64-128']?.Configuration).toMatchObject({
      Handler: 'other.handler',
      Architectures: ['arm64'],
      Layers: [{ Arn: armLayer }],
      Environment: { Variables: { TABLE: 'a' } },
    });
  });

  it('takes a package from S3, and other layers, for an architecture', async () => {
    await s3(pipeline.connection).send(
      new PutObjectCommand({ Bucket: 'builds', Key: 'arm.zip', Body: zipped({ ...FILES, 'arm.txt': '1' }) }),
    );
    await pipeline.create('from-s3', FILES);
    const { status, probes } = await watched({
      lambdaARN: 'from-s3',
      architectures: ['x86_64', 'arm64'],
      code: { arm64: { s3Bucket: 'builds', s3Key: 'arm.zip' } },
    });
    expect(status).toBe('SUCCEEDED');
    const hash = (key: string) => probes[key]?.Configuration?.CodeSha256;
    expect(hash('arm64-128')).not.toBe(hash('x86_64-128'));
  });

  it('runs under the role that the input names', async () => {
    await pipeline.create('role', FILES);
    const probeRole = 'arn:aws:iam::000000000000:role/measuring';
    const { probes } = await watched({ lambdaARN: 'role', probeRole });
    expect(probes['x86_64-512']?.Configuration?.Role).toBe(probeRole);
  });

  it('file systems, key, network and temporary storage', async () => {
    const FileSystemConfigs = [
      {
        Arn: 'arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-0123456789abcdef0',
        LocalMountPath: '/mnt/data',
      },
    ];
    const key = 'arn:aws:kms:us-east-1:000000000000:key/mine';
    await pipeline.create('rich', FILES, {
      FileSystemConfigs,
      KMSKeyArn: key,
      EphemeralStorage: { Size: 2048 },
      VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead' },
    });
    const { status, probes } = await watched({ lambdaARN: 'rich' });
    expect(status).toBe('SUCCEEDED');
    expect(probes['x86_64-128']?.Configuration).toMatchObject({
      FileSystemConfigs,
      KMSKeyArn: key,
      EphemeralStorage: { Size: 2048 },
      VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
    });
    expect(probes['x86_64-128']?.Configuration?.DeadLetterConfig).toBeUndefined();
  });

  it('a package over 50 MB, through the staging bucket, which is empty afterwards', async () => {
    const large = zipSync({
      'replay.json': Buffer.from(FILES['replay.json'] ?? ''),
      'big.bin': [randomBytes(51 * 1024 * 1024), { level: 0 }],
    });
    await s3(pipeline.connection).send(
      new PutObjectCommand({ Bucket: 'builds', Key: 'large.zip', Body: large }),
    );
    await pipeline.create('large', {}, { Code: { S3Bucket: 'builds', S3Key: 'large.zip' } });
    const staged = new Set<string>();
    const { status, cause } = await watched({ lambdaARN: 'large' });
    for (const { action, resource = '', service } of pipeline.calls()) {
      if (service === 's3' && action === 'PutObject' && resource.includes('staging/')) staged.add(resource);
    }
    expect([status, cause]).toEqual(['SUCCEEDED', undefined]);
    expect(staged.size).toBe(1);
    const { Contents } = await s3(pipeline.connection).send(
      new ListObjectsV2Command({ Bucket: LOCAL_BUCKET }),
    );
    expect(Contents ?? []).toEqual([]);
  });

  it('code that stays in S3, by the version of its object', async () => {
    await s3(pipeline.connection).send(
      new PutObjectCommand({ Bucket: 'builds', Key: 'referenced.zip', Body: zipped(FILES) }),
    );
    await pipeline.create(
      'referenced',
      {},
      { Code: { S3Bucket: 'builds', S3Key: 'referenced.zip', S3ObjectStorageMode: 'REFERENCE' } },
    );
    const { status, probes } = await watched({ lambdaARN: 'referenced' });
    expect(status).toBe('SUCCEEDED');
    expect(probes['x86_64-128']?.Code?.ResolvedS3Object).toMatchObject({
      S3Bucket: 'builds',
      S3Key: 'referenced.zip',
    });
  });

  it('the runtime version that its target is kept at', async () => {
    await pipeline.create('pinned', FILES);
    const { Configuration } = await pipeline.lambda.send(new GetFunctionCommand({ FunctionName: 'pinned' }));
    const { RuntimeVersionArn = '' } = Configuration?.RuntimeVersionConfig ?? {};
    expect(RuntimeVersionArn).not.toBe('');
    await pipeline.lambda.send(
      new PutRuntimeManagementConfigCommand({
        FunctionName: 'pinned',
        UpdateRuntimeOn: 'Manual',
        RuntimeVersionArn,
      }),
    );
    const kept: Promise<unknown>[] = [];
    pipeline.onCall(({ action, resource }) => {
      if (action !== 'Invoke' || !resource?.includes('x86_64')) return;
      kept.push(pipeline.lambda.send(new GetRuntimeManagementConfigCommand({ FunctionName: resource })));
    });
    const result = await pipeline.tune({ ...input, lambdaARN: 'pinned', architectures: ['x86_64', 'arm64'] });
    expect(await kept[0]).toMatchObject({ UpdateRuntimeOn: 'Manual', RuntimeVersionArn });
    expect(result.warnings.map(({ code }) => code)).toContain('runtime-version-not-copied');
  });

  it('refuses a runtime that Lambda no longer creates functions with, in its words, and says what is left', async () => {
    await pipeline.create('old', FILES);
    const message =
      'The runtime parameter of nodejs18.x is no longer supported for creating or updating AWS Lambda functions.';
    pipeline.emulator.setFaults([
      {
        action: 'CreateFunction',
        resource: PROBE_PREFIX,
        do: { error: { name: 'InvalidParameterValueException', message, status: 400 } },
      },
    ]);
    const { status, error, cause } = await pipeline.run({ lambdaARN: 'old', ...input });
    pipeline.emulator.setFaults([]);
    expect([status, error]).toEqual(['FAILED', 'ProbeNotCreated']);
    expect(cause).toContain(message);
    expect(cause).toContain('measure it in place');
  });

  it('stops where its environment can not be decrypted, and names kms:Decrypt', async () => {
    await pipeline.create('secret', FILES, { KMSKeyArn: KEY, Environment: { Variables: { TABLE: 'a' } } });
    const { status, error, cause } = await pipeline.run({ lambdaARN: 'secret' });
    expect([status, error]).toEqual(['FAILED', 'TargetNotTunable']);
    expect(cause).toContain('kms:Decrypt');
  });
});

describe('SnapStart', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
    const curves = JSON.parse(
      replayPackage({ x86_64: [steady(128, 200), steady(512, 40)] }, 'real')['replay.json'] ?? '',
    );
    for (const point of curves.curves.x86_64.points) {
      point.restoreMs = [300];
      point.billedRestoreMs = [100];
    }
    await pipeline.create(
      'snap',
      { 'replay.json': JSON.stringify(curves) },
      {
        Runtime: 'java21',
        SnapStart: { ApplyOn: 'PublishedVersions' },
      },
    );
  });
  afterAll(() => pipeline.stop());

  it('is measured as a published version, whose cold starts are restores', async () => {
    const result = await pipeline.tune({ lambdaARN: 'snap', ...input });
    expect(result).toMatchObject({ power: 512, duration: 40 });
    expect(result.candidates[0]?.cold).toMatchObject({
      restoreMs: { mean: { value: 300 } },
      latencyMs: { mean: { value: 500 } },
    });
    const invoked = pipeline.invocations().map(({ functionArn }) => functionArn.split(':')[7]);
    expect(new Set(invoked)).toEqual(new Set(['1']));
  });

  it('publishes another version for each burst of cold starts, all of the one probe', async () => {
    const before = pipeline.invocations().length;
    const result = await pipeline.tune({
      lambdaARN: 'snap',
      ...input,
      powerValues: [512],
      num: 12,
      concurrency: 5,
      onlyColdStarts: true,
    });
    expect(result.candidates[0]?.cold?.restoreMs?.mean).toMatchObject({ value: 300, n: 12 });
    const versions = pipeline
      .invocations()
      .slice(before)
      .map(({ functionArn }) => functionArn.split(':')[7]);
    expect(new Set(versions)).toEqual(new Set(['1', '2', '3']));
  });

  it('charges Python for each restore, and says what a version costs beside; Java for neither', async () => {
    const point = { ...steady(512, 40), restoreMs: [300], billedRestoreMs: [100] };
    const files = replayPackage({ x86_64: [point] });
    for (const [name, Runtime] of [
      ['snap-java', 'java21'],
      ['snap-python', 'python3.13'],
    ] as const) {
      await pipeline.create(name, files, {
        Runtime,
        MemorySize: 512,
        SnapStart: { ApplyOn: 'PublishedVersions' },
      });
    }
    const tuned = (lambdaARN: string) =>
      pipeline.tune({ lambdaARN, powerValues: [512], num: 5, onlyColdStarts: true, concurrency: 1 });
    const [java, python] = [await tuned('snap-java'), await tuned('snap-python')];
    // 512 MB restored at $0.0001397998 a GB.
    expect(python.cost - java.cost).toBeCloseTo(0.0001397998 / 2, 12);
    expect(java.warnings.map(({ code }) => code)).not.toContain('snapstart-cache');
    expect(python.warnings).toContainEqual({
      code: 'snapstart-cache',
      message: expect.stringMatching(/0\.0162 USD for each GB/),
    });
    expect(java.run.cost).not.toHaveProperty('missing');
    expect(python.run.cost.missing).toEqual(["SnapStart's cache of the probes' versions: see the warning"]);
  });

  it('names what it charges as missing where that is not known', async () => {
    const ireland = await startPipeline({ region: 'eu-west-1' });
    try {
      const files = replayPackage({ x86_64: [{ ...steady(512, 40), restoreMs: [300] }] });
      const lambdaARN = await ireland.create('snap', files, {
        Runtime: 'python3.13',
        SnapStart: { ApplyOn: 'PublishedVersions' },
      });
      const { run, recommendation, warnings } = await ireland.tune({
        ...{ lambdaARN, powerValues: [512], num: 5 },
        ...{ monthlyInvocations: 1000, maxCostUsd: 1 },
      });
      expect(warnings.map(({ code }) => code)).toContain('snapstart-price-unknown');
      const unknown =
        'what SnapStart charges for restores and for its cache, whose prices are not known for the region eu-west-1';
      expect(run.cost.missing).toEqual([`${unknown}: see the warning`]);
      expect(recommendation.monthly?.note).toContain(unknown);
      expect(warnings).toContainEqual({
        code: 'cost-limit-incomplete',
        message: `maxCostUsd does not count what these cost: ${unknown}`,
      });
    } finally {
      await ireland.stop();
    }
  });

  it('leaves nothing', async () => {
    const created = pipeline
      .calls()
      .filter(({ action, status }) => action === 'CreateFunction' && status === 201);
    const deleted = pipeline
      .calls()
      .filter(({ action, status }) => action === 'DeleteFunction' && status === 204);
    expect(deleted).toHaveLength(created.length - 3);
  });
});
