import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BadInput, RunFailed } from './exit-code.ts';

/** The result's name in it. */
export const RESULT_FILE = 'result.json';

/**
 * The file of a result that is given as such, or as the folder of `--out`.
 * @param remedy what to say where the folder has none
 * @throws BadInput where it has none.
 */
export function resultFileIn(path: string, remedy: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return path;
  const file = join(path, RESULT_FILE);
  if (!existsSync(file)) throw new BadInput(`${path} holds no ${RESULT_FILE}. ${remedy}`);
  return file;
}

/** Whether a path is a result, or a folder that has one: a function's own folder may be called as its runs are. */
export function isResult(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  return !found.isDirectory() || existsSync(join(path, RESULT_FILE));
}

/** The folder of `--out`. */
export class ResultFolder {
  readonly path: string;

  /** @throws BadInput where it can't be made, or something is in it: files of two runs would be mixed. */
  constructor(path: string) {
    this.path = path;
    if (filesIn(path).length > 0) {
      throw new BadInput(
        `--out is ${path}, which is not empty; allowed: a new folder, or an empty one, as in --out ${path}-2`,
      );
    }
  }

  /**
   * @param name in the folder, with slashes
   * @returns the file's path
   * @throws RunFailed
   */
  write(name: string, content: string | Uint8Array): string {
    const file = join(this.path, name);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    } catch (error) {
      throw new RunFailed(`${file} can't be written: ${(error as Error).message}`, { cause: error });
    }
  }
}

function filesIn(path: string): string[] {
  try {
    mkdirSync(path, { recursive: true });
    return readdirSync(path);
  } catch (error) {
    throw new BadInput(
      `--out is ${path}, which can't be made a folder: ${(error as Error).message}. Give another, as in --out ./results`,
      {
        cause: error,
      },
    );
  }
}
