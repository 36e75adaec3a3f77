import { describe, expect, it } from 'vitest';
import { laterS3 } from '../../../lib/aws/clients/later.ts';
import { s3 } from '../../../lib/aws/clients/s3.ts';
import { findEarlier, readEarlier } from '../../../lib/aws/earlier-result.ts';
import { bucketStore } from '../../../lib/aws/kept-results.ts';
import { keptPrefix } from '../../../lib/core/history/key.ts';
import { keep } from '../../../lib/core/history/store.ts';
import { resultWith } from '../../support/result.ts';
import { startedEmulator } from '../../support/started-emulator.ts';

const result = resultWith();
const { functionArn } = result.target;
const FOLDER = keptPrefix({
  accountId: '123456789012',
  region: 'us-east-1',
  functionName: 'secret-orders',
});

async function bucket(timeScale = 1) {
  const { emulator } = await startedEmulator({ buckets: ['results'] });
  const connection = {
    endpoint: emulator.endpoint,
    region: emulator.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    timeScale,
  };
  return { emulator, later: laterS3(connection), store: bucketStore(s3(connection), 'results') };
}

describe('the run before', () => {
  it('is none of a function of which nothing is kept, and that is nothing to warn of', async () => {
    const { later } = await bucket();
    expect(await findEarlier(later, 'results', functionArn)).toEqual({ warnings: [] });
  });

  it('is found, and read again by its key', async () => {
    const { later, store } = await bucket();
    const key = await keep(store, result);
    const earlier = await findEarlier(later, 'results', functionArn);
    expect(earlier).toEqual({ found: { key, result }, warnings: [] });
    const { executionArn, startedAt } = result.run;
    const plan = { before: { key, executionArn, startedAt }, resultsBucket: 'results' };
    expect(await readEarlier(later, plan)).toEqual(earlier);
  });

  it('is not looked for behind three that can not be read', async () => {
    const { later, store, emulator } = await bucket();
    await keep(store, result);
    for (const day of ['01', '02', '03', '04']) {
      await store.write(`${FOLDER}2030-01-${day}T00-00-00.000Z-x.json`, '{}');
    }
    const { found, warnings } = await findEarlier(later, 'results', functionArn);
    expect(found).toBeUndefined();
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('2030-01-04T00-00-00.000Z-x.json has schemaVersion undefined'),
    ]);
    expect(emulator.calls().filter(({ action }) => action === 'GetObject')).toHaveLength(3);
  });

  it.each(['ListObjectsV2', 'GetObject'])(
    'is waited for no longer than a run can wait (%s)',
    async (action) => {
      const { later, store, emulator } = await bucket(0.02);
      await keep(store, result);
      emulator.setFaults([{ action, do: { noAnswer: true } }]);
      expect(await findEarlier(later, 'results', functionArn)).toEqual({
        warnings: [
          {
            code: 'earlier-result-not-read',
            message:
              "an earlier result of the function can't be read from the results bucket (it took longer than 10 s)",
          },
        ],
      });
    },
  );

  it('is nothing where the bucket is not there', async () => {
    const { later } = await bucket();
    const { found, warnings } = await findEarlier(later, 'no-such-bucket', functionArn);
    expect(found).toBeUndefined();
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('(NoSuchBucket: ')]);
  });
});
