import { ApiError } from '../api-error.ts';

export interface Decoded {
  readonly bytes: Uint8Array;
  /** Header lines after the last chunk, by lower-case name. */
  readonly trailers: Readonly<Record<string, string>>;
}

/**
 * Reads aws-chunked encoding: chunks of `<hexadecimal size>[;chunk-signature=…]CRLF <bytes> CRLF`, one of
 * size 0, then trailing headers. Signatures are not checked.
 * Source: "Signature calculations: transferring a payload in multiple chunks", Amazon S3 API Reference.
 * @throws ApiError IncompleteBody
 */
export function decodeAwsChunked(body: Uint8Array): Decoded {
  const encoded = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = readLine(encoded, at);
    if (!/^[0-9a-f]+(;.*)?$/i.test(line.text)) throw incomplete();
    const sizeBytes = Number.parseInt(line.text, 16);
    if (sizeBytes === 0) return { bytes: Buffer.concat(chunks), trailers: readTrailers(encoded, line.next) };
    const end = line.next + sizeBytes;
    if (end + 2 > encoded.length) throw incomplete();
    chunks.push(encoded.subarray(line.next, end));
    at = end + 2;
  }
}

function readLine(encoded: Buffer, at: number): { readonly text: string; readonly next: number } {
  const end = encoded.indexOf('\r\n', at);
  if (end === -1) throw incomplete();
  return { text: encoded.toString('latin1', at, end), next: end + 2 };
}

function readTrailers(encoded: Buffer, at: number): Record<string, string> {
  const lines = encoded.toString('latin1', at).split(/\r?\n/);
  const named = lines.flatMap((line) => {
    const [, name, value] = /^([^:]+):(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()] as const];
  });
  return Object.fromEntries(named);
}

function incomplete(): ApiError {
  return new ApiError(
    'IncompleteBody',
    'The request body ends too early, or is not in aws-chunked encoding.',
    400,
  );
}
