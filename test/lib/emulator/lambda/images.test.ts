import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../../../lib/emulator/emulator.ts';
import { createEnvironments } from '../../../../lib/emulator/environment/index.ts';
import type { ContainerImage } from '../../../../lib/emulator/lambda/images.ts';
import { echoEnvironments } from '../../../support/echo-environment.ts';
import { replayPackage, steady } from '../../../support/replay.ts';
import { ECHO, startedEmulator } from '../../../support/started-emulator.ts';
import { zipped } from '../../../support/zipped.ts';

const REPOSITORY = '000000000000.dkr.ecr.us-east-1.amazonaws.com/team/orders';
const X86: ContainerImage = { architecture: 'x86_64', digest: `sha256:${'a1'.repeat(32)}` };
const ARM: ContainerImage = { architecture: 'arm64', digest: `sha256:${'b2'.repeat(32)}` };
const STAND_IN = { zip: zipped(), handler: 'index.handler', runtime: 'nodejs24.x' };
const images = {
  [`${REPOSITORY}:x86`]: { ...X86, code: STAND_IN },
  [`${REPOSITORY}:arm`]: ARM,
};

const FunctionName = 'f';
const OF_IMAGE = {
  FunctionName,
  Role: ECHO.Role,
  PackageType: 'Image',
  Code: { ImageUri: `${REPOSITORY}:x86` },
} as const satisfies CreateFunctionCommandInput;

async function start(options: Parameters<typeof startedEmulator>[0] = {}) {
  const started = await startedEmulator({ images, ...options });
  const { lambda } = started;
  return {
    ...started,
    createOfImage: (input: Partial<CreateFunctionCommandInput> = {}) =>
      lambda.send(new CreateFunctionCommand({ ...OF_IMAGE, ...input })),
    get: () => lambda.send(new GetFunctionCommand({ FunctionName })),
  };
}
const refusal = (message: string) => ({
  name: 'InvalidParameterValueException',
  message,
  $metadata: { httpStatusCode: 400 },
});

describe('a function of a container image', () => {
  it('is described by its image, and has neither runtime nor handler', async () => {
    const { createOfImage, get } = await start();
    await createOfImage({ MemorySize: 256 });
    const { Code, Configuration } = await get();
    expect(Code).toEqual({
      RepositoryType: 'ECR',
      ImageUri: `${REPOSITORY}:x86`,
      ResolvedImageUri: `${REPOSITORY}@${X86.digest}`,
    });
    expect(Configuration).toMatchObject({
      PackageType: 'Image',
      CodeSha256: 'a1'.repeat(32),
      CodeSize: 0,
      Architectures: ['x86_64'],
      MemorySize: 256,
      State: 'Active',
    });
    for (const member of ['Runtime', 'Handler', 'ImageConfigResponse', 'Layers']) {
      expect(Configuration).not.toHaveProperty(member);
    }
  });

  it('can be made of the digest that a tag stands for', async () => {
    const { createOfImage, get } = await start();
    const ImageUri = `${REPOSITORY}@${X86.digest}`;
    await createOfImage({ Code: { ImageUri } });
    expect((await get()).Code).toMatchObject({ ImageUri, ResolvedImageUri: ImageUri });
  });

  it('takes no room of the account', async () => {
    const { createOfImage, lambda } = await start();
    await createOfImage();
    const { AccountUsage } = await lambda.send(new GetAccountSettingsCommand());
    expect(AccountUsage).toEqual({ TotalCodeSize: 0, FunctionCount: 1 });
  });

  it('refuses an image that is not there, and one without tag and digest', async () => {
    const { createOfImage } = await start();
    for (const ImageUri of [`${REPOSITORY}:latest`, `${REPOSITORY}@sha256:${'0'.repeat(64)}`]) {
      await expect(createOfImage({ Code: { ImageUri } })).rejects.toMatchObject(
        refusal(`Source image ${ImageUri} does not exist. Provide a valid source image.`),
      );
    }
    await expect(createOfImage({ Code: { ImageUri: REPOSITORY } })).rejects.toMatchObject(
      refusal(`Source image ${REPOSITORY} is not valid. Provide a valid source image.`),
    );
  });

  it('refuses SnapStart, and an image together with a zip', async () => {
    const { createOfImage } = await start();
    const SnapStart = { ApplyOn: 'PublishedVersions' } as const;
    await expect(createOfImage({ SnapStart })).rejects.toMatchObject(
      refusal('Container images are not supported for SnapStart enabled functions.'),
    );
    const Code = { ...OF_IMAGE.Code, ZipFile: zipped() };
    await expect(createOfImage({ Code })).rejects.toMatchObject(
      refusal('Please provide a source for function code.'),
    );
  });

  it('gets another image, and an architecture with it', async () => {
    const { createOfImage, get, lambda } = await start();
    await createOfImage();
    await lambda.send(new PublishVersionCommand({ FunctionName, CodeSha256: 'a1'.repeat(32) }));
    const updated = await lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName,
        ImageUri: `${REPOSITORY}:arm`,
        Architectures: ['arm64'],
        Publish: true,
      }),
    );
    expect(updated).toMatchObject({
      Version: '2',
      CodeSha256: 'b2'.repeat(32),
      Architectures: ['arm64'],
      PackageType: 'Image',
    });
    expect((await get()).Code?.ResolvedImageUri).toBe(`${REPOSITORY}@${ARM.digest}`);
    const first = await lambda.send(new GetFunctionCommand({ FunctionName, Qualifier: '1' }));
    expect(first.Code?.ImageUri).toBe(`${REPOSITORY}:x86`);
  });

  it('keeps an ImageConfig, replaces it as a whole, and takes it back', async () => {
    const { createOfImage, get, lambda } = await start();
    const ImageConfig = { Command: ['app.handler'], EntryPoint: ['/entry'], WorkingDirectory: '/work' };
    await createOfImage({ ImageConfig });
    const shown = async () => (await get()).Configuration?.ImageConfigResponse;
    expect(await shown()).toEqual({ ImageConfig });
    const update = (config: typeof ImageConfig | { Command: string[] } | Record<string, never>) =>
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ImageConfig: config }));
    await update({ Command: ['other.handler'] });
    expect(await shown()).toEqual({ ImageConfig: { Command: ['other.handler'] } });
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 512 }));
    expect(await shown()).toEqual({ ImageConfig: { Command: ['other.handler'] } });
    await update({});
    expect(await shown()).toBeUndefined();
  });

  it('refuses what only packages have, and a package for its code', async () => {
    const { createOfImage, lambda } = await start();
    await createOfImage();
    for (const members of [{ Handler: 'index.handler' }, { Runtime: 'nodejs24.x' }] as const) {
      await expect(
        lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...members })),
      ).rejects.toMatchObject(
        refusal(
          "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
        ),
      );
    }
    await expect(
      lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zipped() })),
    ).rejects.toMatchObject(
      refusal('Please provide ImageUri when updating a function with packageType Image.'),
    );
  });
});

describe('an invocation of a container image', () => {
  it('runs what stands for the image', async () => {
    const environments = echoEnvironments();
    const { createOfImage, invoke } = await start({ createEnvironment: environments.create });
    await createOfImage();
    const { FunctionError, StatusCode } = await invoke({ any: 'event' });
    expect({ FunctionError, StatusCode }).toEqual({ FunctionError: undefined, StatusCode: 200 });
    expect(environments.started).toEqual([
      expect.objectContaining({ handler: 'index.handler', runtime: 'nodejs24.x', architecture: 'x86_64' }),
    ]);
  });

  it('reports what was measured, where measurements stand for it', async () => {
    const zip = zipped(replayPackage({ x86_64: [steady(128, 12)] }));
    const { createOfImage, lambda } = await start({
      createEnvironment: createEnvironments().create,
      images: { [`${REPOSITORY}:x86`]: { ...X86, code: { ...STAND_IN, zip } } },
    });
    await createOfImage();
    const { LogResult = '' } = await lambda.send(new InvokeCommand({ FunctionName, LogType: 'Tail' }));
    expect(Buffer.from(LogResult, 'base64').toString()).toContain('\tDuration: 12.00 ms\t');
  });

  it('is refused where nothing stands for it', async () => {
    const { createOfImage, invoke } = await start();
    await createOfImage({ Code: { ImageUri: `${REPOSITORY}:arm` }, Architectures: ['arm64'] });
    await expect(invoke()).rejects.toMatchObject({
      name: 'NotMeasurableHere',
      message: `a container image can't be run on this machine (${REPOSITORY}:arm): bring the code as a zip, or tune it on AWS`,
      $metadata: { httpStatusCode: 501 },
    });
  });

  it('fails as on Lambda where the image is built for the other architecture', async () => {
    const environments = echoEnvironments();
    const { createOfImage, lambda } = await start({ createEnvironment: environments.create });
    await createOfImage({ Architectures: ['arm64'] });
    const {
      FunctionError,
      Payload,
      LogResult = '',
    } = await lambda.send(new InvokeCommand({ FunctionName, LogType: 'Tail' }));
    expect(FunctionError).toBe('Unhandled');
    expect(JSON.parse(Payload?.transformToString() ?? '')).toEqual({
      errorType: 'Runtime.InvalidEntrypoint',
      errorMessage: expect.stringMatching(/ Error: fork\/exec \/lambda-entrypoint\.sh: exec format error$/),
    });
    expect(Buffer.from(LogResult, 'base64').toString()).toMatch(
      /^REPORT .*\tStatus: error\tError Type: Runtime\.InvalidEntrypoint\t$/m,
    );
    expect(environments.started).toEqual([]);
  });
});

describe('a function of a zip', () => {
  it('refuses an image for its code, and an ImageConfig', async () => {
    const { create, lambda } = await start();
    await create();
    const ImageUri = `${REPOSITORY}:x86`;
    await expect(
      lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ImageUri })),
    ).rejects.toMatchObject(
      refusal("Please don't provide ImageUri when updating a function with packageType Zip."),
    );
    await expect(
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ImageConfig: {} })),
    ).rejects.toMatchObject(
      refusal("Please don't provide ImageConfig when the intended function PackageType is Zip."),
    );
    await expect(create({ FunctionName: 'g', Code: { ImageUri } })).rejects.toMatchObject(
      refusal("Please don't provide ImageUri when the intended function PackageType is Zip."),
    );
  });
});

describe('startEmulator', () => {
  it.each([
    [
      'a URI without tag and digest',
      { [REPOSITORY]: X86 },
      /a URI must be <repository>:<tag> or .*\n.*team\/orders/,
    ],
    ['a digest that is none', { [`${REPOSITORY}:1`]: { ...X86, digest: 'a1' } }, /must be sha256: and 64/],
  ])('refuses %s in its table of images', async (_, table, problem) => {
    const { create: createEnvironment } = echoEnvironments();
    await expect(startEmulator({ createEnvironment, images: table })).rejects.toThrow(problem);
    await expect(startEmulator({ createEnvironment, images: table })).rejects.toThrow(TypeError);
  });
});
