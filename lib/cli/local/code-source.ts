import { existsSync, statSync } from 'node:fs';
import { BadInput } from '../exit-code.ts';
import type { CodeSource } from './local-function.ts';

/**
 * The code at a path: a folder, or a zip (a .jar is one).
 * @param what names it in messages, for example `the code of Orders`
 * @throws BadInput where there is neither.
 */
export function codeAt(path: string, what: string, remedy: string): CodeSource {
  if (!existsSync(path)) throw new BadInput(`${what} should be at ${path}, where nothing is: ${remedy}`);
  if (statSync(path).isDirectory()) return { kind: 'folder', path };
  if (/\.(zip|jar)$/i.test(path)) return { kind: 'zip', path };
  throw new BadInput(`${what} at ${path} is neither a folder nor a zip: ${remedy}`);
}
