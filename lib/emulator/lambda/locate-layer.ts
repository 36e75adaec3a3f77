import { ApiError } from '../api-error.ts';
import type { LambdaContext } from './context.ts';
import { invalidParameter, notFound } from './errors.ts';
import type { LayerVersion } from './layer-record.ts';

const ARN =
  /^arn:[^:]+:lambda:(?<region>[^:]+):(?<accountId>\d{12}):layer:(?<name>[^:]+)(:(?<version>\d+))?$/;

/** The name in a layer's name or ARN, with or without a version. Whose it is isn't looked at. */
export function layerNameIn(text: string): string {
  return ARN.exec(text)?.groups?.name ?? text;
}

/**
 * A layer's name, out of its name or ARN.
 * @throws ApiError for another account or region
 */
export function ownLayerName({ place }: LambdaContext, text: string): string {
  const { region, accountId, name } = ARN.exec(text)?.groups ?? {};
  if (accountId !== undefined && accountId !== place.accountId) {
    const reason = `this emulator holds the layers of account ${place.accountId} only: ${text}`;
    throw new ApiError('AccessDeniedException', reason, 403);
  }
  if (region !== undefined && region !== place.region) {
    throw invalidParameter(
      `Layers are not in the same region as the function. Layers are expected to be in region ${place.region}.`,
    );
  }
  return name ?? text;
}

/** @throws ApiError ResourceNotFoundException */
export function findLayerVersion(lambda: LambdaContext, layer: string, version: number): LayerVersion {
  const found = lambda.layers.get(ownLayerName(lambda, layer))?.versions.get(version);
  if (found === undefined) throw notFound('The resource you requested does not exist.');
  return found;
}

/** The version that an ARN names; undefined where there is none. @throws ApiError for another account or region */
export function layerVersionByArn(lambda: LambdaContext, arn: string): LayerVersion | undefined {
  const version = Number(ARN.exec(arn)?.groups?.version);
  return lambda.layers.get(ownLayerName(lambda, arn))?.versions.get(version);
}
