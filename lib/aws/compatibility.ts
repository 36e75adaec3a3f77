import { GetLayerVersionByArnCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Architecture, Target } from '../contract/index.ts';
import { nativeFiles } from '../core/compatibility/native-files.ts';
import { declarationReason, filesReason, imageReason, runtimeReason } from '../core/compatibility/reasons.ts';
import { UnreadableZip } from '../core/compatibility/zip-heads.ts';
import { downloadCode, downloadLayer } from './code/download.ts';
import type { FoundCode } from './code/given.ts';
import { errorText } from './error-text.ts';
import { architectureOf, type TargetFunction } from './target.ts';

/** What speaks against running a function on the architecture that isn't its own. */
export interface Compatibility {
  /** The runtime, layer or file that rules it out; absent where nothing does. */
  readonly reason?: string;
  /** What could not be looked into, and why. It may rule the architecture out, or not. */
  readonly unknown: readonly string[];
}

/**
 * Looks whether a function can run on an architecture: its runtime, what the publishers of its layers
 * state, and the native code in its package and in layers of which nothing is stated. Reads only, and no
 * more than decides.
 *
 * @param given code that the input names for that architecture, in place of the function's own: what its
 * package holds is looked at where it is a function's; an object or an image is Lambda's to refuse
 * @throws TargetNotTunable where the code can't be downloaded, TargetChanged where it is another already.
 */
export async function compatibilityWith(
  lambda: LambdaClient,
  found: TargetFunction,
  { codeSha256 }: Pick<Target, 'codeSha256'>,
  wanted: Architecture,
  given?: FoundCode,
): Promise<Compatibility> {
  const unknown: string[] = [];
  const ruledOut = (reason: string) => ({ reason, unknown: [] });
  const source = given?.function ?? found;
  const { configuration, code } = source;
  const isImage = given?.planned.imageUri !== undefined || configuration.PackageType === 'Image';
  const runtime = isImage ? undefined : runtimeReason(configuration.Runtime, wanted);
  if (runtime !== undefined) return ruledOut(runtime);
  if (given?.function !== undefined && architectureOf(configuration) === wanted) return { unknown };
  if (isImage) {
    return given?.planned.imageUri === undefined
      ? ruledOut(imageReason(code.ImageUri ?? configuration.FunctionArn ?? '', wanted))
      : { unknown };
  }
  const layers = given?.planned.layers ?? (configuration.Layers ?? []).flatMap(({ Arn }) => Arn ?? []);
  const undeclared: Layer[] = [];
  for (const arn of layers) {
    const layer = await readLayer(lambda, arn);
    if ('unknown' in layer) unknown.push(layer.unknown);
    else {
      const reason = declarationReason(arn, layer.architectures, wanted);
      if (reason !== undefined) return ruledOut(reason);
      if (layer.architectures.length === 0) undeclared.push(layer);
    }
  }
  const name =
    given?.function === undefined ? "the function's code" : `the code of ${given.planned.functionArn}`;
  const packages = [
    ...(given?.planned.s3Bucket === undefined
      ? [{ container: name, read: () => packageOf(lambda, source, given?.planned.codeSha256 ?? codeSha256) }]
      : []),
    ...undeclared.map(({ arn, location }) => ({
      container: `the layer ${arn}`,
      read: () => downloadLayer(lambda, location, arn),
    })),
  ];
  for (const { container, read } of packages) {
    // One at a time: a package may have 250 MB.
    const files = filesIn(container, await read());
    if ('unknown' in files) unknown.push(files.unknown);
    else {
      const reason = filesReason(container, files.found, wanted);
      if (reason !== undefined) return ruledOut(reason);
    }
  }
  return { unknown };
}

function packageOf(
  lambda: LambdaClient,
  { code, configuration }: TargetFunction,
  codeSha256: string,
): Promise<Uint8Array> {
  return downloadCode(lambda, code.Location ?? '', codeSha256, `the code of ${configuration.FunctionArn}`);
}

interface Layer {
  readonly arn: string;
  /** What its publisher states; empty for nothing. */
  readonly architectures: readonly string[];
  /** A presigned address that is valid for 10 minutes. */
  readonly location: string;
}

async function readLayer(lambda: LambdaClient, arn: string): Promise<Layer | { unknown: string }> {
  try {
    const { CompatibleArchitectures = [], Content } = await lambda.send(
      new GetLayerVersionByArnCommand({ Arn: arn }),
    );
    return { arn, architectures: CompatibleArchitectures, location: Content?.Location ?? '' };
  } catch (error) {
    return { unknown: `the layer ${arn} can't be read: ${errorText(error)}` };
  }
}

function filesIn(container: string, zip: Uint8Array) {
  try {
    return { found: nativeFiles(zip) };
  } catch (error) {
    if (!(error instanceof UnreadableZip)) throw error;
    return { unknown: `${container} can't be looked into: ${error.message}` };
  }
}
