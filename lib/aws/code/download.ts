import { createHash } from 'node:crypto';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { TargetChanged, TargetNotTunable } from '../../contract/index.ts';
import { timeScaleOf } from '../clients/connected.ts';
import { ATTEMPTS } from '../clients/connection.ts';
import { patientRetry } from '../clients/patient-retry.ts';
import { errorMessage } from '../error-text.ts';

const ATTEMPT_TIMEOUT_MS = 60_000;

/**
 * Downloads a function's package.
 * @param lambda the client that gave the link: a download is as patient as its calls
 * @param link presigned address, as GetFunction gives it
 * @param codeSha256 base64, as GetFunction gives it
 * @param what whose code it is, for the error
 * @throws TargetNotTunable where it can't be had, TargetChanged where it is not the code that was planned with.
 */
export async function downloadCode(
  lambda: LambdaClient,
  link: string,
  codeSha256: string,
  what: string,
): Promise<Uint8Array> {
  const code = await download(lambda, link, what);
  const actual = createHash('sha256').update(code).digest('base64');
  if (actual !== codeSha256) {
    throw new TargetChanged(
      `${what} has the hash ${actual}; planned with ${codeSha256}: it was deployed meanwhile. Start the execution again`,
    );
  }
  return code;
}

/**
 * Downloads a layer's content.
 * @param lambda the client that gave the link
 * @param link presigned address, as GetLayerVersion gives it
 * @throws TargetNotTunable where it can't be had.
 */
export function downloadLayer(lambda: LambdaClient, link: string, layerArn: string): Promise<Uint8Array> {
  return download(lambda, link, `the content of the layer ${layerArn}`);
}

async function download(lambda: LambdaClient, link: string, what: string): Promise<Uint8Array> {
  const retry = patientRetry(ATTEMPTS, timeScaleOf(lambda));
  let token = await retry.acquireInitialRetryToken('download');
  for (;;) {
    try {
      return await fetched(link, ATTEMPT_TIMEOUT_MS * timeScaleOf(lambda));
    } catch (error) {
      const errorType = error instanceof Refused ? error.type : 'TRANSIENT';
      const made = token.getRetryCount() + 1;
      try {
        token = await retry.refreshRetryTokenForRetry(token, { errorType });
      } catch {
        throw new TargetNotTunable(
          `${what} can't be downloaded: ${errorMessage(error)}${made > 1 ? `, ${made} attempts` : ''}. Start the execution again; a stage inside a VPC needs a way to S3, and a network's policy may rule out Lambda's buckets`,
          { cause: error },
        );
      }
    }
  }
}

/** S3 has answered, but not with the package. */
class Refused extends Error {
  readonly type: 'THROTTLING' | 'SERVER_ERROR' | 'CLIENT_ERROR';

  /** @param text S3's error, which is XML */
  constructor(status: number, text: string) {
    const [, code = 'no code'] = /<Code>(\w+)<\/Code>/.exec(text) ?? [];
    super(`S3 answered with status ${status}: ${code}`);
    this.type =
      status === 429 || code === 'SlowDown' ? 'THROTTLING' : status >= 500 ? 'SERVER_ERROR' : 'CLIENT_ERROR';
  }
}

async function fetched(link: string, timeoutMs: number): Promise<Uint8Array> {
  const response = await fetch(link, { signal: AbortSignal.timeout(timeoutMs) });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new Refused(response.status, await response.text());
}
