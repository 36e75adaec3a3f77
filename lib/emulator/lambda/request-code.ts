import { type CodePackage, checkDirectUpload } from './code-store.ts';
import type { LambdaContext } from './context.ts';
import { invalidParameter } from './errors.ts';
import {
  type FunctionCode,
  type ImageCode,
  imageCode,
  type S3Reference,
  type StandIn,
  zipCode,
} from './function-code.ts';
import type { ContainerImage } from './images.ts';

/** Where a request says that a package is. */
export interface PackageSource {
  readonly ZipFile?: string | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly S3ObjectVersion?: string | undefined;
}

/** Where a request says that a function's code is. */
export interface CodeSource extends PackageSource {
  readonly ImageUri?: string | undefined;
  /** Default COPY. */
  readonly S3ObjectStorageMode?: 'COPY' | 'REFERENCE' | undefined;
}

/**
 * The code that a request brings, or points to.
 * @throws ApiError where there is none, or it can't be unpacked
 */
export async function requestCode(lambda: LambdaContext, source: CodeSource): Promise<FunctionCode> {
  const { ImageUri, ZipFile, S3Bucket, S3Key, S3ObjectStorageMode } = source;
  const inS3 = S3Bucket !== undefined || S3Key !== undefined;
  if (ImageUri !== undefined && (ZipFile !== undefined || inS3)) throw noSource();
  if (ImageUri !== undefined) return requestImage(lambda, ImageUri);
  if (S3ObjectStorageMode !== 'REFERENCE') return zipCode(await requestPackage(lambda, source));
  const { bytes, reference } = storedObject(lambda, source);
  return zipCode(await lambda.code.add(bytes), reference);
}

/**
 * The package that a request brings, or points to in the emulator's own S3.
 * @throws ApiError where there is none, or it can't be unpacked
 */
export async function requestPackage(lambda: LambdaContext, source: PackageSource): Promise<CodePackage> {
  if (source.ZipFile === undefined) return lambda.code.add(storedObject(lambda, source).bytes);
  if (source.S3Bucket !== undefined || source.S3Key !== undefined) throw noSource();
  const zip = Buffer.from(source.ZipFile, 'base64');
  checkDirectUpload(zip, lambda.limits.uploadBytes);
  return lambda.code.add(zip);
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

interface InS3 {
  readonly bytes: Uint8Array;
  readonly reference: S3Reference;
}

/** @throws ApiError where there is no such object, or no longer that version of it */
function storedObject(
  { objects }: LambdaContext,
  { ZipFile, S3Bucket: bucket, S3Key: key, S3ObjectVersion }: PackageSource,
): InS3 {
  if (ZipFile !== undefined || bucket === undefined || key === undefined) throw noSource();
  const object = objects.get(bucket, key);
  if (object === undefined) {
    throw objects.hasBucket(bucket)
      ? notGot('NoSuchKey', 'The specified key does not exist.')
      : notGot('NoSuchBucket', 'The specified bucket does not exist');
  }
  const { bytes, versionId } = object;
  if (S3ObjectVersion !== undefined && S3ObjectVersion !== versionId) {
    throw notGot('NoSuchVersion', 'The specified version does not exist.');
  }
  return { bytes, reference: { bucket, key, versionId } };
}

function notGot(code: string, message: string): Error {
  return invalidParameter(
    `Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`,
  );
}

function noSource(): Error {
  return invalidParameter('Please provide a source for function code.');
}
