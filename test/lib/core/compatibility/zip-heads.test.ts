import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { UnreadableZip, zipHeads } from '../../../../lib/core/compatibility/zip-heads.ts';
import { zipped } from '../../../support/zipped.ts';

const heads = (zip: Uint8Array, bytes = 4) =>
  [...zipHeads(zip, bytes)].map(({ name, head }) => [name, Buffer.from(head).toString()]);

describe('zipHeads', () => {
  it('gives the first bytes of every file', () => {
    expect(heads(zipped({ 'a.txt': 'abcdefgh', 'b/c.txt': 'xyz.................' }))).toEqual([
      ['a.txt', 'abcd'],
      ['b/c.txt', 'xyz.'],
    ]);
  });

  it('leaves out what has fewer bytes, folders among it', () => {
    const zip = zipSync({
      'empty/': new Uint8Array(),
      'short.txt': Buffer.from('abc'),
      b: Buffer.from('abcd'),
    });
    expect(heads(zip)).toEqual([['b', 'abcd']]);
  });

  it.each([0, 1, 6, 9] as const)('reads what is packed at level %i', (level) => {
    const zip = zipSync({ a: Buffer.from('0123456789'.repeat(10_000)) }, { level });
    expect(heads(zip, 12)).toEqual([['a', '012345678901']]);
  });

  it('reads files that hardly shrink, whose first block begins with long code tables', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2000, maxLength: 6000 }), (content) => {
        const [first] = zipHeads(zipSync({ a: [content, { level: 9 }] }), 20);
        expect(Buffer.from(first?.head ?? [])).toEqual(Buffer.from(content.subarray(0, 20)));
      }),
      { seed: 11, numRuns: 30 },
    );
  });

  it('reads a zip with a comment, and one that is a view of a larger buffer', () => {
    const comment = Buffer.from('made by hand');
    const zip = Buffer.concat([Buffer.from('before'), zipped({ a: 'abcd' }), comment]);
    zip.writeUInt16LE(comment.length, zip.length - comment.length - 2);
    expect(heads(zip.subarray('before'.length))).toEqual([['a', 'abcd']]);
  });

  it('is empty for a zip without files', () => {
    expect(heads(zipSync({}))).toEqual([]);
  });

  it('refuses what is no zip, and zips that are damaged', () => {
    const zip = Buffer.from(zipped({ a: 'abcdefgh', b: 'abcdefgh' }));
    const cases: [Uint8Array, string][] = [
      [Buffer.from('no zip at all, but text that is longer than an end record'), 'it is not a zip'],
      [new Uint8Array(), 'it is not a zip'],
      [changed(zip, (copy) => copy.writeUInt32LE(0xffff_ffff, zip.length - 6)), 'more than 4 GB'],
      [changed(zip, (copy) => copy.writeUInt32LE(zip.length * 2, zip.length - 6)), 'ends too early'],
      [changed(zip, (copy) => copy.writeUInt32LE(1, zip.length - 6)), 'no valid directory'],
      [changed(zip, (copy) => copy.writeUInt16LE(1, directory(zip) + 8)), 'a is encrypted'],
      [changed(zip, (copy) => copy.writeUInt16LE(14, directory(zip) + 10)), 'packed by method 14'],
      [changed(zip, (copy) => copy.writeUInt32LE(3, directory(zip) + 42)), 'not where it should be'],
    ];
    for (const [bytes, message] of cases) {
      expect(() => heads(bytes)).toThrow(UnreadableZip);
      expect(() => heads(bytes)).toThrow(message);
    }
  });

  it('throws nothing but UnreadableZip, whatever is damaged', () => {
    const zip = zipped({ a: 'abcdefgh'.repeat(20), 'b/c': 'something else' });
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.nat(255), (at, byte) => {
        const damaged = changed(zip, (copy) => copy.writeUInt8(byte, at));
        try {
          heads(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableZip);
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

function changed(zip: Uint8Array, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(zip);
  change(copy);
  return copy;
}

function directory(zip: Buffer): number {
  return zip.readUInt32LE(zip.length - 6);
}
