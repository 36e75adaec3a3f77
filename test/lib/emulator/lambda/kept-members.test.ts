import {
  type CreateFunctionCommandInput,
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { createEnvironments } from '../../../../lib/emulator/environment/index.ts';
import { echoEnvironments } from '../../../support/echo-environment.ts';
import { replayPackage, steady } from '../../../support/replay.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';
import { zipped } from '../../../support/zipped.ts';

const FunctionName = 'f';
const ACCESS_POINT = 'arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-0123456789abcdef0';
const FileSystemConfigs = [{ Arn: ACCESS_POINT, LocalMountPath: '/mnt/data' }];

/** Members that have no effect here: what is given, what is shown of it, and what takes it back. */
const KEPT: readonly (readonly [string, Partial<CreateFunctionCommandInput>, object, object])[] = [
  [
    'VpcConfig',
    { VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] } },
    {
      VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'], Ipv6AllowedForDualStack: false },
    },
    { VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } },
  ],
  [
    'KMSKeyArn',
    { KMSKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/1' },
    { KMSKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/1' },
    { KMSKeyArn: '' },
  ],
  [
    'DeadLetterConfig',
    { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:q' } },
    { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:q' } },
    { DeadLetterConfig: { TargetArn: '' } },
  ],
  ['FileSystemConfigs', { FileSystemConfigs }, { FileSystemConfigs }, { FileSystemConfigs: [] }],
];

describe('members that are kept', () => {
  it.each(KEPT)(
    '%s is given back, survives other changes, and can be taken back',
    async (member, given, shown, nothing) => {
      const { create, lambda } = await startedEmulator();
      expect(await create(given)).toMatchObject(shown);
      const update = (members: object) =>
        lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...members }));
      await update({ MemorySize: 256 });
      const read = () => lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      expect(await read()).toMatchObject(shown);
      await update(nothing);
      expect(await read()).not.toHaveProperty(member);
    },
  );
});

describe('a function with a file system', () => {
  it('is refused where the code would run, since it may need what is not there', async () => {
    const environments = createEnvironments();
    const { create, invoke } = await startedEmulator({ createEnvironment: environments.create });
    const architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';
    await create({ FileSystemConfigs, Architectures: [architecture] });
    await expect(invoke()).rejects.toMatchObject({
      name: 'NotMeasurableHere',
      message: "the file system at /mnt/data can't be mounted on this machine, and the function may need it",
    });
    await environments.stop();
  });

  it('is answered for by measurements as ever', async () => {
    const { create, invoke } = await startedEmulator({ createEnvironment: createEnvironments().create });
    const ZipFile = zipped(replayPackage({ x86_64: [steady(128, 12)] }));
    await create({ FileSystemConfigs, Code: { ZipFile } });
    expect((await invoke()).StatusCode).toBe(200);
  });

  it('tells its environment where the file system would be', async () => {
    const environments = echoEnvironments();
    const { create, invoke } = await startedEmulator({ createEnvironment: environments.create });
    await create({ FileSystemConfigs });
    await invoke();
    expect(environments.started).toEqual([expect.objectContaining({ fileSystems: ['/mnt/data'] })]);
  });

  it('refuses SnapStart, two file systems, and what is no access point', async () => {
    const { create } = await startedEmulator();
    const SnapStart = { ApplyOn: 'PublishedVersions' } as const;
    await expect(create({ FileSystemConfigs, SnapStart, Runtime: 'python3.13' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'FileSystemConfigs are not supported for SnapStart enabled functions.',
    });
    const twice = [...FileSystemConfigs, ...FileSystemConfigs];
    const elsewhere = [{ Arn: ACCESS_POINT, LocalMountPath: '/data' }];
    const other = [{ Arn: 'arn:aws:s3:::bucket', LocalMountPath: '/mnt/data' }];
    for (const wrong of [twice, elsewhere, other]) {
      await expect(create({ FileSystemConfigs: wrong })).rejects.toMatchObject({
        name: 'ValidationException',
      });
    }
  });
});
