import { s3 } from '../../aws/clients/s3.ts';
import { bucketStore } from '../../aws/kept-results.ts';
import { historyFolder } from '../history-options.ts';
import { folderStore, KEPT_FOLDER } from '../kept-folder.ts';
import type { Terminal } from '../terminal.ts';
import type { Runs } from './find-runs.ts';

export interface RunsOptions {
  readonly bucket?: string | undefined;
  /** A folder. */
  readonly history?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

/** The results bucket that is named, or else the folder in which this machine's results are kept. */
export function runsAt({ bucket, history, region, profile }: RunsOptions, { environment }: Terminal): Runs {
  if (bucket !== undefined) {
    const { AWS_ENDPOINT_URL: endpoint = '' } = environment;
    const connection = {
      ...(endpoint === '' ? {} : { endpoint }),
      ...(region === undefined ? {} : { region }),
      ...(profile === undefined ? {} : { profile }),
    };
    return { store: bucketStore(s3(connection), bucket), place: `the bucket ${bucket}` };
  }
  const folder = historyFolder({ history }, { environment }) ?? KEPT_FOLDER;
  return { store: folderStore(folder), place: folder };
}
