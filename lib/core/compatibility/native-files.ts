import type { Architecture } from '../../contract/index.ts';
import { ELF_HEAD_BYTES, elfArchitecture } from './elf.ts';
import { zipHeads } from './zip-heads.ts';

/** A file of native code. */
export interface NativeFile {
  /** Its path in the package. */
  readonly path: string;
  readonly architecture: Architecture;
}

/** The ways in which paths say for which machine a file is, as words of their own. */
const ARCHITECTURE_WORDS =
  /(?<![a-z0-9])(?:x86[_-]?64|amd64|x64|x86|aarch[_-]?64|arm64|armv8|arm)(?![a-z0-9])/gi;

/**
 * The executables and shared libraries of a package.
 * @throws UnreadableZip
 */
export function nativeFiles(zip: Uint8Array): NativeFile[] {
  const files: NativeFile[] = [];
  for (const { name, head } of zipHeads(zip, ELF_HEAD_BYTES)) {
    const architecture = elfArchitecture(head);
    if (architecture !== undefined) files.push({ path: name, architecture });
  }
  return files;
}

/**
 * The files that keep a package from running on an architecture: native code for the other one, of which
 * the package brings no build for the wanted one.
 *
 * Packages often bring both, side by side (`prebuilds/linux-x64/a.node`, `prebuilds/linux-arm64/a.node`):
 * a file is no obstacle where one for the wanted architecture has the same path but for the words that
 * name the machine.
 */
export function obstacles(files: readonly NativeFile[], wanted: Architecture): NativeFile[] {
  const wantedPaths = new Set(
    files.filter(({ architecture }) => architecture === wanted).map(({ path }) => withoutArchitecture(path)),
  );
  return files.filter(
    ({ path, architecture }) => architecture !== wanted && !wantedPaths.has(withoutArchitecture(path)),
  );
}

function withoutArchitecture(path: string): string {
  return path.replaceAll(ARCHITECTURE_WORDS, '*');
}
