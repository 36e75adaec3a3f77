import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { readZip, UnreadableZip, type ZipEntry } from '../../emulator/zip/archive.ts';
import { BadInput } from '../exit-code.ts';
import { named, REPLAY_FILE, settled } from './folder.ts';
import { type Contents, type Entry, entryIn } from './handler.ts';
import { functionNameFrom, type LocalFunction } from './local-function.ts';
import { checkSettings, SETTINGS_FILE, type Settings } from './settings.ts';

/**
 * Reads a deployment package. Like a folder, it may hold power-tuner.json (without layers: they lie
 * outside of it).
 * @throws BadInput
 */
export function readZipFile(path: string, given: Partial<Entry> = {}): LocalFunction {
  const absolute = resolve(path);
  const entries = entriesOf(absolute);
  const { layers, ...settings } = settingsIn(entries, absolute);
  if (layers !== undefined) {
    throw new BadInput(`${absolute}: ${SETTINGS_FILE} inside a zip can't name layers`);
  }
  const contents = contentsOf(entries, absolute);
  const replayed = contents.has(REPLAY_FILE);
  const asked = { ...settings, ...given };
  return {
    functionName: functionNameFrom(basename(absolute).replace(/\.(zip|jar)$/i, '')),
    ...(replayed
      ? { runtime: 'nodejs24.x', handler: 'index.handler', ...named(asked) }
      : entryIn(contents, asked)),
    ...settled(settings, absolute),
    code: { kind: 'zip', path: absolute },
    replayed,
    warnings: [],
  };
}

function entriesOf(path: string): readonly ZipEntry[] {
  try {
    return readZip(readFileSync(path));
  } catch (error) {
    if (!(error instanceof UnreadableZip)) throw error;
    throw new BadInput(`${path} can't be read as a zip: ${error.message}`, { cause: error });
  }
}

function contentsOf(entries: readonly ZipEntry[], name: string): Contents {
  const names = new Set(entries.map((entry) => entry.name));
  // Lambda runs no TypeScript, and a zip is deployed as it is.
  return { name, has: (file) => !file.endsWith('.ts') && names.has(file) };
}

function settingsIn(entries: readonly ZipEntry[], zip: string): Settings {
  const entry = entries.find(({ name }) => name === SETTINGS_FILE);
  if (entry === undefined) return {};
  const file = `${SETTINGS_FILE} in ${zip}`;
  try {
    return checkSettings(JSON.parse(Buffer.from(entry.read()).toString('utf8')), file);
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput(`${file} can't be read as JSON: ${(error as Error).message}`, { cause: error });
  }
}
