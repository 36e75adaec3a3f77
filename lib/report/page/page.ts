/** What stands in the template where results go. */
export const RESULTS_PLACE = '[/*results*/]';

/**
 * The report's page: one HTML file that needs nothing else.
 * @param template of the page (template.ts)
 * @param documents results as JSON has them; without any the page takes them from its address, or asks for them
 * @throws Error where the template has no place for results.
 */
export function pageOf(template: string, documents: readonly unknown[]): string {
  const at = template.indexOf(RESULTS_PLACE);
  if (at < 0) throw new Error(`the page's template has no ${RESULTS_PLACE} to put results into`);
  return `${template.slice(0, at)}${inert(documents)}${template.slice(at + RESULTS_PLACE.length)}`;
}

/** JSON that no browser takes for anything else: nothing in it ends the element that it stands in. */
function inert(documents: readonly unknown[]): string {
  return JSON.stringify(documents)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
