import { existsSync, readFileSync } from 'node:fs';

/** Made by the build, for the published package. */
const MADE = new URL('./page.html', import.meta.url);

/** @returns the page's template as the build has made it; nothing in the repository */
export function madeTemplate(): string | undefined {
  return existsSync(MADE) ? readFileSync(MADE, 'utf8') : undefined;
}
