import { madeTemplate } from './made.ts';

let template: Promise<string> | undefined;

/**
 * The page's template: what the build has made, or in the repository made now, once, which takes a moment.
 */
export function pageTemplate(): Promise<string> {
  template ??= readOrMake();
  return template;
}

async function readOrMake(): Promise<string> {
  const made = madeTemplate();
  if (made !== undefined) return made;
  const { bundlePage } = await import('./bundle.ts');
  return bundlePage();
}
