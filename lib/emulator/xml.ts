/** S3 and STS answer in XML. */

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An element with text in it, or with what is already XML. */
export function element(name: string, content: string | number | boolean | readonly string[]): string {
  const xml = Array.isArray(content) ? content.join('') : escapeXml(String(content));
  return `<${name}>${xml}</${name}>`;
}

/** A whole answer. @param namespace of its root, where it has one */
export function document(root: string, content: readonly string[], namespace?: string): string {
  const xmlns = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `${DECLARATION}<${root}${xmlns}>${content.join('')}</${root}>`;
}

/** A carriage return would be read as a line feed. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}
