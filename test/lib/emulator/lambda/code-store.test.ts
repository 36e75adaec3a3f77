import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkDirectUpload, createCodeStore } from '../../../../lib/emulator/lambda/code-store.ts';
import { unixZip } from '../../../support/archive.ts';
import { zipped, zippedAgain } from '../../../support/zipped.ts';

let nowMs = 0;
let store = createCodeStore(() => nowMs);
afterEach(async () => {
  await store.stop();
  nowMs = 0;
  store = createCodeStore(() => nowMs);
});

describe('createCodeStore', () => {
  it('unpacks a package once, whoever brings it', async () => {
    const [one, same, other] = await Promise.all(
      [zipped(), zipped(), zippedAgain()].map((zip) => store.add(zip)),
    );
    expect(same).toBe(one);
    expect(other?.folder).not.toBe(one?.folder);
    expect(await readFile(join(one?.folder ?? '', 'index.mjs'), 'utf8')).toContain('export const handler');
  });

  it('takes everything away when it stops', async () => {
    const { folder } = await store.add(zipped());
    await store.stop();
    await expect(access(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('gives links that expire after ten minutes', async () => {
    const code = await store.add(zipped());
    const link = store.link(code);
    nowMs = 599_999;
    expect(store.follow(link)).toBe(code);
    nowMs = 600_000;
    expect(store.follow(link)).toBeUndefined();
  });

  it('refuses a zip that leaves its folder, and remembers nothing of it', async () => {
    const zip = unixZip([{ name: '../escaped', text: 'x' }]);
    for (let attempt = 1; attempt <= 2; attempt++) {
      await expect(store.add(zip)).rejects.toMatchObject({
        name: 'InvalidParameterValueException',
        message: expect.stringContaining('../escaped lies outside its folder'),
      });
    }
  });

  it('refuses more than 250 MB unpacked, by what the zip states', async () => {
    const zip = Buffer.from(zipped());
    const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(262_144_001, directory + 24);
    await expect(store.add(zip)).rejects.toThrow('Unzipped size must be smaller than 262144000 bytes');
  });
});

describe('checkDirectUpload', () => {
  it('refuses more than 50 MB', () => {
    expect(() => checkDirectUpload(new Uint8Array(52_428_801), 52_428_800)).toThrow(
      'Zipped size must be smaller than 52428800 bytes',
    );
    expect(() => checkDirectUpload(new Uint8Array(52_428_800), 52_428_800)).not.toThrow();
  });
});
