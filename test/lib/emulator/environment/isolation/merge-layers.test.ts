import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MergedLayers } from '../../../../../lib/emulator/environment/isolation/merge-layers.ts';
import { readZip } from '../../../../../lib/emulator/zip/archive.ts';
import { unpackInto } from '../../../../../lib/emulator/zip/unpack.ts';
import { type UnixEntry, unixZip } from '../../../../support/archive.ts';

/** What layers of these entries are put together to, as the emulator unpacks them. */
async function merged(...layers: readonly (readonly UnixEntry[])[]) {
  const parent = mkdtempSync(join(tmpdir(), 'merge-layers-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const dirs = layers.map((_, index) => join(parent, `layer-${index}`));
  for (const [index, entries] of layers.entries()) {
    await unpackInto(dirs[index] ?? '', readZip(unixZip(entries)));
  }
  const opt = new MergedLayers().folder(dirs, parent);
  return { parent, opt, read: (path: string) => readFileSync(join(opt, path), 'utf8') };
}

describe('MergedLayers', () => {
  it('merges folders, and lets the file of a later layer win, with its mode', async () => {
    const { opt, read } = await merged(
      [
        { name: 'bin/tool', text: 'first', mode: 0o444 },
        { name: 'bin/other', text: 'other' },
      ],
      [{ name: 'bin/tool', text: 'second', mode: 0o755 }],
    );
    expect([read('bin/tool'), read('bin/other')]).toEqual(['second', 'other']);
    expect(lstatSync(join(opt, 'bin/tool')).mode & 0o777).toBe(0o755);
  });

  it('keeps links as they are', async () => {
    const { opt, read } = await merged(
      [{ name: 'lib/real.so', text: 'x' }],
      [
        { name: 'lib/link.so', text: 'real.so', link: true },
        { name: 'up/link.so', text: '../lib/real.so', link: true },
      ],
    );
    expect(readlinkSync(join(opt, 'lib/link.so'))).toBe('real.so');
    expect(read('up/link.so')).toBe('x');
  });

  it('lets a later layer win where one has a file and the other a folder', async () => {
    const file = [{ name: 'tool', text: 'file' }];
    const folder = [{ name: 'tool/inside', text: 'inside' }];
    expect((await merged(file, folder)).read('tool/inside')).toBe('inside');
    expect((await merged(folder, file)).read('tool')).toBe('file');
  });

  it('writes nothing through the link of an earlier layer', async () => {
    const { opt, read } = await merged(
      [
        { name: 'lib/kept', text: 'kept' },
        { name: 'lib64', text: 'lib', link: true },
      ],
      [{ name: 'lib64/new', text: 'new' }],
    );
    expect(readdirSync(join(opt, 'lib'))).toEqual(['kept']);
    expect(read('lib64/new')).toBe('new');
  });

  it('cannot be led out of its folder by the links of several layers together', async () => {
    const { parent, opt } = await merged(
      [{ name: 'deep/er/up', text: '../..', link: true }],
      [{ name: 'deep/er/up/out', text: '../../outside', link: true }],
      [{ name: 'out/file', text: 'x' }],
    );
    expect(existsSync(join(parent, 'outside'))).toBe(false);
    expect(lstatSync(join(opt, 'out')).isDirectory()).toBe(true);
    expect(lstatSync(join(opt, 'deep/er/up')).isDirectory()).toBe(true);
  });
});
