/** Results as they were given: one alone, several as a list, which `documentsOf` takes. */
export function renderJson(documents: readonly unknown[]): string {
  return `${JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2)}\n`;
}
