import { notModelled } from '../api-error.ts';
import { type CodePackage, checkDirectUpload } from './code-store.ts';
import type { LambdaContext } from './context.ts';
import { invalidParameter } from './errors.ts';

/** Where a request says that its code is. */
export interface CodeSource {
  readonly ZipFile?: string | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly ImageUri?: string | undefined;
}

/**
 * The package that a request brings, or points to in the emulator's own S3.
 * @throws ApiError where there is none, or it can't be unpacked
 */
export async function requestCode(lambda: LambdaContext, source: CodeSource): Promise<CodePackage> {
  if (source.ImageUri !== undefined) {
    throw notModelled('container images', 'bring the code as a zip, or use AWS');
  }
  if (source.ZipFile !== undefined && source.S3Bucket === undefined && source.S3Key === undefined) {
    const zip = Buffer.from(source.ZipFile, 'base64');
    checkDirectUpload(zip, lambda.limits.uploadBytes);
    return lambda.code.add(zip);
  }
  if (source.ZipFile === undefined && source.S3Bucket !== undefined && source.S3Key !== undefined) {
    return lambda.code.add(stored(lambda, source.S3Bucket, source.S3Key));
  }
  throw invalidParameter('Please provide a source for function code.');
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
