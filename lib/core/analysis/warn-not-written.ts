import type { Warning } from '../../contract/index.ts';
import type { Examined } from './examined.ts';
import { listed, name } from './names.ts';

/** Warns of raw samples that are missing in the results bucket. The figures have them all the same. */
export function samplesNotWritten(examined: readonly Examined[]): Warning[] {
  const missing = examined.flatMap(({ candidate, digest }) => {
    const { notWritten } = digest ?? {};
    return notWritten === undefined ? [] : [`${name(candidate)} (${notWritten.count}: ${notWritten.reason})`];
  });
  if (missing.length === 0) return [];
  return [
    {
      code: 'samples-not-written',
      message: `raw samples could not be written into the results bucket, of ${listed(missing)}: they are in the figures, but in no file. The Executor needs s3:PutObject on the bucket's runs/*, and the bucket has to be there`,
    },
  ];
}
