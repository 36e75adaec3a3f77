import type { Listening } from './listen.ts';

/** Of Sec-Fetch-Site: no page had a part in it. */
const TYPED_BY_USER = 'none';

/**
 * Keeps web pages out: whoever can create a function here runs code with the user's rights. A page that
 * makes its own name resolve to 127.0.0.1 (DNS rebinding) shows by its Host, one that sends requests
 * across sites by its Origin or, where a browser leaves that out, by Sec-Fetch-Site. No SDK sends either.
 * @returns why the request is refused; undefined where it isn't
 */
export function refusalOf(
  header: (name: string) => string | undefined,
  { port, endpoint }: Pick<Listening, 'port' | 'endpoint'>,
): string | undefined {
  const host = header('host')?.toLowerCase();
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (host === undefined || !own.includes(host)) {
    return `address this emulator as ${endpoint} (S3: with forcePathStyle), not as ${host}`;
  }
  const fromPage =
    header('origin') !== undefined || (header('sec-fetch-site') ?? TYPED_BY_USER) !== TYPED_BY_USER;
  return fromPage ? 'this emulator does not answer web pages' : undefined;
}
