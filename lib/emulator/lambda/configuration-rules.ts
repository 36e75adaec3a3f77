/** Lambda's rules that its API model doesn't hold. */
import { ApiError } from '../api-error.ts';
import type { Configuration } from './configuration.ts';
import type { ConfigurationMembers } from './configuration-members.ts';
import { invalidParameter } from './errors.ts';
import { checkRuntime } from './runtimes.ts';

const ENVIRONMENT_LIMIT_BYTES = 4096;

/** Variables that Lambda sets itself and takes from nobody. */
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_DEFAULT_REGION|AWS_REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(FUNCTION_NAME|FUNCTION_MEMORY_SIZE|FUNCTION_VERSION|INITIALIZATION_TYPE|LOG_GROUP_NAME|LOG_STREAM_NAME|RUNTIME_API|METADATA_API|METADATA_TOKEN)|AWS_ACCESS_KEY|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$/;

/** What SnapStart is for. Source: "Improving startup performance with Lambda SnapStart", AWS Lambda Developer Guide. */
const SNAP_START_RUNTIMES = /^(java(11|17|21|25)|python3\.1[2-9]|dotnet(8|10))$/;
const SNAP_START_STORAGE_MB = 512;

/**
 * Checks what a request gives.
 * @param memoryLimitMB of the account
 * @throws ApiError
 */
export function checkMembers(given: ConfigurationMembers, memoryLimitMB: number): void {
  checkMemory(given.MemorySize, memoryLimitMB);
  if (given.Runtime !== undefined) checkRuntime(given.Runtime);
  checkEnvironment(given.Environment?.Variables ?? {});
  checkLogging(given.LoggingConfig);
}

/**
 * Checks what comes of it, together with what was there before.
 * @throws ApiError
 */
export function checkConfiguration(configuration: Configuration): void {
  const { snapStart, runtime, ephemeralStorageMB, fileSystems } = configuration;
  if (!snapStart) return;
  if (!SNAP_START_RUNTIMES.test(runtime)) {
    throw invalidParameter(`${runtime} is not supported for SnapStart enabled functions.`);
  }
  if (ephemeralStorageMB > SNAP_START_STORAGE_MB) {
    throw invalidParameter(
      `EphemeralStorage of ${ephemeralStorageMB} MB is not supported for SnapStart enabled functions.`,
    );
  }
  if (fileSystems.length > 0) {
    throw invalidParameter('FileSystemConfigs are not supported for SnapStart enabled functions.');
  }
}

function checkMemory(memoryMB: number | undefined, limitMB: number): void {
  if (memoryMB === undefined || memoryMB <= limitMB) return;
  throw new ApiError(
    'ValidationException',
    `'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to ${limitMB}`,
  );
}

function checkEnvironment(variables: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(variables).filter((name) => RESERVED.test(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  if (Buffer.byteLength(JSON.stringify(variables)) > ENVIRONMENT_LIMIT_BYTES) {
    // AWS adds the variables themselves; they may be secrets, so this text ends before them.
    throw invalidParameter(
      'Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.',
    );
  }
}

function checkLogging(logging: ConfigurationMembers['LoggingConfig']): void {
  if (logging?.LogFormat !== 'Text') return;
  if (logging.ApplicationLogLevel === undefined && logging.SystemLogLevel === undefined) return;
  throw invalidParameter(
    'To set the ApplicationLogLevel or SystemLogLevel, you must set the LogFormat to JSON. Set the LogFormat to JSON, or remove the log level settings.',
  );
}
