import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  type FunctionConfiguration,
  GetFunctionCommand,
  type GetFunctionCommandOutput,
  PublishLayerVersionCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { ECHO, startedEmulator } from '../../../support/started-emulator.ts';
import { zipped } from '../../../support/zipped.ts';

/** Of a function that has everything that can be kept. */
const FULL = {
  Description: 'takes orders',
  MemorySize: 1024,
  Timeout: 30,
  Architectures: ['arm64'],
  Environment: { Variables: { TABLE: 'orders' } },
  EphemeralStorage: { Size: 512 },
  TracingConfig: { Mode: 'Active' },
  VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'], Ipv6AllowedForDualStack: true },
  KMSKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/1',
  DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:q' },
  LoggingConfig: {
    LogFormat: 'JSON',
    ApplicationLogLevel: 'WARN',
    SystemLogLevel: 'INFO',
    LogGroup: 'shared',
  },
  Tags: { team: 'orders' },
} satisfies Partial<CreateFunctionCommandInput>;

const FILE_SYSTEM = {
  Arn: 'arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-0123456789abcdef0',
  LocalMountPath: '/mnt/data',
};

const VARIANTS: readonly (readonly [string, Partial<CreateFunctionCommandInput>])[] = [
  ['with layers and JSON logs', {}],
  ['with SnapStart', { Runtime: 'python3.13', SnapStart: { ApplyOn: 'PublishedVersions' } }],
  ['with a file system', { FileSystemConfigs: [FILE_SYSTEM] }],
];

/** What CreateFunction takes of what GetFunction says, all of it. */
function copied({ Configuration = {}, Tags }: GetFunctionCommandOutput) {
  const { Runtime, Handler, Role, PackageType, Layers, SnapStart, ImageConfigResponse } = Configuration;
  return {
    ...pickOf(Configuration),
    ...(Runtime !== undefined && { Runtime }),
    ...(Handler !== undefined && { Handler }),
    Role,
    PackageType,
    Layers: Layers?.flatMap(({ Arn }) => Arn ?? []),
    ...(SnapStart?.ApplyOn === 'PublishedVersions' && { SnapStart: { ApplyOn: SnapStart.ApplyOn } }),
    ...(ImageConfigResponse !== undefined && { ImageConfig: ImageConfigResponse.ImageConfig }),
    Tags,
  };
}

function pickOf(from: FunctionConfiguration) {
  const { Description, MemorySize, Timeout, Architectures, Environment, EphemeralStorage } = from;
  const { TracingConfig, VpcConfig, KMSKeyArn, DeadLetterConfig, LoggingConfig, FileSystemConfigs } = from;
  return {
    ...{ Description, MemorySize, Timeout, Architectures, EphemeralStorage, TracingConfig, LoggingConfig },
    ...{ KMSKeyArn, DeadLetterConfig, FileSystemConfigs, VpcConfig },
    Environment: { Variables: Environment?.Variables },
  };
}

/** What tells a copy from its original, and nothing else. */
function likeness({ Configuration, Code, Tags }: GetFunctionCommandOutput) {
  const { FunctionName, FunctionArn, RevisionId, LastModified, ...same } = Configuration ?? {};
  const { Location, ...code } = Code ?? {};
  return { same, code, Tags };
}

async function start() {
  const ImageUri = '000000000000.dkr.ecr.us-east-1.amazonaws.com/orders:1';
  const started = await startedEmulator({
    images: { [ImageUri]: { architecture: 'arm64', digest: `sha256:${'a1'.repeat(32)}` } },
  });
  const { lambda } = started;
  const get = (FunctionName: string) => lambda.send(new GetFunctionCommand({ FunctionName }));
  return {
    ...started,
    ImageUri,
    get,
    async copy(Code: CreateFunctionCommandInput['Code']) {
      const input = { ...copied(await get('f')), FunctionName: 'copy', Role: ECHO.Role, Code };
      await lambda.send(new CreateFunctionCommand(input));
    },
  };
}

describe('a copy that is made from what GetFunction says', () => {
  it.each(VARIANTS)('is like its original, %s', async (_, more) => {
    const { create, lambda, get, copy } = await start();
    const Content = { ZipFile: zipped({ 'data.txt': 'x' }) };
    const layer = await lambda.send(new PublishLayerVersionCommand({ LayerName: 'data', Content }));
    await create({ ...FULL, Layers: [layer.LayerVersionArn ?? ''], ...more });
    const original = await get('f');
    const fetched = await fetch(original.Code?.Location ?? '');
    await copy({ ZipFile: new Uint8Array(await fetched.arrayBuffer()) });
    expect(likeness(await get('copy'))).toEqual(likeness(original));
    expect(original.Configuration).toMatchObject({ MemorySize: 1024, Architectures: ['arm64'] });
  });

  it('is like its original, of a container image', async () => {
    const { lambda, ImageUri, get, copy } = await start();
    const ImageConfig = { Command: ['app.handler'] };
    const PackageType = 'Image';
    const input = { ...FULL, FunctionName: 'f', Role: ECHO.Role, PackageType, ImageConfig } as const;
    await lambda.send(new CreateFunctionCommand({ ...input, Code: { ImageUri } }));
    const original = await get('f');
    await copy({ ImageUri: original.Code?.ResolvedImageUri });
    const copyOf = likeness(await get('copy'));
    expect(copyOf.same).toEqual(likeness(original).same);
    expect(copyOf.code.ResolvedImageUri).toBe(original.Code?.ResolvedImageUri);
  });
});
