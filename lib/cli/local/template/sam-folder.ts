import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate, type TemplateSource } from './template.ts';

const NAMES = ['template', 'samTemplate'].flatMap((name) =>
  ['yaml', 'yml', 'json'].map((ending) => `${name}.${ending}`),
);
const BUILT = '.aws-sam/build/template.yaml';

/** A template that was found, and what to say about it. */
export interface FoundTemplate {
  readonly source: TemplateSource;
  readonly warnings: readonly string[];
}

/**
 * The template of a folder. What `sam build` made is preferred, unless the template was changed since.
 * @returns undefined where there is none.
 * @throws BadInput where it can't be read.
 */
export async function findTemplate(folder: string): Promise<FoundTemplate | undefined> {
  const own = NAMES.map((name) => join(folder, name)).find((file) => existsSync(file));
  const built = join(folder, BUILT);
  const hasBuilt = existsSync(built);
  if (hasBuilt && (own === undefined || statSync(built).mtimeMs >= statSync(own).mtimeMs)) {
    return { source: await readTemplate(built), warnings: [] };
  }
  if (own === undefined) return undefined;
  const stale = `${own} is newer than ${BUILT}: its code is taken as it lies there, without what sam build adds`;
  return { source: await readTemplate(own), warnings: hasBuilt ? [stale] : [] };
}
