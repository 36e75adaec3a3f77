import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { ResultStore } from '../core/history/store.ts';

/** Where results are kept on this machine, below the folder that the command runs in. */
export const KEPT_FOLDER = '.power-tuner';

/** A folder as the place where results are kept: a file for each key. */
export function folderStore(path: string): ResultStore {
  return {
    async keys(prefix) {
      // A prefix ends with a slash: it is a folder.
      const files = await filesBelow(join(path, prefix));
      return files.map((file) => `${prefix}${file.split(sep).join('/')}`);
    },
    read: (key) => readFile(join(path, key), 'utf8'),
    async write(key, body) {
      const file = join(path, key);
      await mkdir(dirname(file), { recursive: true });
      // A command that is stopped leaves no half a result.
      await writeFile(`${file}.part`, body);
      await rename(`${file}.part`, file);
    },
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  try {
    return await readdir(folder, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
