import { zipSync } from 'fflate';

/** Does what the echoing environments do, in a real runtime. */
const ECHO = `export const handler = async (event, context) => {
  if (event?.log) console.log(event.log);
  if (event?.fail) throw new Error('as asked');
  return {
    event,
    memoryMB: Number(context.memoryLimitInMB),
    version: context.functionVersion,
    invokedFunctionArn: context.invokedFunctionArn,
    clientContext: context.clientContext,
  };
};
`;

/** A zip of text files; always the same bytes for the same files. */
export function zipped(files: Readonly<Record<string, string>> = { 'index.mjs': ECHO }): Uint8Array {
  const entries = Object.entries(files).map(
    ([name, text]) => [name, new TextEncoder().encode(text)] as const,
  );
  return zipSync(Object.fromEntries(entries), { mtime: '2026-11-20T00:00:00Z' });
}

/** Another package, which does the same. */
export function zippedAgain(): Uint8Array {
  return zipped({ 'index.mjs': `// Another one.\n${ECHO}` });
}
