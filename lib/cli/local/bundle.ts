import { build } from 'esbuild';
import { BadInput } from '../exit-code.ts';

/**
 * A TypeScript file with all that it imports, as one ES module.
 * @throws BadInput with the bundler's message.
 */
export async function bundled(entry: string, runtime: string): Promise<Uint8Array> {
  try {
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      target: runtime.replace('js', '').replace('.x', ''),
      mainFields: ['module', 'main'],
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
      logLevel: 'silent',
    });
    return outputFiles[0]?.contents ?? new Uint8Array();
  } catch (error) {
    throw new BadInput(
      `${entry} can't be bundled: ${(error as Error).message}\nInstall what it imports (npm install in its folder), or name another handler with --handler`,
      { cause: error },
    );
  }
}
