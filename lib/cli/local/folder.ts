import { basename, join, resolve } from 'node:path';
import { codeAt } from './code-source.ts';
import { type Entry, entryIn, folderContents, type GivenEntry, hasKnownEntry, said } from './handler.ts';
import { DEFAULT_MEMORY_MB, functionNameFrom, type LocalFunction } from './local-function.ts';
import { readSettings, SETTINGS_FILE, type Settings } from './settings.ts';

/** Lambda's own default is 3 s, too little for a CPU-bound handler at the smallest size. */
const DEFAULT_TIMEOUT_SECONDS = 60;
export const REPLAY_FILE = 'replay.json';
/** What a folder with measurements instead of code is created with. */
export const REPLAYED: Entry = { runtime: 'nodejs24.x', handler: 'index.handler' };

/** Whether a folder is a function by itself, so that no template in it is asked. */
export function isFunctionFolder(path: string): boolean {
  const contents = folderContents(path);
  return contents.has(REPLAY_FILE) || hasKnownEntry(contents) || readSettings(path).handler !== undefined;
}

/**
 * Reads a folder: its power-tuner.json where it has one; what that doesn't say is seen from its files
 * (index.mjs, .js, .cjs or .ts; lambda_function.py; bootstrap).
 * @throws BadInput
 */
export function readFolder(path: string, given: GivenEntry = {}): LocalFunction {
  const absolute = resolve(path);
  const settings = readSettings(absolute);
  const contents = folderContents(absolute);
  const replayed = contents.has(REPLAY_FILE);
  const asked = { ...settings, ...said(given) };
  return {
    functionName: functionNameFrom(basename(absolute)),
    ...(replayed ? { ...REPLAYED, ...said(asked) } : entryIn(contents, asked)),
    ...settled(settings, absolute),
    code: { kind: 'folder', path: absolute },
    replayed,
    warnings: [],
  };
}

/** What power-tuner.json says beside runtime and handler, with the defaults. */
export function settled(settings: Settings, folder: string) {
  const remedy = `layers of ${SETTINGS_FILE} are paths of folders or zips, relative to it`;
  return {
    memoryMB: settings.memoryMB ?? DEFAULT_MEMORY_MB,
    timeoutSeconds: settings.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
    environment: settings.environment ?? {},
    input: settings.input ?? {},
    layers: (settings.layers ?? []).map((layer, index) => ({
      name: functionNameFrom(`${basename(layer)}-${index + 1}`),
      code: codeAt(join(folder, layer), `the layer ${layer}`, remedy),
    })),
  };
}
