import { functionArn, type Place } from '../arn.ts';
import type { Configuration, Logging } from './configuration.ts';
import type { LambdaContext } from './context.ts';
import { layerReferences } from './function-layers.ts';
import { type FunctionRecord, type FunctionVersion, LATEST } from './function-record.ts';
import { lambdaDate } from './lambda-date.ts';
import { revisionIdAt, stateAt } from './lifecycle.ts';
import { packageTypeOf } from './package-type.ts';
import { runtimeVersionArn } from './runtime-management.ts';

/** How an answer shows a version. */
export interface Shown {
  readonly place: Place;
  readonly nowMs: number;
  /** Of keys with which the caller may not decrypt. */
  readonly undecryptableKeys: ReadonlySet<string>;
  /** What the ARN ends with; none for the function as such. */
  readonly qualifier?: string | undefined;
}

export function shownBy(
  { place, nowMs, undecryptableKeys }: LambdaContext,
  qualifier?: string | undefined,
): Shown {
  return { place, nowMs: nowMs(), undecryptableKeys, qualifier };
}

/** Lambda's FunctionConfiguration. */
export function functionConfiguration(
  record: FunctionRecord,
  version: FunctionVersion,
  shown: Shown,
): Record<string, unknown> {
  return {
    ...listedConfiguration(record, version, shown),
    ...stateAt(version.settling, shown.nowMs),
    ...(version.code.kind === 'zip' && {
      RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(shown.place, version) },
    }),
  };
}

/** FunctionConfiguration as lists show it: without State, LastUpdateStatus and RuntimeVersionConfig. */
export function listedConfiguration(
  record: FunctionRecord,
  version: FunctionVersion,
  { place, nowMs, undecryptableKeys, qualifier }: Shown,
): Record<string, unknown> {
  return {
    FunctionName: record.name,
    FunctionArn: functionArn(place, record.name, qualifier),
    ...(version.code.kind === 'zip' && programMembers(version.configuration)),
    ...configurationMembersOf(version.configuration),
    ...environmentMember(version.configuration, undecryptableKeys),
    ...layersMember(place, version.configuration),
    CodeSize: version.code.sizeBytes,
    CodeSha256: version.code.sha256,
    LastModified: lambdaDate(version.lastModifiedMs),
    Version: version.version,
    RevisionId: revisionIdAt(version.settling, nowMs),
    PackageType: packageTypeOf(version.code),
    Architectures: [version.architecture],
    SnapStart: snapStart(version),
  };
}

/** An image brings its own. */
function programMembers({ runtime, handler }: Configuration): Record<string, string> {
  return { Runtime: runtime, Handler: handler };
}

function configurationMembersOf(configuration: Configuration): Record<string, unknown> {
  const { vpc, image, fileSystems } = configuration;
  return {
    Role: configuration.role,
    Description: configuration.description,
    Timeout: configuration.timeoutSeconds,
    MemorySize: configuration.memoryMB,
    TracingConfig: { Mode: configuration.tracingMode },
    EphemeralStorage: { Size: configuration.ephemeralStorageMB },
    LoggingConfig: loggingConfig(configuration.logging),
    ...(image !== undefined && { ImageConfigResponse: { ImageConfig: image } }),
    ...(fileSystems.length > 0 && { FileSystemConfigs: fileSystems }),
    ...(configuration.kmsKeyArn !== undefined && { KMSKeyArn: configuration.kmsKeyArn }),
    ...(configuration.deadLetterTargetArn !== undefined && {
      DeadLetterConfig: { TargetArn: configuration.deadLetterTargetArn },
    }),
    ...(configuration.durable !== undefined && { DurableConfig: configuration.durable }),
    ...(configuration.tenancy !== undefined && { TenancyConfig: configuration.tenancy }),
    ...(configuration.capacityProvider !== undefined && {
      CapacityProviderConfig: configuration.capacityProvider,
    }),
    ...(vpc !== undefined && {
      VpcConfig: {
        SubnetIds: vpc.subnetIds,
        SecurityGroupIds: vpc.securityGroupIds,
        Ipv6AllowedForDualStack: vpc.ipv6AllowedForDualStack,
      },
    }),
  };
}

/** Only who reads is kept from it: the function itself has its role's permission, and its variables. */
function environmentMember(
  { environment, kmsKeyArn }: Configuration,
  undecryptableKeys: ReadonlySet<string>,
): Record<string, unknown> {
  if (Object.keys(environment).length === 0) return {};
  if (kmsKeyArn === undefined || !undecryptableKeys.has(kmsKeyArn)) {
    return { Environment: { Variables: environment } };
  }
  const Message = `Lambda was unable to decrypt your environment variables because the KMS access was denied. Please check your KMS permissions. KMS Exception: AccessDeniedException KMS Message: not authorized to perform: kms:Decrypt on resource: ${kmsKeyArn}`;
  return { Environment: { Error: { ErrorCode: 'AccessDeniedException', Message } } };
}

function loggingConfig(logging: Logging): Record<string, string> {
  const { format, logGroup } = logging;
  if (format === 'Text') return { LogFormat: format, LogGroup: logGroup };
  return {
    LogFormat: format,
    LogGroup: logGroup,
    ApplicationLogLevel: logging.applicationLevel,
    SystemLogLevel: logging.systemLevel,
  };
}

function layersMember(place: Place, { layers }: Configuration): Record<string, unknown> {
  return layers.length === 0 ? {} : { Layers: layerReferences({ place }, layers) };
}

/** On for versions that were published with it, never for `$LATEST`. */
function snapStart({ version, configuration }: FunctionVersion): Record<string, string> {
  return {
    ApplyOn: configuration.snapStart ? 'PublishedVersions' : 'None',
    OptimizationStatus: configuration.snapStart && version !== LATEST ? 'On' : 'Off',
  };
}
