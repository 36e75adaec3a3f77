import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { nodeEntryFile } from './handler.ts';
import type { CodeSource, LocalFunction } from './local-function.ts';
import { SETTINGS_FILE } from './settings.ts';

const LEFT_OUT = new Set(['.git', '.power-tuner', '.aws-sam', 'cdk.out', '.DS_Store', SETTINGS_FILE]);
/** The same content makes the same zip, and so the same CodeSha256. */
const MTIME = new Date('1980-01-01T00:00:00');
const UNIX = 3;

/** A function's deployment package: its files as they are, or a bundle where the handler is TypeScript. */
export async function packageFunction(local: LocalFunction): Promise<Uint8Array> {
  const { code, runtime, handler, replayed } = local;
  if (code.kind === 'inline') return zipText(inlineName(runtime, handler), code.text);
  if (code.kind === 'zip' || replayed || !runtime.startsWith('nodejs')) return packageCode(code);
  const entry = nodeEntryFile(code.path, handler);
  if (entry?.endsWith('.ts') !== true) return packageCode(code);
  // Only TypeScript needs a bundler.
  const { bundled } = await import('./bundle.ts');
  return zipText(nameIn(code.path, entry).replace(/\.ts$/, '.mjs'), await bundled(entry, runtime));
}

/** The zip of a folder's files, or a zip as it is. */
export function packageCode(code: CodeSource): Uint8Array {
  switch (code.kind) {
    case 'zip':
      return readFileSync(code.path);
    case 'folder':
      return zipFiles(code.path);
    case 'inline':
      return zipText('index.js', code.text);
  }
}

/** Lambda puts inline code into a file of the handler's name. */
function inlineName(runtime: string, handler: string): string {
  const module = handler.slice(0, handler.lastIndexOf('.'));
  return `${module}.${runtime.startsWith('python') ? 'py' : 'js'}`;
}

function zipText(name: string, text: string | Uint8Array): Uint8Array {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return zipSync({ [name]: [bytes, { mtime: MTIME }] }, { level: 6 });
}

function zipFiles(root: string): Uint8Array {
  const files: Zippable = {};
  for (const file of filesIn(root)) {
    // The mode is kept: a bootstrap has to be executable.
    files[nameIn(root, file)] = [
      readFileSync(file),
      { mtime: MTIME, os: UNIX, attrs: statSync(file).mode << 16 },
    ];
  }
  return zipSync(files, { level: 6 });
}

function nameIn(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}

/** Links are followed, as npm's workspaces need; one that leads nowhere, or around in a circle, is left out. */
function filesIn(folder: string, above: readonly string[] = []): string[] {
  const real = realpathSync(folder);
  if (above.includes(real)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !LEFT_OUT.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      const found = statSync(path, { throwIfNoEntry: false });
      if (found === undefined) return [];
      if (found.isDirectory()) return filesIn(path, [...above, real]);
      return found.isFile() ? [path] : [];
    });
}
