import { cpSync, mkdirSync } from 'node:fs';
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
    cpSync(dir, into, { recursive: true, force: true, verbatimSymlinks: true });
  }
  return into;
}
