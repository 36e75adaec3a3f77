import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** How wide the place is in which something is shown; absent where it has no end, as in a file. */
export interface Room {
  readonly columns?: number | undefined;
}

/** A figure and its unit are one word. */
const BEFORE_UNIT = /(?<=\d) (?=(?:ms|MB|s)\b)/g;
const NO_BREAK = '\u00a0';

/**
 * Text in lines that are no wider than there is room, broken between words only. A word that is wider by
 * itself (a link, an ARN) stays whole: the terminal folds it, and it can still be clicked and copied.
 * @param indent of every line but the first
 */
export function wrapped(text: string, { columns }: Room, indent = ''): string {
  if (columns === undefined) return text;
  const kept = text.replaceAll(BEFORE_UNIT, NO_BREAK);
  const width = Math.max(1, columns - indent.length);
  return wrapAnsi(kept, width).replaceAll(NO_BREAK, ' ').replaceAll('\n', `\n${indent}`);
}

/** The widest line of a text, in columns. */
export function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}

/** A name in so many columns, its middle left out where it is wider: beginnings and ends tell names apart. */
export function shortened(name: string, columns: number): string {
  if (stringWidth(name) <= columns) return name;
  const characters = [...name];
  let kept = Math.min(characters.length, columns) - 1;
  for (; kept > 0; kept--) {
    const end = Math.floor(kept / 3);
    const short = `${characters.slice(0, kept - end).join('')}…${characters.slice(characters.length - end).join('')}`;
    if (stringWidth(short) <= columns) return short;
  }
  return '…';
}
