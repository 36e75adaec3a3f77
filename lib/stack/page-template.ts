import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePage } from '../report/page/bundle.ts';
import { PAGE_FOLDER } from './package-paths.ts';

/** Made by the build, for the published package. */
const MADE = join(PAGE_FOLDER, 'page.html');

let template: string | undefined;

/** The page's template, as lib/report/page/template.ts finds it, but at once: constructs can't wait. */
export function pageTemplate(): string {
  template ??= existsSync(MADE) ? readFileSync(MADE, 'utf8') : bundlePage();
  return template;
}
