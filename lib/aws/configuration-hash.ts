import { createHash } from 'node:crypto';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';

/**
 * A fingerprint of a function's configuration, to see that nobody changed it meanwhile where its RevisionId
 * can't tell (our own changes give it another).
 *
 * The environment is left out: it may hold secrets, and the hash of a short secret, which travels in the
 * state, gives it away. So is what Lambda changes by itself.
 *
 * @returns hexadecimal
 */
export function configurationHash(configuration: FunctionConfiguration): string {
  const {
    Architectures,
    CodeSha256,
    DeadLetterConfig,
    Description,
    EphemeralStorage,
    FileSystemConfigs,
    Handler,
    ImageConfigResponse,
    KMSKeyArn,
    Layers,
    LoggingConfig,
    MemorySize,
    PackageType,
    Role,
    Runtime,
    SnapStart,
    Timeout,
    TracingConfig,
    VpcConfig,
  } = configuration;
  const compared = {
    Architectures,
    CodeSha256,
    DeadLetterConfig: DeadLetterConfig?.TargetArn,
    Description,
    EphemeralStorage: EphemeralStorage?.Size,
    FileSystemConfigs: FileSystemConfigs?.map(({ Arn, LocalMountPath }) => [Arn, LocalMountPath]),
    Handler,
    ImageConfig: imageConfig(ImageConfigResponse),
    KMSKeyArn,
    Layers: Layers?.map(({ Arn }) => Arn),
    LoggingConfig: [
      LoggingConfig?.LogFormat,
      LoggingConfig?.LogGroup,
      LoggingConfig?.ApplicationLogLevel,
      LoggingConfig?.SystemLogLevel,
    ],
    MemorySize,
    PackageType,
    Role,
    Runtime,
    SnapStart: SnapStart?.ApplyOn,
    Timeout,
    TracingConfig: TracingConfig?.Mode,
    VpcConfig: [VpcConfig?.SubnetIds?.toSorted(), VpcConfig?.SecurityGroupIds?.toSorted()],
  };
  return createHash('sha256').update(JSON.stringify(compared)).digest('hex');
}

function imageConfig(response: FunctionConfiguration['ImageConfigResponse']) {
  const { EntryPoint, Command, WorkingDirectory } = response?.ImageConfig ?? {};
  return [EntryPoint, Command, WorkingDirectory];
}
