import { lstat, mkdtemp, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readZip } from '../../../../lib/emulator/zip/archive.ts';
import { unpackInto } from '../../../../lib/emulator/zip/unpack.ts';
import { type UnixEntry, unixZip } from '../../../support/archive.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'unpack-'));
});
afterEach(() => rm(parent, { recursive: true }));

async function unpack(entries: readonly UnixEntry[]): Promise<string> {
  const folder = join(parent, 'code');
  await unpackInto(folder, readZip(unixZip(entries)));
  return folder;
}

describe('unpackInto', () => {
  it('writes files with their modes, in their folders', async () => {
    const folder = await unpack([
      { name: 'bootstrap', text: '#!/bin/sh\n', mode: 0o755 },
      { name: 'deep/er/data.txt', text: 'data', mode: 0o664 },
      { name: 'empty/', text: '' },
    ]);
    expect((await stat(join(folder, 'bootstrap'))).mode & 0o777).toBe(0o755);
    expect((await stat(join(folder, 'deep/er/data.txt'))).mode & 0o777).toBe(0o664);
    expect(await readFile(join(folder, 'deep/er/data.txt'), 'utf8')).toBe('data');
    expect(await readdir(join(folder, 'empty'))).toEqual([]);
  });

  it('lets the owner read what the zip lets nobody read', async () => {
    const folder = await unpack([{ name: 'closed', text: 'x', mode: 0o001 }]);
    expect((await stat(join(folder, 'closed'))).mode & 0o777).toBe(0o401);
  });

  it('keeps links within the folder', async () => {
    const folder = await unpack([
      { name: 'lib/real.js', text: 'x' },
      { name: 'bin/link.js', text: '../lib/real.js', link: true },
    ]);
    expect(await readlink(join(folder, 'bin/link.js'))).toBe('../lib/real.js');
    expect(await readFile(join(folder, 'bin/link.js'), 'utf8')).toBe('x');
  });

  it.each(['../outside', 'a/../../outside', '/outside', 'a\\..\\..\\outside'])(
    'refuses the name %s, and writes nothing',
    async (name) => {
      await expect(
        unpack([
          { name: 'first', text: 'x' },
          { name, text: 'x' },
        ]),
      ).rejects.toThrow('lies outside its folder');
      expect(await readdir(parent)).toEqual([]);
    },
  );

  it.each(['../outside', '/etc/passwd', 'a/../../outside'])('refuses a link to %s', async (target) => {
    await expect(unpack([{ name: 'link', text: target, link: true }])).rejects.toThrow(
      'links out of its folder',
    );
  });

  it('refuses to write through a link', async () => {
    await expect(
      unpack([
        { name: 'link', text: 'elsewhere', link: true },
        { name: 'link/file', text: 'x' },
        { name: 'elsewhere/', text: '' },
      ]),
    ).rejects.toThrow('link contradicts another entry');
    expect((await lstat(join(parent, 'code/link'))).isSymbolicLink()).toBe(false);
  });
});
