import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { MEMORY_MB } from '../../contract/index.ts';
import { BadInput } from '../exit-code.ts';
import { parseJson } from './json-file.ts';

export const SETTINGS_FILE = 'power-tuner.json';

const settingsSchema = z.strictObject({
  runtime: z.string().optional(),
  handler: z.string().optional(),
  memoryMB: z.int().min(MEMORY_MB.min).max(MEMORY_MB.max).optional(),
  timeoutSeconds: z.int().min(1).max(900).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  /** Folders and zips, relative to this file. */
  layers: z.array(z.string()).max(5).optional(),
  /** A tuning input without lambdaARN. */
  input: z.record(z.string(), z.unknown()).optional(),
});

/** What power-tuner.json may say about a function. */
export type Settings = z.output<typeof settingsSchema>;

/**
 * The settings of a folder; empty where it has none.
 * @throws BadInput with every problem.
 */
export function readSettings(folder: string): Settings {
  const file = join(folder, SETTINGS_FILE);
  return existsSync(file) ? checkSettings(parseJson(file), file) : {};
}

/** @throws BadInput with every problem. */
export function checkSettings(given: unknown, file: string): Settings {
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `- ${path.join('.') || 'file'}: ${message}`,
  );
  throw new BadInput(
    `${file} is not as it should be:\n${problems.join('\n')}\nAllowed: ${Object.keys(settingsSchema.shape).join(', ')}; power-tuner tune --help says what they mean`,
  );
}
