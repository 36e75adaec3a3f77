import { chmod, lstat, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UnreadableZip, type ZipEntry } from './archive.ts';

/**
 * Writes a zip's entries into a folder that has none yet, with their modes.
 * @throws UnreadableZip for an entry that would be written, or that points, outside the folder
 */
export async function unpackInto(folder: string, entries: readonly ZipEntry[]): Promise<void> {
  for (const entry of entries) placeOf(folder, entry);
  await mkdir(folder, { recursive: true });
  // Links come last, so that no file is ever written through one.
  const links = entries.filter(({ kind }) => kind === 'symlink');
  for (const entry of [...entries.filter(({ kind }) => kind !== 'symlink'), ...links]) {
    await place(folder, entry);
  }
}

/** What the file system says to a zip that contradicts itself: a file and a folder of one name, say. */
const CONTRADICTIONS = new Set(['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP']);

async function place(folder: string, entry: ZipEntry): Promise<void> {
  try {
    if (entry.kind === 'folder') await mkdir(placeOf(folder, entry), { recursive: true });
    if (entry.kind === 'file') await writeEntry(placeOf(folder, entry), entry);
    if (entry.kind === 'symlink') await linkEntry(folder, entry);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!CONTRADICTIONS.has(code)) throw error;
    throw new UnreadableZip(`${entry.name} contradicts another entry (${code})`, { cause: error });
  }
}

async function writeEntry(path: string, entry: ZipEntry): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, entry.read());
  // Not by writeFile's mode, which the umask would cut. The owner can always read.
  await chmod(path, entry.mode | 0o400);
}

async function linkEntry(folder: string, entry: ZipEntry): Promise<void> {
  const target = Buffer.from(entry.read()).toString('utf8');
  const path = placeOf(folder, entry);
  if (await isBehindLink(folder, path)) throw new UnreadableZip(`${entry.name} lies behind a link`);
  if (!staysInside(folder, dirname(path), target)) {
    throw new UnreadableZip(`${entry.name} links out of its folder`);
  }
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}

/** Behind another link an entry isn't where its name says, and `..` from there leads elsewhere. */
async function isBehindLink(folder: string, path: string): Promise<boolean> {
  for (let above = dirname(path); above !== folder && isInside(folder, above); above = dirname(above)) {
    const there = await lstat(above).catch(() => undefined);
    if (there?.isSymbolicLink()) return true;
  }
  return false;
}

/**
 * Whether a link stays in the folder, wherever the links that it passes lead: `..` may come only first,
 * where the steps are known to be folders.
 */
function staysInside(folder: string, from: string, target: string): boolean {
  if (target === '' || target.includes('\0') || isAbsolute(target)) return false;
  const steps = target.split('/');
  const down = steps.findIndex((step) => step !== '..' && step !== '.');
  const upAgain = down !== -1 && steps.slice(down).includes('..');
  return !upAgain && isInside(folder, resolve(from, target));
}

/** Absolute on some system, whichever this is: `/a`, `\a`, `C:a`. */
const ABSOLUTE = /^([/\\]|[a-z]:)/i;

function placeOf(folder: string, { name }: ZipEntry): string {
  const path = join(folder, name);
  const leaves = ABSOLUTE.test(name) || name.includes('\0') || name.split(/[/\\]/).includes('..');
  if (leaves || !isInside(folder, path)) throw new UnreadableZip(`${name} lies outside its folder`);
  return path;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
