import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readZip, UnreadableZip } from '../../../../lib/emulator/zip/archive.ts';
import { unixZip } from '../../../support/archive.ts';

describe('readZip', () => {
  it('reads names, kinds, modes and contents', () => {
    const zip = unixZip([
      { name: 'bootstrap', text: '#!/bin/sh\n', mode: 0o755 },
      { name: 'größe/ä.txt', text: 'ä' },
      { name: 'link', text: 'bootstrap', link: true },
      { name: 'folder/', text: '' },
    ]);
    const read = readZip(zip).map(({ name, kind, mode, read }) => ({
      name,
      kind,
      mode,
      text: Buffer.from(read()).toString(),
    }));
    expect(read).toEqual([
      { name: 'bootstrap', kind: 'file', mode: 0o755, text: '#!/bin/sh\n' },
      { name: 'größe/ä.txt', kind: 'file', mode: 0o644, text: 'ä' },
      { name: 'link', kind: 'symlink', mode: 0o644, text: 'bootstrap' },
      { name: 'folder/', kind: 'folder', mode: 0o644, text: '' },
    ]);
  });

  it('gives back any bytes that were zipped, stored or deflated', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.constantFrom(0, 6), (bytes, level) => {
        const [entry] = readZip(zipSync({ file: [bytes, { level: level === 0 ? 0 : 6 }] }));
        expect(Buffer.from(entry?.read() ?? []).equals(bytes)).toBe(true);
      }),
      { seed: 20261120, numRuns: 50 },
    );
  });

  it('refuses what is not a zip', () => {
    expect(() => readZip(Buffer.from('not a zip, but longer than the end of one'))).toThrow(UnreadableZip);
    expect(() => readZip(new Uint8Array())).toThrow(UnreadableZip);
  });

  it('refuses a file whose bytes are damaged', () => {
    const zip = Buffer.from(zipSync({ file: [Buffer.from('hello'), { level: 0 }] }));
    zip.write('jello', zip.indexOf('hello'));
    expect(() => readZip(zip)[0]?.read()).toThrow('file is damaged');
  });

  it('refuses a file that grows beyond the size that the zip states', () => {
    const zip = Buffer.from(zipSync({ file: Buffer.alloc(100_000) }));
    const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(10, directory + 24);
    expect(() => readZip(zip)[0]?.read()).toThrow('file is damaged');
  });

  it('fails with UnreadableZip, whatever is cut off or changed', () => {
    const zip = unixZip([{ name: 'a', text: 'some text, some text, some text' }]);
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.nat(255), (at, byte) => {
        const changed = Buffer.from(zip);
        changed[at] = byte;
        for (const damaged of [changed, zip.subarray(0, at)]) {
          try {
            for (const entry of readZip(damaged)) entry.read();
          } catch (error) {
            expect(error).toBeInstanceOf(UnreadableZip);
          }
        }
      }),
      { seed: 20261120, numRuns: 300 },
    );
  });
});
