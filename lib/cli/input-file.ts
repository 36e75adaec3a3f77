import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { kindOf } from '../contract/shown.ts';
import { BadInput } from './exit-code.ts';
import { parseJson } from './local/json-file.ts';
import { assertExists } from './local/meant-file.ts';

/** What may hold comments. Everything else is JSON. */
const YAML = ['.yaml', '.yml'];

export function isYaml(file: string): boolean {
  return YAML.includes(extname(file).toLowerCase());
}

/**
 * Reads an input: YAML with comments, as `power-tuner init` writes it, or JSON.
 * @throws BadInput where the file can't be read, or holds no object.
 */
export async function readInputFile(file: string): Promise<Record<string, unknown>> {
  // Nothing but comments is an input that says nothing.
  const value = isYaml(file) ? ((await parseYaml(file)) ?? {}) : parseInputJson(file);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new BadInput(
    `${file} holds ${kindOf(value)}; allowed: an object of input keys. Write one to begin with by: power-tuner init`,
  );
}

function parseInputJson(file: string): unknown {
  try {
    return parseJson(file);
  } catch (error) {
    if (!(error instanceof BadInput) || !existsSync(file)) throw error;
    throw new BadInput(
      `${error.message}. Comments are read from a file that ends in .yaml or .yml: power-tuner init writes one`,
      { cause: error },
    );
  }
}

async function parseYaml(file: string): Promise<unknown> {
  assertExists(file);
  try {
    const text = readFileSync(file, 'utf8');
    // Only who has YAML waits for its parser.
    const { parse } = await import('yaml');
    return parse(text);
  } catch (error) {
    throw new BadInput(`${file} can't be read as YAML: ${(error as Error).message.trimEnd()}`, {
      cause: error,
    });
  }
}
