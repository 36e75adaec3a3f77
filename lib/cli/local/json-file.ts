import { readFileSync } from 'node:fs';
import { BadInput } from '../exit-code.ts';
import { assertExists } from './meant-file.ts';

/** @throws BadInput with the file's name where it isn't JSON. */
export function parseJson(file: string): unknown {
  assertExists(file);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadInput(`${file} can't be read as JSON: ${(error as Error).message}`, { cause: error });
  }
}
