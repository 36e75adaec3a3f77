import { zipSync } from 'fflate';

/** A function that echoes, whoever runs it. */
const ECHO = 'export const handler = async (event) => ({ event });\n';

/** A zip of text files; always the same bytes for the same files. */
export function zipped(files: Readonly<Record<string, string>> = { 'index.mjs': ECHO }): Uint8Array {
  const entries = Object.entries(files).map(
    ([name, text]) => [name, new TextEncoder().encode(text)] as const,
  );
  return zipSync(Object.fromEntries(entries), { mtime: '2026-11-20T00:00:00Z' });
}
