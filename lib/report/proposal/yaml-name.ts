/** What YAML, of whatever version, would take for something else than a text. */
const OTHERWISE = /^(?:y|yes|n|no|on|off|true|false|null)$/i;
const PLAIN = /^[A-Za-z][\w-]*$/;

/**
 * A key in YAML, whatever it is: as it is where it is a plain word, else in quotes and ASCII. The Reporter has no
 * room for a library that writes all of YAML.
 */
export function yamlName(name: string): string {
  if (PLAIN.test(name) && !OTHERWISE.test(name)) return name;
  return JSON.stringify(name.toWellFormed()).replaceAll(/[^\x20-\x7e]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}
