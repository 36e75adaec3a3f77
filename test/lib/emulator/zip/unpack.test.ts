import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readZip, UnreadableZip } from '../../../../lib/emulator/zip/archive.ts';
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

/** All paths under a folder; links are not followed. */
async function everythingIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...(await everythingIn(path))] : [path];
  });
  return (await Promise.all(below)).flat();
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

  it.each([
    '../outside',
    'a/../../outside',
    '/outside',
    'a\\..\\..\\outside',
    '\\outside',
    '\\\\server\\share\\outside',
    'C:\\outside',
    'c:/outside',
    'C:outside',
    'nul\0/../../outside',
    'nul\0',
    '..',
  ])('refuses the name %j, and writes nothing', async (name) => {
    await expect(
      unpack([
        { name: 'first', text: 'x' },
        { name, text: 'x' },
      ]),
    ).rejects.toThrow('lies outside its folder');
    expect(await readdir(parent)).toEqual([]);
  });

  it('takes names that only look like ways out', async () => {
    const folder = await unpack([
      { name: '..config', text: 'x' },
      { name: 'a/...', text: 'x' },
      { name: 'a/link', text: '../..config', link: true },
    ]);
    expect(await readFile(join(folder, 'a/link'), 'utf8')).toBe('x');
  });

  it.each([
    '../outside',
    '/etc/passwd',
    'a/../../outside',
    '..',
    'down/../inside',
    '',
    'nul\0/../../outside',
  ])('refuses a link to %j', async (target) => {
    await expect(unpack([{ name: 'link', text: target, link: true }])).rejects.toThrow(
      'links out of its folder',
    );
  });

  it('refuses a link behind a link, from where the way out is shorter than it looks', async () => {
    await expect(
      unpack([
        { name: 'deep/er/up', text: '../..', link: true },
        { name: 'deep/er/up/out', text: '../../outside', link: true },
      ]),
    ).rejects.toThrow('deep/er/up/out lies behind a link');
    await expect(lstat(join(parent, 'code/out'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('leaves nothing outside its folder, and no link that leads there, whatever the zip', async () => {
    // Few names and ways, so that links are often behind links, and pass others.
    const entry = fc.record({
      name: fc.constantFrom('a/a', 'a/a/b', 'a/b', 'b'),
      text: fc.constantFrom('..', '../..', 'a/b/../..', 'a'),
      link: fc.constantFrom(true, true, true, false),
    });
    const deep = '1/2/3/4';
    const folder = join(parent, deep, 'code');
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 2, maxLength: 5 }), async (entries) => {
        await rm(join(parent, '1'), { recursive: true, force: true });
        await mkdir(join(parent, deep), { recursive: true });
        await unpackInto(folder, readZip(unixZip(entries))).catch((error) =>
          expect(error).toBeInstanceOf(UnreadableZip),
        );
        const all = await everythingIn(parent);
        expect(all.filter((path) => !path.startsWith(folder) && !folder.startsWith(path))).toEqual([]);
        for (const path of all.filter((each) => each.startsWith(folder))) {
          // One that leads nowhere, or round and round, leads to nothing outside.
          const real = await realpath(path).catch(() => folder);
          expect(`${real}/`).toContain(`${folder}/`);
        }
      }),
      { seed: 20261120, numRuns: 300 },
    );
  }, 30_000);

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
