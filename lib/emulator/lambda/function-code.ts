import type { Architecture } from '../../contract/index.ts';
import type { CodePackage } from './code-store.ts';

/** What a version runs: a deployment package, or a container image that only what stands for it can run. */
export type FunctionCode = ZipCode | ImageCode;

/** What Lambda says of any code. */
interface Measured {
  /** CodeSha256. */
  readonly sha256: string;
  /** CodeSize, in bytes. */
  readonly sizeBytes: number;
  readonly unpackedBytes: number;
}

export interface ZipCode extends Measured {
  readonly kind: 'zip';
  readonly package: CodePackage;
  /** Where it stays, for code that Lambda keeps no copy of. */
  readonly reference?: S3Reference;
}

/** One version of an object in S3. */
export interface S3Reference {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

export interface ImageCode extends Measured {
  readonly kind: 'image';
  /** As it was asked for, with a tag or a digest. */
  readonly uri: string;
  /** With the digest, which no later push changes. */
  readonly resolvedUri: string;
  /** What the image is built for. */
  readonly architecture: Architecture;
  /** Where there is none, the image can be described, and not invoked. */
  readonly standIn?: StandIn;
}

/** What runs instead of a container image. */
export interface StandIn {
  readonly package: CodePackage;
  readonly handler: string;
  readonly runtime: string;
}

export function zipCode(code: CodePackage, reference?: S3Reference): ZipCode {
  return {
    kind: 'zip',
    sha256: code.sha256,
    sizeBytes: code.bytes.length,
    unpackedBytes: code.unpackedBytes,
    package: code,
    ...(reference !== undefined && { reference }),
  };
}

/** Lambda doesn't count images against the limits of packages, and shows no size of them. */
export function imageCode(
  digest: string,
  image: Pick<ImageCode, 'uri' | 'resolvedUri' | 'architecture' | 'standIn'>,
): ImageCode {
  return { kind: 'image', sha256: digest.replace('sha256:', ''), sizeBytes: 0, unpackedBytes: 0, ...image };
}
