import {
  copyFileSync,
  type Dirent,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';

/** Folders of layers as one, for all environments of an emulator. */
export class MergedLayers {
  readonly #merged = new Map<string, string>();

  /**
   * What Lambda unpacks to /opt: the layers' files, where a later layer's wins. One layer is its own folder.
   * @param tempDir where the others are put together, once
   */
  folder(layerDirs: readonly string[], tempDir: string): string {
    const [only] = layerDirs;
    if (only !== undefined && layerDirs.length === 1) {
      return only;
    }
    const key = [tempDir, ...layerDirs].join('\n');
    const known = this.#merged.get(key) ?? merge(layerDirs, join(tempDir, `opt-${this.#merged.size + 1}`));
    this.#merged.set(key, known);
    return known;
  }
}

function merge(layerDirs: readonly string[], into: string): string {
  mkdirSync(into);
  for (const dir of layerDirs) {
    copyOver(dir, into);
  }
  return into;
}

/**
 * Only a folder over a folder is merged with it; anything else takes the place of what is there. So nothing
 * is ever written through a link of an earlier layer, which would end up elsewhere.
 */
function copyOver(from: string, into: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(into, entry.name)];
    if (!(entry.isDirectory() && isFolder(target))) {
      rmSync(target, { recursive: true, force: true });
    }
    put(entry, source, target);
  }
}

function put(entry: Dirent, source: string, target: string): void {
  if (entry.isDirectory()) {
    mkdirSync(target, { recursive: true });
    copyOver(source, target);
  } else if (entry.isSymbolicLink()) {
    symlinkSync(readlinkSync(source), target);
  } else {
    copyFileSync(source, target);
  }
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
