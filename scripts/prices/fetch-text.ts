import { RefreshError } from './refresh-error.ts';

const TIMEOUT_MS = 120_000;

/**
 * Everything that the refresh reads from the network goes through here.
 * @throws RefreshError where the answer is no, or there is none.
 */
export async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? (cause.cause ?? cause) : cause;
    throw new RefreshError(
      `${url} can't be reached (${reason instanceof Error ? reason.message : String(reason)}): download the offer files elsewhere, and give them with --file`,
      { cause },
    );
  });
  if (!response.ok) {
    throw new RefreshError(
      `${url} answered ${response.status} ${response.statusText}: look whether AWS's price list has moved, and give its address with --url`,
    );
  }
  return await response.text();
}
