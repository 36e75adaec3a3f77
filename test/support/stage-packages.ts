import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { bundleStage } from '../../lib/stack/stage-bundle.ts';
import { type ByStage, byStage, STAGE_NAMES } from '../../lib/stack/stages.ts';
import { zipped } from './zipped.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CACHE = join(ROOT, 'node_modules/.cache/power-tuner-stages');

/** What goes into the bundles, and how. */
const FOLDERS = ['lib', 'functions'];
const FILES = ['package-lock.json', 'test/support/stage-packages.ts'];

/** The stages as they are deployed, each a zip of its bundle. Made once for the same sources. */
export function stagePackages(): ByStage<Uint8Array> {
  const folder = join(CACHE, hashOfSources());
  if (!existsSync(folder)) make(folder);
  return byStage((stage) => readFileSync(join(folder, `${stage}.zip`)));
}

/** It appears as a whole, since several test files may make it at once. */
function make(folder: string): void {
  mkdirSync(CACHE, { recursive: true });
  removeOlder(basename(folder));
  const temporary = mkdtempSync(`${folder}-`);
  for (const stage of STAGE_NAMES) {
    const bundle = join(temporary, stage);
    bundleStage(stage, bundle);
    const files = readdirSync(bundle).map((name) => [name, readFileSync(join(bundle, name), 'utf8')]);
    writeFileSync(join(temporary, `${stage}.zip`), zipped(Object.fromEntries(files)));
  }
  try {
    renameSync(temporary, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(temporary, { recursive: true });
  }
}

/** Nobody will ask for those of older sources. */
function removeOlder(hash: string): void {
  for (const name of readdirSync(CACHE)) {
    if (!name.startsWith(hash)) rmSync(join(CACHE, name), { recursive: true, force: true });
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of [...FOLDERS.flatMap(filesIn), ...FILES].sort()) {
    hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)));
}
