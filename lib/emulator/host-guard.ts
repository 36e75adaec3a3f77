import type { Listening } from './listen.ts';

/** Of Sec-Fetch-Site: no page had a part in it. */
const TYPED_BY_USER = 'none';

/**
 * Whether a request names this machine. A page elsewhere may make its own name lead here (DNS rebinding): that name is
 * in its Host.
 * @param host of a request's header
 * @param port that is listened at
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].some((name) => host?.toLowerCase() === `${name}:${port}`);
}

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
  const host = header('host');
  if (!isOwnHost(host, port)) {
    return `address this emulator as ${endpoint} (S3: with forcePathStyle), not as ${host}`;
  }
  const fromPage =
    header('origin') !== undefined || (header('sec-fetch-site') ?? TYPED_BY_USER) !== TYPED_BY_USER;
  return fromPage ? 'this emulator does not answer web pages' : undefined;
}
