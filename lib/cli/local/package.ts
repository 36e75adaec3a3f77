import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { type Zippable, zipSync } from 'fflate';
import { BadInput } from '../exit-code.ts';
import { entryOf, type FunctionFolder, SETTINGS_FILE } from './folder.ts';

const LEFT_OUT = new Set(['.git', '.power-tuner', 'cdk.out', '.DS_Store', SETTINGS_FILE]);
/** The same content makes the same zip, and so the same CodeSha256. */
const MTIME = new Date('1980-01-01T00:00:00');
const UNIX = 3;

/** The deployment package of a folder: its files as they are, or a bundle where the handler is TypeScript. */
export async function packageFolder(folder: FunctionFolder): Promise<Uint8Array> {
  if (folder.replayed || !folder.runtime.startsWith('nodejs')) return zipFiles(folder.path);
  const entry = entryOf(folder.path, folder.handler);
  if (!entry.endsWith('.ts')) return zipFiles(folder.path);
  const bundle = relative(folder.path, entry).replace(/\.ts$/, '.mjs').split(sep).join('/');
  return zipSync({ [bundle]: [await bundled(entry, folder.runtime), { mtime: MTIME }] }, { level: 6 });
}

async function bundled(entry: string, runtime: string): Promise<Uint8Array> {
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
    throw new BadInput(`${entry} can't be bundled: ${(error as Error).message}`, { cause: error });
  }
}

function zipFiles(root: string): Uint8Array {
  const files: Zippable = {};
  for (const file of filesIn(root)) {
    const name = relative(root, file).split(sep).join('/');
    // The mode is kept: a bootstrap has to be executable.
    files[name] = [readFileSync(file), { mtime: MTIME, os: UNIX, attrs: statSync(file).mode << 16 }];
  }
  return zipSync(files, { level: 6 });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !LEFT_OUT.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return statSync(path).isDirectory() ? filesIn(path) : [path];
    });
}
