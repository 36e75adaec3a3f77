import type { FunctionSpec } from '../execution-environment.ts';
import type { Places } from '../isolation/isolation.ts';

export interface RuntimeVariables {
  /** host:port */
  readonly runtimeApi: string;
  readonly logStream: string;
  readonly places: Places;
}

/**
 * All environment variables of a function's process: Lambda's and the function's own, and nothing of the
 * shell that the emulator was started from.
 * Source: AWS's documentation, "Defined runtime environment variables".
 */
export function childVariables(spec: FunctionSpec, runtime: RuntimeVariables): Record<string, string> {
  return { ...overridable(spec, runtime.places), ...spec.environment, ...reserved(spec, runtime) };
}

/** What a function may set itself. */
function overridable({ runtime }: FunctionSpec, places: Places): Record<string, string> {
  const { opt, taskRoot, runtimeDir, temporary } = places;
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: `/usr/local/bin:/usr/bin:/bin:${opt}/bin`,
    LD_LIBRARY_PATH: ['/var/lang/lib', runtimeDir, taskRoot, `${taskRoot}/lib`, `${opt}/lib`].join(':'),
    ...modulePaths(runtime, places),
    ...(temporary === undefined ? {} : { TMPDIR: temporary }),
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
  };
}

/** Where a language looks for what layers bring. */
function modulePaths(runtime: string, { opt, runtimeDir }: Places): Record<string, string> {
  const nodeMajor = /^nodejs(\d+)\.x$/.exec(runtime)?.[1];
  if (nodeMajor !== undefined) {
    return { NODE_PATH: `${opt}/nodejs/node${nodeMajor}/node_modules:${opt}/nodejs/node_modules` };
  }
  return runtime.startsWith('python')
    ? { PYTHONPATH: `${opt}/python/lib/${runtime}/site-packages:${opt}/python:${runtimeDir}` }
    : {};
}

/** What the Lambda API doesn't let a function set. */
function reserved(
  spec: FunctionSpec,
  { runtimeApi, logStream, places }: RuntimeVariables,
): Record<string, string> {
  return {
    _HANDLER: spec.handler,
    AWS_REGION: spec.region,
    AWS_DEFAULT_REGION: spec.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: spec.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMB),
    AWS_LAMBDA_FUNCTION_VERSION: spec.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: spec.snapStart === true ? 'snap-start' : 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    LAMBDA_TASK_ROOT: places.taskRoot,
    LAMBDA_RUNTIME_DIR: places.runtimeDir,
  };
}
