import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TargetChanged, TargetNotTunable } from '../../contract/index.ts';
import { errorMessage } from '../error-name.ts';

const ATTEMPTS = 4;
const ATTEMPT_TIMEOUT_MS = 60_000;

/**
 * Downloads the target's package.
 * @param codeLocation presigned address, as GetFunction gives it
 * @param codeSha256 base64, as GetFunction gives it
 * @throws TargetNotTunable where it can't be had, TargetChanged where it is not the code that was planned with.
 */
export async function downloadCode(codeLocation: string, codeSha256: string): Promise<Uint8Array> {
  const code = await download(codeLocation, "the target's code");
  const actual = createHash('sha256').update(code).digest('base64');
  if (actual !== codeSha256) {
    throw new TargetChanged(
      `the target's code has the hash ${actual}; planned with ${codeSha256}: it was deployed meanwhile. Start the execution again`,
    );
  }
  return code;
}

/**
 * Downloads a layer's content.
 * @param location presigned address, as GetLayerVersion gives it
 * @throws TargetNotTunable where it can't be had.
 */
export function downloadLayer(location: string): Promise<Uint8Array> {
  return download(location, "the layer's content");
}

async function download(address: string, what: string): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS) });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      await response.body?.cancel();
      throw new Error(`the download was answered with status ${response.status}`);
    } catch (error) {
      if (attempt === ATTEMPTS) {
        throw new TargetNotTunable(
          `${what} can't be downloaded after ${ATTEMPTS} attempts: ${errorMessage(error)}. A stage inside a VPC needs a way to S3`,
          { cause: error },
        );
      }
      await sleep(250 * 2 ** attempt);
    }
  }
}
