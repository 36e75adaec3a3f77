import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { UnreadableZip, type ZipEntry } from './archive.ts';

/**
 * Writes a zip's entries into a folder, with their modes.
 * @throws UnreadableZip for an entry that would be written, or that points, outside the folder
 */
export async function unpackInto(folder: string, entries: readonly ZipEntry[]): Promise<void> {
  for (const entry of entries) placeOf(folder, entry);
  await mkdir(folder, { recursive: true });
  // Links come last, so that nothing is ever written through one.
  const links = entries.filter(({ kind }) => kind === 'symlink');
  for (const entry of [...entries.filter(({ kind }) => kind !== 'symlink'), ...links]) {
    await place(folder, entry);
  }
}

/** What the file system says to a zip that contradicts itself: a file and a folder of one name, say. */
const CONTRADICTIONS = new Set(['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG']);

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
  if (isAbsolute(target) || !isInside(folder, resolve(dirname(path), target))) {
    throw new UnreadableZip(`${entry.name} links out of its folder`);
  }
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}

function placeOf(folder: string, { name }: ZipEntry): string {
  const path = join(folder, name);
  const leaves = isAbsolute(name) || name.includes('\0') || name.split(/[/\\]/).includes('..');
  if (leaves || !isInside(folder, path)) throw new UnreadableZip(`${name} lies outside its folder`);
  return path;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}
