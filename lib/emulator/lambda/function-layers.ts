import { layerArn } from '../arn.ts';
import { UNZIPPED_LIMIT_BYTES } from './code-store.ts';
import type { LambdaContext } from './context.ts';
import { invalidParameter } from './errors.ts';
import type { FunctionCode } from './function-code.ts';
import type { LayerVersion } from './layer-record.ts';
import { layerVersionByArn } from './locate-layer.ts';

const LAYERS_LIMIT = 5;

/**
 * The layers that a function asks for, in their order.
 * @throws ApiError for one that isn't there, more than five, and two versions of one layer
 */
export function layersOf(lambda: LambdaContext, arns: readonly string[]): readonly LayerVersion[] {
  if (arns.length > LAYERS_LIMIT) {
    throw invalidParameter(`Cannot reference more than ${LAYERS_LIMIT} layers.`);
  }
  const layers = arns.map((arn) => {
    const layer = layerVersionByArn(lambda, arn);
    if (layer === undefined) throw invalidParameter(`Layer version ${arn} does not exist.`);
    return layer;
  });
  for (const [index, { layerName }] of layers.entries()) {
    const first = layers.findIndex((other) => other.layerName === layerName);
    if (first < index) {
      throw invalidParameter(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${arns[first]} and ${arns[index]} are versions of the same layer.`,
      );
    }
  }
  return layers;
}

/** @throws ApiError for code that is too large together with its layers */
export function checkUnpackedSize(
  code: Pick<FunctionCode, 'unpackedBytes'>,
  layers: readonly LayerVersion[],
): void {
  const sizeBytes = [code, ...layers.map(({ content }) => content)].reduce(
    (sum, { unpackedBytes }) => sum + unpackedBytes,
    0,
  );
  if (sizeBytes <= UNZIPPED_LIMIT_BYTES) return;
  throw invalidParameter(
    `Function code combined with layers exceeds the maximum allowed size of ${UNZIPPED_LIMIT_BYTES} bytes. The actual size is ${sizeBytes} bytes.`,
  );
}

/** As FunctionConfiguration shows them. */
export function layerReferences(
  { place }: Pick<LambdaContext, 'place'>,
  layers: readonly LayerVersion[],
): readonly Readonly<Record<string, unknown>>[] {
  return layers.map(({ layerName, version, content }) => ({
    Arn: layerArn(place, layerName, version),
    CodeSize: content.bytes.length,
  }));
}
