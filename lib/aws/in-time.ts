import { once } from 'node:events';
import { errorText } from './error-text.ts';

/** The time that there is. */
export interface Time {
  readonly signal: AbortSignal;
  readonly seconds: number;
}

/** What was made; or the warning that says why it was not. */
export type Tried<T> =
  | { readonly made: T }
  | { readonly warning: { readonly code: string; readonly message: string } };

/**
 * Time that begins now.
 * @param timeScale of what is waited for, where faults are played
 */
export function timeOf(longestMs: number, timeScale = 1): Time {
  return { signal: AbortSignal.timeout(longestMs * timeScale), seconds: longestMs / 1000 };
}

/** Tries something that has to end in time, whatever it waits for. */
export async function tried<T>(
  { code, what }: { readonly code: string; readonly what: string },
  { signal, seconds }: Time,
  attempt: () => Promise<T>,
): Promise<Tried<T>> {
  try {
    return { made: await Promise.race([attempt(), end(signal)]) };
  } catch (error) {
    const reason = signal.aborted ? `it took longer than ${seconds} s` : errorText(error);
    return { warning: { code, message: `${what}: ${reason}` } };
  }
}

/** @throws the signal's reason, once there is one */
async function end(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}
