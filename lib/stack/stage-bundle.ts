import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { madeLocally } from './made-locally.ts';
import { EXTENSION, PACKAGE_FOLDER, stageEntry, stageFolder } from './package-paths.ts';
import { pageTemplate } from './page-template.ts';
import type { FunctionName } from './stages.ts';

/** CommonJS packages call `require`, which ES modules don't have. */
const REQUIRE =
  "import { createRequire as createRequireOfBundle } from 'node:module';const require = createRequireOfBundle(import.meta.url);";

/**
 * A stage's code: one ES module with everything in it, the SDK included, so that what runs is what the
 * lock file says and not what the runtime happens to have.
 *
 * NodejsFunction does the same, but asks for a lock file beside the entry, which an installed package has not.
 */
export function stageCode(stage: FunctionName | 'retuner'): Code {
  const made = madeLocally((outputFolder) => bundleStage(stage, outputFolder));
  return Code.fromAsset(stageFolder(stage), made);
}

/**
 * What a deployed function needs of the SDK's ways to find credentials is its environment: see
 * lambda-credentials.ts.
 */
const CREDENTIALS = {
  '@aws-sdk/credential-provider-node': join(
    PACKAGE_FOLDER,
    'lib',
    'aws',
    'clients',
    `lambda-credentials${EXTENSION}`,
  ),
};

/**
 * Writes `index.mjs` into a folder, and beside it the chunks that are loaded later, if at all; beside the
 * Reporter's the page that it puts results into.
 */
export function bundleStage(stage: FunctionName | 'retuner', outputFolder: string): void {
  buildSync({
    absWorkingDir: PACKAGE_FOLDER,
    entryPoints: [stageEntry(stage)],
    outdir: outputFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    alias: CREDENTIALS,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // The sketches' own serialisation, which needs a package that nobody installs for it: it is never called.
    external: ['*/proto/compiled'],
    banner: { js: REQUIRE },
    // Half the size to load in a cold start. Errors keep their names: they are literals, not those of classes.
    minify: true,
    logLevel: 'warning',
  });
  if (stage === 'reporter') writeFileSync(join(outputFolder, 'page.html'), pageTemplate());
}
