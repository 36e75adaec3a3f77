import { existsSync, readFileSync } from 'node:fs';
import { BadInput } from '../exit-code.ts';
import { meantFile } from './meant-file.ts';

/** @throws BadInput with the file's name where it isn't JSON. */
export function parseJson(file: string): unknown {
  if (!existsSync(file)) throw new BadInput(`${file} can't be read: there is no such file${meantFile(file)}`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadInput(`${file} can't be read as JSON: ${(error as Error).message}`, { cause: error });
  }
}
