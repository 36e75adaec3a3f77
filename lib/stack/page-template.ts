import { bundlePage } from '../report/page/bundle.ts';
import { madeTemplate } from '../report/page/made.ts';

let template: string | undefined;

/** The page's template, as lib/report/page/template.ts finds it, but at once: constructs can't wait. */
export function pageTemplate(): string {
  template ??= madeTemplate() ?? bundlePage();
  return template;
}
