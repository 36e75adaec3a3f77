import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../exit-code.ts';
import { SETTINGS_FILE } from './settings.ts';

/** How a runtime's code is found. */
interface Family {
  readonly prefix: string;
  /** Taken where the code is seen to be of this family and nothing names a runtime. */
  readonly runtime: string;
  readonly handler: string;
  readonly endings: readonly string[];
  /** The file that a handler lies in, without its ending. */
  module(handler: string): string;
}

const withoutExport = (handler: string) => handler.slice(0, handler.lastIndexOf('.'));

const NODE: Family = {
  prefix: 'nodejs',
  runtime: 'nodejs24.x',
  handler: 'index.handler',
  endings: ['.mjs', '.js', '.cjs', '.ts'],
  module: withoutExport,
};

const FAMILIES: readonly Family[] = [
  NODE,
  {
    prefix: 'python',
    runtime: 'python3.13',
    handler: 'lambda_function.lambda_handler',
    endings: ['.py', '/__init__.py'],
    module: (handler) => withoutExport(handler).replaceAll('.', '/'),
  },
  {
    prefix: 'provided',
    runtime: 'provided.al2023',
    handler: 'bootstrap',
    endings: [''],
    // Only the bootstrap decides what a handler means to it.
    module: () => 'bootstrap',
  },
];

export interface Entry {
  readonly runtime: string;
  readonly handler: string;
}

/** What somebody said about an entry. */
export interface GivenEntry {
  readonly runtime?: string | undefined;
  readonly handler?: string | undefined;
}

/** Only what was said: an absent member must not hide what is known otherwise. */
export function said({ runtime, handler }: GivenEntry): Partial<Entry> {
  return { ...(runtime === undefined ? {} : { runtime }), ...(handler === undefined ? {} : { handler }) };
}

/** A package that is looked into: a folder or a zip. */
export interface Contents {
  /** Its name in messages. */
  readonly name: string;
  has(file: string): boolean;
  /** What helps where there is no handler in it. */
  readonly remedy: string;
}

const REMEDY = `Give handler in ${SETTINGS_FILE}, for example {"handler": "src/app.handler"}, or --handler src/app.handler`;

export function folderContents(path: string, named: { name?: string; remedy?: string } = {}): Contents {
  return { name: path, remedy: REMEDY, ...named, has: (file) => existsSync(join(path, file)) };
}

export function zipContents(path: string, files: ReadonlySet<string>): Contents {
  // Lambda runs no TypeScript, and a zip is deployed as it is.
  return { name: path, remedy: REMEDY, has: (file) => !file.endsWith('.ts') && files.has(file) };
}

/** Whether a package shows by its files alone what has to be run. */
export function hasKnownEntry(contents: Contents): boolean {
  return FAMILIES.some((family) => fileIn(contents, family, family.handler) !== undefined);
}

/**
 * Runtime and handler of a package: what was given, completed from its files.
 * @throws BadInput where the files have no such handler.
 */
export function entryIn(contents: Contents, given: GivenEntry): Entry {
  const { runtime, handler } = given;
  const candidates = FAMILIES.filter(({ prefix }) => runtime === undefined || runtime.startsWith(prefix));
  // Java, Ruby and .NET are not looked into.
  if (runtime !== undefined && candidates.length === 0) return { runtime, handler: handler ?? 'handler' };
  // A handler of a layer lies at /opt, not in the package.
  if (runtime !== undefined && handler?.startsWith('/')) return { runtime, handler };
  const family = candidates.find((one) => fileIn(contents, one, handler ?? one.handler) !== undefined);
  if (family === undefined) throw notFound(contents, candidates, handler);
  return { runtime: runtime ?? family.runtime, handler: handler ?? family.handler };
}

/** The file of a folder that holds a Node handler; undefined where there is none. */
export function nodeEntryFile(folder: string, handler: string): string | undefined {
  const file = fileIn(folderContents(folder), NODE, handler);
  return file === undefined ? undefined : join(folder, file);
}

function fileIn(contents: Contents, family: Family, handler: string): string | undefined {
  return filesOf(family, handler).find((file) => contents.has(file));
}

function filesOf(family: Family, handler: string): string[] {
  return family.endings.map((ending) => `${family.module(handler)}${ending}`);
}

function notFound(contents: Contents, families: readonly Family[], handler: string | undefined): BadInput {
  const looked = families.flatMap((family) => filesOf(family, handler ?? family.handler));
  return new BadInput(
    `${contents.name} has no handler: looked for ${[...new Set(looked)].join(', ')}. ${contents.remedy}`,
  );
}
