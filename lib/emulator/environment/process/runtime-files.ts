import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** The runtimes' own files, each runtime's in a folder of its own. */
export class RuntimeFiles {
  readonly tempDir = mkdtempSync(join(tmpdir(), `power-tuner-${process.pid}-`));
  #node: string | undefined;
  #none: string | undefined;

  /**
   * Path of the Node.js runtime, an index.mjs. It is one file of JavaScript: a function's INIT and memory are
   * not to pay for taking the types out of ours, nor for finding its parts.
   */
  node(): string {
    this.#node ??= bundle(this.#folder('nodejs'));
    return this.#node;
  }

  /** The folder of the Python runtime, a bootstrap.py. */
  python(): string {
    return fileURLToPath(new URL('../runtimes/python', import.meta.url));
  }

  /** An empty folder, for functions that bring their own runtime. */
  none(): string {
    this.#none ??= this.#folder('provided');
    return this.#none;
  }

  #folder(name: string): string {
    const dir = join(this.tempDir, name);
    mkdirSync(dir);
    return dir;
  }
}

function bundle(outdir: string): string {
  const extension = extname(fileURLToPath(import.meta.url));
  const built = buildSync({
    entryPoints: [fileURLToPath(new URL(`../runtimes/nodejs${extension}`, import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    write: false,
    logLevel: 'silent',
  });
  const path = join(outdir, 'index.mjs');
  writeFileSync(path, built.outputFiles[0]?.contents ?? '');
  return path;
}
