import { AssetHashType, type BundlingOptions } from 'aws-cdk-lib';
import type { AssetOptions } from 'aws-cdk-lib/aws-s3-assets';
import { RUNTIME } from './runtime.ts';

/**
 * An asset that is made in this process, never in a container: what it is known by is what was made.
 * @param make writes it into the folder
 */
export function madeLocally(make: (outputFolder: string) => void): AssetOptions {
  const bundling: BundlingOptions = {
    // CDK asks for one, and would take it where nothing can be made here.
    image: RUNTIME.bundlingImage,
    local: {
      tryBundle: (outputFolder) => {
        make(outputFolder);
        return true;
      },
    },
  };
  return { assetHashType: AssetHashType.OUTPUT, bundling };
}
