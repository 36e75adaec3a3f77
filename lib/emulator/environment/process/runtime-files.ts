import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/**
 * The runtimes' own files, as JavaScript: a function's INIT and memory are not to pay for taking the types
 * out of ours. The published package has them so; from the sources they are bundled into a temporary folder.
 */
export class RuntimeFiles {
  readonly tempDir = mkdtempSync(join(tmpdir(), `power-tuner-${process.pid}-`));
  readonly #bundled = new Map<string, string>();

  /** @param name of a file in ../runtimes, without its extension */
  path(name: string): string {
    const extension = extname(fileURLToPath(import.meta.url));
    const source = fileURLToPath(new URL(`../runtimes/${name}${extension}`, import.meta.url));
    if (extension !== '.ts') {
      return source;
    }
    const known = this.#bundled.get(name) ?? bundle(source, this.tempDir);
    this.#bundled.set(name, known);
    return known;
  }
}

function bundle(source: string, outdir: string): string {
  const built = buildSync({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    write: false,
    logLevel: 'silent',
  });
  const path = join(outdir, `${basename(source, '.ts')}.mjs`);
  writeFileSync(path, built.outputFiles[0]?.contents ?? '');
  return path;
}
