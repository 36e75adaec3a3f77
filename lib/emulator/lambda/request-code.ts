import { type CodePackage, checkDirectUpload } from './code-store.ts';
import type { LambdaContext } from './context.ts';
import { invalidParameter } from './errors.ts';
import { type FunctionCode, type ImageCode, imageCode, type StandIn, zipCode } from './function-code.ts';
import type { ContainerImage } from './images.ts';

/** Where a request says that a package is. */
export interface PackageSource {
  readonly ZipFile?: string | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
}

/** Where a request says that a function's code is. */
export interface CodeSource extends PackageSource {
  readonly ImageUri?: string | undefined;
}

/**
 * The code that a request brings, or points to.
 * @throws ApiError where there is none, or it can't be unpacked
 */
export async function requestCode(lambda: LambdaContext, source: CodeSource): Promise<FunctionCode> {
  const { ImageUri, ZipFile, S3Bucket, S3Key } = source;
  if (ImageUri === undefined) return zipCode(await requestPackage(lambda, source));
  if (ZipFile === undefined && S3Bucket === undefined && S3Key === undefined) {
    return requestImage(lambda, ImageUri);
  }
  throw noSource();
}

/**
 * The package that a request brings, or points to in the emulator's own S3.
 * @throws ApiError where there is none, or it can't be unpacked
 */
export async function requestPackage(lambda: LambdaContext, source: PackageSource): Promise<CodePackage> {
  if (source.ZipFile !== undefined && source.S3Bucket === undefined && source.S3Key === undefined) {
    const zip = Buffer.from(source.ZipFile, 'base64');
    checkDirectUpload(zip, lambda.limits.uploadBytes);
    return lambda.code.add(zip);
  }
  if (source.ZipFile === undefined && source.S3Bucket !== undefined && source.S3Key !== undefined) {
    return lambda.code.add(stored(lambda, source.S3Bucket, source.S3Key));
  }
  throw noSource();
}

async function requestImage(lambda: LambdaContext, uri: string): Promise<ImageCode> {
  if (lambda.images.repositoryOf(uri) === undefined) {
    throw invalidParameter(`Source image ${uri} is not valid. Provide a valid source image.`);
  }
  const found = lambda.images.find(uri);
  if (found === undefined) {
    throw invalidParameter(`Source image ${uri} does not exist. Provide a valid source image.`);
  }
  const { image, resolvedUri } = found;
  const standIn = await standInOf(lambda, image);
  return imageCode(image.digest, {
    uri,
    resolvedUri,
    architecture: image.architecture,
    ...(standIn !== undefined && { standIn }),
  });
}

async function standInOf(lambda: LambdaContext, { code }: ContainerImage): Promise<StandIn | undefined> {
  if (code === undefined) return undefined;
  const { zip, handler, runtime } = code;
  return { package: await lambda.code.add(zip), handler, runtime };
}

function stored({ objects }: LambdaContext, bucket: string, key: string): Uint8Array {
  const object = objects.get(bucket, key);
  if (object !== undefined) return object.bytes;
  const [code, message] = objects.hasBucket(bucket)
    ? ['NoSuchKey', 'The specified key does not exist.']
    : ['NoSuchBucket', 'The specified bucket does not exist'];
  throw invalidParameter(
    `Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`,
  );
}

function noSource(): Error {
  return invalidParameter('Please provide a source for function code.');
}
