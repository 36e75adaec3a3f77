import { layerArn, type Place } from '../arn.ts';
import { CODE_PATH } from './code-link.ts';
import type { LambdaContext } from './context.ts';
import { lambdaDate } from './lambda-date.ts';
import type { LayerVersion } from './layer-record.ts';

/** A layer version as lists show it. */
export function listedLayerVersion(place: Place, layer: LayerVersion): Record<string, unknown> {
  const { layerName, version, compatibleRuntimes, compatibleArchitectures, licenseInfo } = layer;
  return {
    LayerVersionArn: layerArn(place, layerName, version),
    Version: version,
    Description: layer.description,
    CreatedDate: lambdaDate(layer.createdMs),
    ...(compatibleRuntimes.length > 0 && { CompatibleRuntimes: compatibleRuntimes }),
    ...(compatibleArchitectures.length > 0 && { CompatibleArchitectures: compatibleArchitectures }),
    ...(licenseInfo !== undefined && { LicenseInfo: licenseInfo }),
  };
}

/** A layer version with where its content can be fetched for ten minutes. */
export function layerVersionAnswer(lambda: LambdaContext, layer: LayerVersion): Record<string, unknown> {
  const { content } = layer;
  return {
    ...listedLayerVersion(lambda.place, layer),
    LayerArn: layerArn(lambda.place, layer.layerName),
    Content: {
      Location: `${lambda.endpoint()}${CODE_PATH}/${lambda.code.link(content)}`,
      CodeSha256: content.sha256,
      CodeSize: content.bytes.length,
    },
  };
}
