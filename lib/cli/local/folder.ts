import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import * as z from 'zod';
import { MEMORY_MB } from '../../contract/index.ts';
import { BadInput } from '../exit-code.ts';

/** Lambda's own default. */
const DEFAULT_MEMORY_MB = 128;
/** Lambda's own default is 3 s, too little for a CPU-bound handler at the smallest size. */
const DEFAULT_TIMEOUT_SECONDS = 60;
export const SETTINGS_FILE = 'power-tuner.json';
const ENTRY_ENDINGS = ['.mjs', '.js', '.cjs', '.ts'];

const settingsSchema = z.strictObject({
  runtime: z.string().optional(),
  handler: z.string().optional(),
  memoryMB: z.int().min(MEMORY_MB.min).max(MEMORY_MB.max).optional(),
  timeoutSeconds: z.int().min(1).max(900).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  /** A tuning input without lambdaARN. */
  input: z.record(z.string(), z.unknown()).optional(),
});

/** A function as it lies in a folder. */
export interface FunctionFolder {
  readonly path: string;
  readonly functionName: string;
  readonly runtime: string;
  readonly handler: string;
  readonly memoryMB: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly input: Readonly<Record<string, unknown>>;
  /** Measurements instead of code. */
  readonly replayed: boolean;
}

export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/**
 * Reads a folder: its power-tuner.json where it has one, otherwise `index.handler` of index.mjs, .js, .cjs
 * or .ts.
 * @throws BadInput
 */
export function readFolder(path: string): FunctionFolder {
  const absolute = resolve(path);
  const settings = readSettings(absolute);
  const replayed = existsSync(join(absolute, 'replay.json'));
  const handler = settings.handler ?? 'index.handler';
  if (!replayed && !isProvided(settings.runtime)) entryOf(absolute, handler);
  return {
    path: absolute,
    functionName: nameOf(absolute),
    runtime: settings.runtime ?? 'nodejs24.x',
    handler,
    memoryMB: settings.memoryMB ?? DEFAULT_MEMORY_MB,
    timeoutSeconds: settings.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
    environment: settings.environment ?? {},
    input: settings.input ?? {},
    replayed,
  };
}

/** Runtimes whose handler isn't a Node file. */
function isProvided(runtime: string | undefined): boolean {
  return runtime !== undefined && !runtime.startsWith('nodejs');
}

/**
 * The file that holds the handler.
 * @throws BadInput where there is none.
 */
export function entryOf(folder: string, handler: string): string {
  const module = handler.slice(0, handler.lastIndexOf('.'));
  const entry = ENTRY_ENDINGS.map((ending) => join(folder, `${module}${ending}`)).find((file) =>
    existsSync(file),
  );
  if (entry !== undefined) return entry;
  const looked = ENTRY_ENDINGS.map((ending) => `${module}${ending}`).join(', ');
  throw new BadInput(
    `${folder} has no handler: looked for ${looked}. Give handler in ${SETTINGS_FILE}, for example {"handler": "src/app.handler"}`,
  );
}

function readSettings(folder: string): z.output<typeof settingsSchema> {
  const file = join(folder, SETTINGS_FILE);
  if (!existsSync(file)) return {};
  const parsed = settingsSchema.safeParse(parseJson(file));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `- ${path.join('.') || 'file'}: ${message}`,
  );
  throw new BadInput(`${file} is not as it should be:\n${problems.join('\n')}`);
}

/** @throws BadInput with the file's name where it isn't JSON. */
export function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadInput(`${file} can't be read as JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** Function names have letters, digits, - and _, at most 64. */
function nameOf(folder: string): string {
  return (
    basename(folder)
      .replaceAll(/[^A-Za-z0-9_-]/g, '-')
      .slice(0, 64) || 'function'
  );
}
