import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { readZip, UnreadableZip, type ZipEntry } from '../../emulator/zip/archive.ts';
import { BadInput } from '../exit-code.ts';
import { REPLAY_FILE, REPLAYED, settled } from './folder.ts';
import { entryIn, type GivenEntry, said, zipContents } from './handler.ts';
import { functionNameFrom, type LocalFunction } from './local-function.ts';
import { checkSettings, SETTINGS_FILE, type Settings } from './settings.ts';

/**
 * Reads a deployment package. Like a folder, it may hold power-tuner.json (without layers: they lie
 * outside of it).
 * @throws BadInput
 */
export function readZipFile(path: string, given: GivenEntry = {}): LocalFunction {
  const absolute = resolve(path);
  const entries = entriesOf(absolute);
  const { layers, ...settings } = settingsIn(entries, absolute);
  if (layers !== undefined) {
    throw new BadInput(
      `${absolute}: ${SETTINGS_FILE} inside a zip can't name layers: unpack it and tune the folder, with power-tuner tune <folder>`,
    );
  }
  const contents = zipContents(absolute, new Set(entries.map(({ name }) => name)));
  const replayed = contents.has(REPLAY_FILE);
  const asked = { ...settings, ...said(given) };
  return {
    functionName: functionNameFrom(basename(absolute).replace(/\.(zip|jar)$/i, '')),
    ...(replayed ? { ...REPLAYED, ...said(asked) } : entryIn(contents, asked)),
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
    throw new BadInput(
      `${path} can't be read as a zip: ${error.message}. Make it anew, or tune the folder that it is made of, with power-tuner tune <folder>`,
      { cause: error },
    );
  }
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
