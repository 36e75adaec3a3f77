import { existsSync, readFileSync } from 'node:fs';

/** Made by the build, for the published package. */
const MADE = new URL('./page.html', import.meta.url);

let template: Promise<string> | undefined;

/**
 * The page's template: what the build has made, or in the repository made now, once, which takes a moment.
 */
export function pageTemplate(): Promise<string> {
  template ??= readOrMake();
  return template;
}

async function readOrMake(): Promise<string> {
  if (existsSync(MADE)) return readFileSync(MADE, 'utf8');
  const { bundlePage } = await import('./bundle.ts');
  return bundlePage();
}
