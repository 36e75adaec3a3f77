import { open } from 'node:fs/promises';
import { execPath } from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ELF_HEAD_BYTES, elfArchitecture } from '../../../../lib/core/compatibility/elf.ts';
import { elfHeader, MACHINE } from '../../../support/elf.ts';

describe('elfArchitecture', () => {
  it('reads x86_64 and arm64 from the header', () => {
    expect(elfArchitecture(elfHeader(MACHINE.x86_64))).toBe('x86_64');
    expect(elfArchitecture(elfHeader(MACHINE.arm64))).toBe('arm64');
  });

  it('needs no more than the first bytes', () => {
    const head = elfHeader(MACHINE.arm64).subarray(0, ELF_HEAD_BYTES);
    expect(elfArchitecture(head)).toBe('arm64');
    expect(elfArchitecture(head.subarray(0, ELF_HEAD_BYTES - 1))).toBeUndefined();
  });

  it('heeds the byte order', () => {
    expect(elfArchitecture(elfHeader(MACHINE.x86_64, { bigEndian: true }))).toBe('x86_64');
  });

  it('says nothing of machines that Lambda does not have', () => {
    expect(elfArchitecture(elfHeader(MACHINE.i386))).toBeUndefined();
    expect(elfArchitecture(elfHeader(MACHINE.arm))).toBeUndefined();
  });

  it('says nothing of files that are no ELF', () => {
    for (const text of [
      '',
      '#!/bin/sh\nexec node index.js\n',
      'MZ and so on, a Windows library',
      '\x7fELF',
    ]) {
      expect(elfArchitecture(new TextEncoder().encode(text))).toBeUndefined();
    }
  });

  it('reads a view in the middle of a larger buffer', () => {
    const buffer = Buffer.concat([Buffer.alloc(7), elfHeader(MACHINE.arm64)]);
    expect(elfArchitecture(buffer.subarray(7))).toBe('arm64');
  });

  it('takes any bytes without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(['x86_64', 'arm64', undefined]).toContain(elfArchitecture(bytes));
      }),
      { seed: 7 },
    );
  });

  it.runIf(process.platform === 'linux')('knows what this very process runs on', async () => {
    await using file = await open(execPath);
    const { buffer } = await file.read(Buffer.alloc(ELF_HEAD_BYTES), 0, ELF_HEAD_BYTES, 0);
    expect(elfArchitecture(buffer)).toBe(process.arch === 'arm64' ? 'arm64' : 'x86_64');
  });
});
