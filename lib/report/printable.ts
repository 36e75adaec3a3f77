/**
 * Text that somebody else wrote (a function's error, say), as a terminal may show it: what would move the
 * cursor, change colours or turn the writing round is written as an escape. Lines stay lines.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Control characters, line separators, and marks of the direction of writing. */
const UNPRINTABLE = /[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
