import { existsSync, statSync } from 'node:fs';
import { BadInput } from '../exit-code.ts';
import { isFunctionFolder, readFolder } from './folder.ts';
import type { GivenEntry } from './handler.ts';
import type { LocalFunction } from './local-function.ts';
import { meantFile } from './meant-file.ts';
import { readZipFile } from './zip-file.ts';

export interface ReadOptions {
  /** Which function of a template or an assembly. */
  readonly functionName?: string;
  /** Wins over what is declared. */
  readonly entry: GivenEntry;
  /** What `AWS::Region` stands for. */
  readonly region: string;
}

/**
 * Whether a target of the command line lies on this machine. An existing folder wins over a function of
 * that name; a file has to be one of those that are read here.
 * @throws BadInput for a path at which there is nothing.
 */
export function isLocal(target: string): boolean {
  // Neither a function's name nor its ARN has a slash, or ends like a file.
  const isPath = target.includes('/') || isFile(target);
  if (!existsSync(target)) {
    if (isPath) throw new BadInput(`${target}: there is no such file or folder${meantFile(target)}`);
    return false;
  }
  if (statSync(target).isDirectory() || isFile(target)) return true;
  if (!isPath && !target.includes('.')) return false;
  throw new BadInput(`${target} is neither a folder nor a zip nor a template: give the folder that it is in`);
}

function isFile(target: string): boolean {
  return isZip(target) || isTemplate(target);
}
const isZip = (path: string) => /\.(zip|jar)$/i.test(path);
const isTemplate = (path: string) => /\.(ya?ml|json|template)$/i.test(path);

/**
 * Reads a function from this machine: a folder with a handler, a zip, a template, or a CDK assembly.
 * @throws BadInput where there is none, or where it can't be run here.
 */
export async function readFunction(target: string, options: ReadOptions): Promise<LocalFunction> {
  const { functionName, entry } = options;
  if (isZip(target) && statSync(target).isFile()) {
    if (functionName !== undefined) throw new BadInput(`${target} is one function: leave --function out`);
    return readZipFile(target, entry);
  }
  if (statSync(target).isDirectory() && functionName === undefined && isFunctionFolder(target)) {
    return readFolder(target, entry);
  }
  // Most targets are folders, and don't wait for what reads templates.
  const { readDeclared } = await import('./read-declared.ts');
  return (await readDeclared(target, options)) ?? readFolder(target, entry);
}
