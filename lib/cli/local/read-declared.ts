import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BadInput } from '../exit-code.ts';
import { isCloudAssembly, readCloudAssembly } from './cloud-assembly.ts';
import type { LocalFunction } from './local-function.ts';
import type { ReadOptions } from './read-function.ts';
import { readSettings } from './settings.ts';
import { chooseFunction } from './template/choose.ts';
import { declaredFunction } from './template/declared-function.ts';
import { listFunctions } from './template/listed-function.ts';
import { findTemplate } from './template/sam-folder.ts';
import { readTemplate, type TemplateSource } from './template/template.ts';

const ASSEMBLY = 'cdk.out';
/** The emulator's own. */
const ACCOUNT_ID = '000000000000';

interface Declarations {
  readonly sources: readonly TemplateSource[];
  readonly warnings: readonly string[];
}

/**
 * Reads a function from a template or a CDK assembly, or from a folder that has one.
 * @returns undefined for a folder that has none, unless a function of it was named.
 * @throws BadInput where the function isn't there, or can't be run here.
 */
export async function readDeclared(path: string, options: ReadOptions): Promise<LocalFunction | undefined> {
  const { functionName, entry, region } = options;
  const isFolder = statSync(path).isDirectory();
  const { sources, warnings } = isFolder ? await inFolder(path) : await inFile(path);
  if (sources.length === 0) {
    if (functionName === undefined) return undefined;
    throw new BadInput(
      `${path} has no template (template.yaml, .yml or .json) and no ${ASSEMBLY} in which ${functionName} could be`,
    );
  }
  const functions = sources.flatMap((source) => listFunctions(source, { region, accountId: ACCOUNT_ID }));
  const chosen = chooseFunction(functions, functionName, path);
  const settings = readSettings(isFolder ? path : dirname(path));
  const declared = declaredFunction(chosen, { entry, settings });
  // What is said of a template is for those whose function is from it.
  const ofSource = chosen.source === sources[0] ? warnings : [];
  return { ...declared, warnings: [...ofSource, ...declared.warnings] };
}

async function inFile(file: string): Promise<Declarations> {
  const isManifest = basename(file) === 'manifest.json' && isCloudAssembly(dirname(file));
  const sources = isManifest ? await readCloudAssembly(dirname(file)) : [await readTemplate(file)];
  return { sources, warnings: [] };
}

/** A folder's template comes first, then its CDK assembly; a folder may have both. */
async function inFolder(folder: string): Promise<Declarations> {
  if (isCloudAssembly(folder)) return { sources: await readCloudAssembly(folder), warnings: [] };
  const template = await findTemplate(folder);
  const assembly = join(folder, ASSEMBLY);
  const stacks = existsSync(assembly) && isCloudAssembly(assembly) ? await readCloudAssembly(assembly) : [];
  return {
    sources: [...(template === undefined ? [] : [template.source]), ...stacks],
    warnings: template?.warnings ?? [],
  };
}
