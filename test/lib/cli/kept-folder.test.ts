import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { s3 } from '../../../lib/aws/clients/s3.ts';
import { bucketStore } from '../../../lib/aws/kept-results.ts';
import { folderStore } from '../../../lib/cli/kept-folder.ts';
import type { ResultStore } from '../../../lib/core/history/store.ts';
import { startEmulator } from '../../../lib/emulator/emulator.ts';
import { echoEnvironments } from '../../support/echo-environment.ts';

function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'kept-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const BACKENDS: Record<string, () => Promise<ResultStore>> = {
  'a folder': async () => folderStore(join(temporaryFolder(), 'not-there-yet')),
  'a bucket': async () => {
    const emulator = await startEmulator({
      createEnvironment: echoEnvironments().create,
      buckets: ['results'],
    });
    onTestFinished(() => emulator.stop());
    const { endpoint, region } = emulator;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    return bucketStore(s3({ endpoint, region, credentials }), 'results');
  },
};

describe.each(Object.entries(BACKENDS))('results in %s', (_, start) => {
  it('are there as they were written', async () => {
    const store = await start();
    expect(await store.keys('results/eu-west-1/orders/')).toEqual([]);
    await store.write('results/eu-west-1/orders/a.json', '{"é": 1}\n');
    await store.write('results/eu-west-1/orders/b.json', '2');
    await store.write('results/eu-west-1/orders-2/c.json', '3');
    expect([...(await store.keys('results/eu-west-1/orders/'))].sort()).toEqual([
      'results/eu-west-1/orders/a.json',
      'results/eu-west-1/orders/b.json',
    ]);
    expect(await store.read('results/eu-west-1/orders/a.json')).toBe('{"é": 1}\n');
  });

  it('are replaced when they are written again', async () => {
    const store = await start();
    await store.write('results/r/f/a.json', '1');
    await store.write('results/r/f/a.json', '2');
    expect(await store.read('results/r/f/a.json')).toBe('2');
    expect(await store.keys('results/r/f/')).toHaveLength(1);
  });

  it('fail to be read where there is none', async () => {
    const store = await start();
    await expect(store.read('results/r/f/none.json')).rejects.toThrow();
  });
});

describe('a folder of results', () => {
  it('holds nothing but the results', async () => {
    const path = temporaryFolder();
    await folderStore(path).write('results/r/f/a.json', '1');
    expect(
      readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.')),
    ).toEqual(['results/r/f/a.json']);
  });
});
