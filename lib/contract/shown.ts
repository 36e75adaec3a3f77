/** What is shown of a text or a list, in characters. */
const SHOWN_LENGTH = 80;
/** Keys are longer only by mistake. */
const SHOWN_KEY_LENGTH = 60;

/**
 * A value as a message shows it: short, on one line, every character visible. Of an object, or of a list
 * that holds any, only its kind is said: it may be a payload in the wrong place.
 */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quoted(value, SHOWN_LENGTH);
  if (Array.isArray(value) && value.length > 0 && value.every(isSimple)) {
    return shortened(`[${value.slice(0, SHOWN_LENGTH).map(shown).join(',')}]`, SHOWN_LENGTH);
  }
  return isSimple(value) ? String(value) : kindOf(value);
}

/** What sort of value it is, and nothing of what it holds. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `a text of ${value.length} characters`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A place in an input, as in `prices.gbSecond.arm64` or `powerValues[2]`; a key that is no word is quoted. */
export function shownPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((shownSoFar, key) => {
    if (typeof key === 'number') return `${shownSoFar}[${key}]`;
    const name = String(key);
    if (!/^[\w$-]+$/.test(name) || name.length > SHOWN_KEY_LENGTH) {
      return `${shownSoFar}[${quoted(name, SHOWN_KEY_LENGTH)}]`;
    }
    return `${shownSoFar}${shownSoFar && '.'}${name}`;
  }, '');
}

function isSimple(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function quoted(text: string, length: number): string {
  const json = JSON.stringify(text.slice(0, length).toWellFormed());
  // Escapes make it longer; a few hundred of them say no more.
  return `${shortened(visible(json), 2 * length)}${text.length > length ? '…' : ''}`;
}

/** What would break the line, move the cursor or turn the writing round is written as an escape. */
function visible(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;
}
