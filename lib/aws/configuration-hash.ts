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
  const { Architectures, CodeSha256, Description, MemorySize } = configuration;
  return hashOf({ Architectures, CodeSha256, Description, MemorySize, ...settingsOf(configuration) });
}

/**
 * A fingerprint of what decides how a function runs beside its code, memory size and architecture, to see later
 * whether it is still what was measured. Without the environment for the same reason.
 *
 * @returns hexadecimal
 */
export function settingsHash(configuration: FunctionConfiguration): string {
  return hashOf(settingsOf(configuration));
}

function hashOf(compared: object): string {
  return createHash('sha256').update(JSON.stringify(compared)).digest('hex');
}

function settingsOf(configuration: FunctionConfiguration) {
  const {
    DeadLetterConfig,
    EphemeralStorage,
    FileSystemConfigs,
    Handler,
    ImageConfigResponse,
    KMSKeyArn,
    Layers,
    LoggingConfig,
    PackageType,
    Role,
    Runtime,
    SnapStart,
    Timeout,
    TracingConfig,
    VpcConfig,
  } = configuration;
  return {
    DeadLetterConfig: DeadLetterConfig?.TargetArn,
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
    PackageType,
    Role,
    Runtime,
    SnapStart: SnapStart?.ApplyOn,
    Timeout,
    TracingConfig: TracingConfig?.Mode,
    VpcConfig: [VpcConfig?.SubnetIds?.toSorted(), VpcConfig?.SecurityGroupIds?.toSorted()],
  };
}

function imageConfig(response: FunctionConfiguration['ImageConfigResponse']) {
  const { EntryPoint, Command, WorkingDirectory } = response?.ImageConfig ?? {};
  return [EntryPoint, Command, WorkingDirectory];
}
