import { functionArn, type Place } from '../arn.ts';
import { type FunctionSpec, NotMeasurableHere } from '../environment/execution-environment.ts';
import type { FunctionCode } from './function-code.ts';
import { type FunctionRecord, type FunctionVersion, LATEST } from './function-record.ts';

/**
 * What an environment of a version runs.
 * @throws NotMeasurableHere for a container image that nothing stands for
 */
export function specOf(place: Place, record: FunctionRecord, version: FunctionVersion): FunctionSpec {
  const { configuration } = version;
  const isPublished = version.version !== LATEST;
  return {
    functionName: record.name,
    version: version.version,
    functionArn: functionArn(place, record.name, isPublished ? version.version : undefined),
    region: place.region,
    accountId: place.accountId,
    ...programOf(version),
    architecture: version.architecture,
    memoryMB: configuration.memoryMB,
    timeoutSeconds: configuration.timeoutSeconds,
    ephemeralStorageMB: configuration.ephemeralStorageMB,
    environment: configuration.environment,
    logGroup: configuration.logging.logGroup,
    layerDirs: configuration.layers.map(({ content }) => content.folder),
    ...(configuration.fileSystems.length > 0 && {
      fileSystems: configuration.fileSystems.map(({ LocalMountPath }) => LocalMountPath),
    }),
    ...(configuration.snapStart && isPublished && { snapStart: true }),
  };
}

function programOf({
  code,
  configuration,
}: FunctionVersion): Pick<FunctionSpec, 'runtime' | 'handler' | 'codeDir'> {
  if (code.kind === 'zip') {
    const { runtime, handler } = configuration;
    return { runtime, handler, codeDir: code.package.folder };
  }
  const { standIn } = code;
  if (standIn === undefined) {
    throw new NotMeasurableHere(
      `a container image can't be run on this machine (${code.uri}): bring the code as a zip, or tune it on AWS`,
    );
  }
  return { runtime: standIn.runtime, handler: standIn.handler, codeDir: standIn.package.folder };
}

/** Whether its code is built for another architecture than it is to run on, and can't even be started. */
export function isForeign({
  code,
  architecture,
}: { readonly code: FunctionCode } & Pick<FunctionVersion, 'architecture'>): boolean {
  return code.kind === 'image' && code.architecture !== architecture;
}
