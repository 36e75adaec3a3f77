import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { takesCallbacks } from './callback.ts';
import { RuntimeError } from './runtime-error.ts';
import { isStreaming } from './streaming.ts';

/** A handler in any of its shapes; the callback is only passed on nodejs22.x. */
export type Handler = (event: unknown, context: unknown, callback?: unknown) => unknown;

/** Lambda looks for the module under these names, in this order. */
const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/**
 * Loads what `_HANDLER` names: `folder/module.export`, where the export may be nested (`module.api.get`).
 * @throws RuntimeError with Lambda's error types, or whatever the module itself throws
 */
export async function loadHandler(taskRoot: string, name: string): Promise<Handler> {
  const { modulePath, exportPath } = split(name);
  const module = await loadModule(resolve(taskRoot, modulePath), modulePath);
  const handler = exportPath.split('.').reduce<unknown>(property, module);
  if (handler === undefined) {
    throw new RuntimeError('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  }
  if (!isFunction(handler)) {
    throw new RuntimeError('Runtime.HandlerNotFound', `${name} is not a function`);
  }
  if (handler.length >= 3 && !isStreaming(handler) && !takesCallbacks()) {
    throw new RuntimeError('Runtime.CallbackHandlerDeprecated', CALLBACKS_ENDED);
  }
  return handler;
}

const CALLBACKS_ENDED =
  'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
  'You need to modify this function to use a supported handler signature to use Node.js 24 or later.';

function split(name: string): { modulePath: string; exportPath: string } {
  const [, folder = '', module, exportPath] = /^(.*\/)?([^./]+)\.(.+)$/.exec(name) ?? [];
  if (module === undefined || exportPath === undefined || name.includes('..')) {
    throw new RuntimeError('Runtime.MalformedHandlerName', `Bad handler ${name}`);
  }
  return { modulePath: `${folder}${module}`, exportPath };
}

async function loadModule(path: string, modulePath: string): Promise<unknown> {
  const file = EXTENSIONS.map((extension) => `${path}${extension}`).find(isFile);
  if (file === undefined) {
    throw new RuntimeError('Runtime.ImportModuleError', `Error: Cannot find module '${modulePath}'`);
  }
  try {
    return isEsModule(file) ? await import(pathToFileURL(file).href) : await requireModule(file);
  } catch (error) {
    throw asRuntimeError(error);
  }
}

async function requireModule(file: string): Promise<unknown> {
  try {
    return createRequire(file)(file);
  } catch (error) {
    // A .js file that turns out to be an ES module with a top-level await.
    if (property(error, 'code') === 'ERR_REQUIRE_ASYNC_MODULE') {
      return import(pathToFileURL(file).href);
    }
    throw error;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isEsModule(file: string): boolean {
  return file.endsWith('.mjs') || (file.endsWith('.js') && packageType(dirname(file)) === 'module');
}

/** The `type` of the nearest package.json. */
function packageType(dir: string): unknown {
  const file = join(dir, 'package.json');
  if (existsSync(file)) {
    return property(JSON.parse(readFileSync(file, 'utf8')), 'type');
  }
  const parent = dirname(dir);
  return parent === dir ? undefined : packageType(parent);
}

function asRuntimeError(error: unknown): unknown {
  const code = property(error, 'code');
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
    return new RuntimeError('Runtime.ImportModuleError', String(error), { cause: error });
  }
  if (error instanceof SyntaxError) {
    return new RuntimeError('Runtime.UserCodeSyntaxError', String(error), { cause: error });
  }
  return error;
}

function property(value: unknown, key: string): unknown {
  return Object(value)[key];
}

function isFunction(value: unknown): value is Handler {
  return typeof value === 'function';
}
