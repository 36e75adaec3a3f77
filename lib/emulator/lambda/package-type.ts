/** Which members go with a deployment package, and which with a container image. */
import type { ConfigurationMembers } from './configuration-members.ts';
import { invalidParameter } from './errors.ts';
import type { FunctionCode } from './function-code.ts';
import type { CodeSource } from './request-code.ts';

export type PackageType = 'Zip' | 'Image';

export function packageTypeOf({ kind }: Pick<FunctionCode, 'kind'>): PackageType {
  return kind === 'zip' ? 'Zip' : 'Image';
}

/** @throws ApiError for configuration that the package type doesn't have */
export function checkPackageType(type: PackageType, given: ConfigurationMembers): void {
  if (type === 'Zip') {
    if (given.ImageConfig === undefined) return;
    // Our own words: AWS's aren't published.
    throw invalidParameter("Please don't provide ImageConfig when the intended function PackageType is Zip.");
  }
  const { Handler, Runtime, Layers = [], SnapStart } = given;
  if (Handler !== undefined || Runtime !== undefined || Layers.length > 0) {
    throw invalidParameter(
      "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
    );
  }
  if (SnapStart?.ApplyOn === 'PublishedVersions') {
    // Our own words, too.
    throw invalidParameter('Container images are not supported for SnapStart enabled functions.');
  }
}

/** @throws ApiError for code of a new function that is of another package type */
export function checkNewCode(type: PackageType, { ImageUri }: CodeSource): void {
  if (type === 'Zip' && ImageUri !== undefined) {
    throw invalidParameter("Please don't provide ImageUri when the intended function PackageType is Zip.");
  }
  if (type === 'Image' && ImageUri === undefined) {
    throw invalidParameter('Please provide ImageUri when the intended function PackageType is Image.');
  }
}

/** @throws ApiError for code of another package type than the function's, which never changes */
export function checkUpdatedCode(type: PackageType, { ImageUri }: CodeSource): void {
  if (type === 'Zip' && ImageUri !== undefined) {
    throw invalidParameter("Please don't provide ImageUri when updating a function with packageType Zip.");
  }
  if (type === 'Image' && ImageUri === undefined) {
    throw invalidParameter('Please provide ImageUri when updating a function with packageType Image.');
  }
}
