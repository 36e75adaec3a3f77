import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearest } from '../../contract/nearest.ts';
import { BadInput } from '../exit-code.ts';

/** Of a path at which there is nothing: what lies beside it by nearly that name, for a message. */
export function meantFile(path: string): string {
  const near = nearest(basename(path), namesIn(dirname(path)));
  if (near === undefined) return '';
  // As it was typed: `join` takes the ./ away, without which a folder may be taken for a function.
  const meant = join(dirname(path), near);
  return `; did you mean ${path.startsWith('./') ? `./${meant}` : meant}?`;
}

/** @throws BadInput where there is nothing at the path. */
export function assertExists(path: string): void {
  if (!existsSync(path)) throw new BadInput(`${path} can't be read: there is no such file${meantFile(path)}`);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
