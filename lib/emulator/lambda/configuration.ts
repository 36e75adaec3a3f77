import type { ConfigurationMembers } from './configuration-members.ts';
import { checkConfiguration, checkMembers } from './configuration-rules.ts';
import type { LambdaContext } from './context.ts';
import { layersOf } from './function-layers.ts';
import type { LayerVersion } from './layer-record.ts';

/** What a version of a function is configured with, beside its code and architecture. */
export interface Configuration {
  readonly role: string;
  /** Empty where the code is a container image, which brings its own. */
  readonly handler: string;
  readonly runtime: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMB: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly ephemeralStorageMB: number;
  readonly logging: Logging;
  readonly tracingMode: 'Active' | 'PassThrough';
  /** In the order in which they are unpacked. */
  readonly layers: readonly LayerVersion[];
  readonly fileSystems: NonNullable<ConfigurationMembers['FileSystemConfigs']>;
  /** For published versions; `$LATEST` never has it. */
  readonly snapStart: boolean;
  readonly vpc?: Vpc;
  readonly kmsKeyArn?: string;
  readonly deadLetterTargetArn?: string;
  /** Kept as they were given. */
  readonly image?: NonNullable<ConfigurationMembers['ImageConfig']>;
  readonly durable?: NonNullable<ConfigurationMembers['DurableConfig']>;
  readonly capacityProvider?: NonNullable<ConfigurationMembers['CapacityProviderConfig']>;
  readonly tenancy?: NonNullable<ConfigurationMembers['TenancyConfig']>;
}

/** Of functions on Managed Instances. */
const MANAGED_MEMORY_LIMIT_MB = 32_768;

/** Levels exist with the JSON format only. */
export type Logging =
  | { readonly format: 'Text'; readonly logGroup: string }
  | {
      readonly format: 'JSON';
      readonly logGroup: string;
      readonly applicationLevel: string;
      readonly systemLevel: string;
    };

export interface Vpc {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly ipv6AllowedForDualStack: boolean;
}

/**
 * The configuration of a new function: what was given, and Lambda's defaults.
 * @throws ApiError for what Lambda's rules or this emulator refuse
 */
export function newConfiguration(
  lambda: LambdaContext,
  functionName: string,
  given: ConfigurationMembers & { readonly Role: string },
): Configuration {
  return changedConfiguration(
    lambda,
    {
      role: given.Role,
      handler: given.Handler ?? '',
      runtime: given.Runtime ?? '',
      description: '',
      timeoutSeconds: 3,
      memoryMB: 128,
      environment: {},
      ephemeralStorageMB: 512,
      logging: { format: 'Text', logGroup: `/aws/lambda/${functionName}` },
      tracingMode: 'PassThrough',
      layers: [],
      fileSystems: [],
      snapStart: false,
      ...optional('tenancy', given.TenancyConfig),
    },
    given,
  );
}

/**
 * The configuration after a change: a member that was given replaces the one before, whole;
 * only those of LoggingConfig are merged.
 * @throws ApiError for what Lambda's rules or this emulator refuse
 */
export function changedConfiguration(
  lambda: LambdaContext,
  before: Configuration,
  given: ConfigurationMembers,
): Configuration {
  const capacityProvider = given.CapacityProviderConfig ?? before.capacityProvider;
  checkMembers(given, capacityProvider === undefined ? lambda.memoryLimitMB : MANAGED_MEMORY_LIMIT_MB);
  const { vpc, kmsKeyArn, deadLetterTargetArn, image, ...kept } = before;
  const after: Configuration = {
    ...kept,
    role: given.Role ?? before.role,
    handler: given.Handler ?? before.handler,
    runtime: given.Runtime ?? before.runtime,
    description: given.Description ?? before.description,
    timeoutSeconds: given.Timeout ?? before.timeoutSeconds,
    memoryMB: given.MemorySize ?? before.memoryMB,
    environment: given.Environment === undefined ? before.environment : (given.Environment.Variables ?? {}),
    ephemeralStorageMB: given.EphemeralStorage?.Size ?? before.ephemeralStorageMB,
    logging: changedLogging(before.logging, given.LoggingConfig),
    tracingMode: given.TracingConfig?.Mode ?? before.tracingMode,
    layers: given.Layers === undefined ? before.layers : layersOf(lambda, given.Layers),
    fileSystems: given.FileSystemConfigs ?? before.fileSystems,
    snapStart: given.SnapStart === undefined ? before.snapStart : isSnapStart(given.SnapStart),
    ...optional('durable', given.DurableConfig ?? before.durable),
    ...optional('capacityProvider', capacityProvider),
    ...optional('image', given.ImageConfig === undefined ? image : imageOf(given.ImageConfig)),
    ...optional('vpc', given.VpcConfig === undefined ? vpc : vpcOf(given.VpcConfig)),
    ...optional('kmsKeyArn', given.KMSKeyArn === undefined ? kmsKeyArn : given.KMSKeyArn || undefined),
    ...optional(
      'deadLetterTargetArn',
      given.DeadLetterConfig === undefined
        ? deadLetterTargetArn
        : given.DeadLetterConfig.TargetArn || undefined,
    ),
  };
  checkConfiguration(after);
  return after;
}

function isSnapStart({ ApplyOn }: NonNullable<ConfigurationMembers['SnapStart']>): boolean {
  return ApplyOn === 'PublishedVersions';
}

function changedLogging(before: Logging, given: ConfigurationMembers['LoggingConfig']): Logging {
  const logGroup = given?.LogGroup ?? before.logGroup;
  if ((given?.LogFormat ?? before.format) === 'Text') return { format: 'Text', logGroup };
  const levels = before.format === 'JSON' ? before : { applicationLevel: 'INFO', systemLevel: 'INFO' };
  return {
    format: 'JSON',
    logGroup,
    applicationLevel: given?.ApplicationLogLevel ?? levels.applicationLevel,
    systemLevel: given?.SystemLogLevel ?? levels.systemLevel,
  };
}

/** An ImageConfig of nothing takes back what was overridden. */
function imageOf(given: NonNullable<ConfigurationMembers['ImageConfig']>): Configuration['image'] {
  return Object.keys(given).length === 0 ? undefined : given;
}

/** A VpcConfig without subnets takes the function out of its VPC. */
function vpcOf(given: NonNullable<ConfigurationMembers['VpcConfig']>): Vpc | undefined {
  if ((given.SubnetIds ?? []).length === 0) return undefined;
  return {
    subnetIds: given.SubnetIds ?? [],
    securityGroupIds: given.SecurityGroupIds ?? [],
    ipv6AllowedForDualStack: given.Ipv6AllowedForDualStack ?? false,
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
