import { join } from 'node:path';
import type { FunctionSpec } from '../execution-environment.ts';

export interface RuntimeVariables {
  /** host:port */
  readonly runtimeApi: string;
  readonly logStream: string;
  /** The folder of the runtime's own files. */
  readonly runtimeDir: string;
}

/**
 * All environment variables of a function's process: Lambda's and the function's own, and nothing of the
 * shell that the emulator was started from.
 * Source: AWS's documentation, "Defined runtime environment variables".
 */
export function childVariables(spec: FunctionSpec, runtime: RuntimeVariables): Record<string, string> {
  return { ...overridable(spec), ...spec.environment, ...reserved(spec, runtime) };
}

/** What a function may set itself. */
function overridable(spec: FunctionSpec): Record<string, string> {
  const layerDirs = spec.layerDirs.toReversed();
  const nodeMajor = /^nodejs(\d+)\.x$/.exec(spec.runtime)?.[1];
  const nodePaths = layerDirs.flatMap((layer) => [
    ...(nodeMajor === undefined ? [] : [join(layer, 'nodejs', `node${nodeMajor}`, 'node_modules')]),
    join(layer, 'nodejs', 'node_modules'),
  ]);
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: ['/usr/local/bin', '/usr/bin', '/bin', ...layerDirs.map((layer) => join(layer, 'bin'))].join(':'),
    LD_LIBRARY_PATH: [
      spec.codeDir,
      join(spec.codeDir, 'lib'),
      ...layerDirs.map((layer) => join(layer, 'lib')),
    ].join(':'),
    NODE_PATH: nodePaths.join(':'),
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
  };
}

/** What the Lambda API doesn't let a function set. */
function reserved(spec: FunctionSpec, runtime: RuntimeVariables): Record<string, string> {
  return {
    _HANDLER: spec.handler,
    AWS_REGION: spec.region,
    AWS_DEFAULT_REGION: spec.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: spec.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMB),
    AWS_LAMBDA_FUNCTION_VERSION: spec.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: runtime.logStream,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_LAMBDA_RUNTIME_API: runtime.runtimeApi,
    LAMBDA_TASK_ROOT: spec.codeDir,
    LAMBDA_RUNTIME_DIR: runtime.runtimeDir,
  };
}
