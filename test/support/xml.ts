import { SaxesParser } from 'saxes';

/** All of an XML document's text and the names of its elements. */
export interface ReadXml {
  readonly text: string;
  readonly elements: ReadonlyMap<string, number>;
  readonly attributes: readonly string[];
}

/** @throws where it is not well-formed. */
export function readXml(xml: string): ReadXml {
  const parser = new SaxesParser();
  const elements = new Map<string, number>();
  const attributes: string[] = [];
  let text = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('opentag', ({ name, attributes: own }) => {
    elements.set(name, (elements.get(name) ?? 0) + 1);
    attributes.push(...Object.keys(own));
  });
  parser.write(xml).close();
  return { text, elements, attributes };
}
