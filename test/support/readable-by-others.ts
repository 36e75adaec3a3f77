import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For others, of a file to read it, of a folder to go into it. */
const OTHERS_READ = 0o004;
const OTHERS_ENTER = 0o001;

/** What other users of this machine can read in temporary folders and files that begin with a prefix. */
export function readableByOthers(prefix: string): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => readable(join(tmpdir(), name)));
}

function readable(path: string): string[] {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) {
      const names = (stat.mode & OTHERS_ENTER) === 0 ? [] : readdirSync(path);
      return names.flatMap((name) => readable(join(path, name)));
    }
    return stat.isFile() && (stat.mode & OTHERS_READ) !== 0 ? [readFileSync(path, 'latin1')] : [];
  } catch {
    // It has gone meanwhile.
    return [];
  }
}
