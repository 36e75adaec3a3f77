import { existsSync, readFileSync } from 'node:fs';

/** Made by the build, for the published package. */
const MADE = new URL('./page.html', import.meta.url);

/** The page's template: what the build has made, or in the repository made now, which takes a moment. */
export async function pageTemplate(): Promise<string> {
  if (existsSync(MADE)) return readFileSync(MADE, 'utf8');
  const { bundlePage } = await import('./bundle.ts');
  return bundlePage();
}
