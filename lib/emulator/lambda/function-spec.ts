import { functionArn, type Place } from '../arn.ts';
import type { FunctionSpec } from '../environment/execution-environment.ts';
import { type FunctionRecord, type FunctionVersion, LATEST } from './function-record.ts';

/** What an environment of a version runs. */
export function specOf(place: Place, record: FunctionRecord, version: FunctionVersion): FunctionSpec {
  const { configuration } = version;
  const isPublished = version.version !== LATEST;
  return {
    functionName: record.name,
    version: version.version,
    functionArn: functionArn(place, record.name, isPublished ? version.version : undefined),
    region: place.region,
    accountId: place.accountId,
    runtime: configuration.runtime,
    handler: configuration.handler,
    architecture: version.architecture,
    memoryMB: configuration.memoryMB,
    timeoutSeconds: configuration.timeoutSeconds,
    ephemeralStorageMB: configuration.ephemeralStorageMB,
    environment: configuration.environment,
    logGroup: configuration.logging.logGroup,
    codeDir: version.code.folder,
    layerDirs: configuration.layers.map(({ content }) => content.folder),
    ...(configuration.snapStart && isPublished && { snapStart: true }),
  };
}
