import { type Zippable, zipSync } from 'fflate';

/** One entry of a zip as Unix makes it. */
export interface UnixEntry {
  readonly name: string;
  readonly text: string;
  /** Permission bits; 0o644 when not given. */
  readonly mode?: number;
  /** The text is where it points to. */
  readonly link?: boolean;
}

/** A zip with Unix modes and symbolic links, as `zip -y` makes it. */
export function unixZip(entries: readonly UnixEntry[]): Uint8Array {
  const files = entries.map(({ name, text, mode = 0o644, link = false }): [string, Zippable[string]] => [
    name,
    [Buffer.from(text), { os: 3, attrs: ((link ? 0o120000 : 0o100000) | mode) * 0x10000 }],
  ]);
  return zipSync(Object.fromEntries(files), { mtime: '2026-11-20T00:00:00Z' });
}
