import { crc32, inflateRawSync } from 'node:zlib';

/** One file, folder or symbolic link of a zip. */
export interface ZipEntry {
  /** As written in the zip; a folder's ends with `/`. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'symlink';
  /** Permission bits. */
  readonly mode: number;
  /** Unpacked. */
  readonly sizeBytes: number;
  /** @throws UnreadableZip where the bytes are damaged */
  read(): Uint8Array;
}

/** Not a zip, damaged, or of a kind that isn't read here. */
export class UnreadableZip extends Error {
  override readonly name = 'UnreadableZip';
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const MAX_COMMENT_BYTES = 0xffff;

/**
 * Reads a zip's central directory, which alone says the files' modes (the Unix ones of its "external
 * attributes"). Stored and deflated entries; not encrypted ones, nor Zip64, which starts at 4 GB.
 * Source: PKWARE's APPNOTE.TXT 6.3.9, sections 4.3.7, 4.3.12 and 4.3.16.
 * @throws UnreadableZip
 */
export function readZip(bytes: Uint8Array): readonly ZipEntry[] {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return within(() => readEntries(zip));
}

/** Every position in a zip comes from the zip: one that lies outside it throws a RangeError. */
function within<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new UnreadableZip('the zip ends too early', { cause: error });
    throw error;
  }
}

function readEntries(zip: Buffer): readonly ZipEntry[] {
  const end = findEnd(zip);
  const count = zip.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (zip.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new UnreadableZip('the zip has no valid directory');
    entries.push(readEntry(zip, at));
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record is last, but for a comment of any length up to 64 KB. */
function findEnd(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = zip.length - END_BYTES; at >= first; at--) {
    if (zip.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw new UnreadableZip('not a zip');
}

function readEntry(zip: Buffer, at: number): ZipEntry {
  const name = nameAt(zip, at);
  const fileType = unixMode(zip, at) & 0o170000;
  const encrypted = (zip.readUInt16LE(at + 8) & 1) === 1;
  if (encrypted) throw new UnreadableZip(`${name} is encrypted`);
  return {
    name,
    kind: name.endsWith('/') ? 'folder' : fileType === 0o120000 ? 'symlink' : 'file',
    mode: unixMode(zip, at) & 0o777 || 0o644,
    sizeBytes: zip.readUInt32LE(at + 24),
    read: () => within(() => content(zip, storedOf(zip, at))),
  };
}

function nameAt(zip: Buffer, at: number): string {
  const start = at + 46;
  return zip.toString('utf8', start, start + zip.readUInt16LE(at + 28));
}

/** The upper half of the external attributes, where the zip was made by Unix (3) or macOS (19); else 0. */
function unixMode(zip: Buffer, at: number): number {
  const madeBy = zip.readUInt8(at + 5);
  return madeBy === 3 || madeBy === 19 ? zip.readUInt16LE(at + 40) : 0;
}

interface Stored {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly localHeader: number;
}

function storedOf(zip: Buffer, at: number): Stored {
  return {
    name: nameAt(zip, at),
    method: zip.readUInt16LE(at + 10),
    checksum: zip.readUInt32LE(at + 16),
    packedBytes: zip.readUInt32LE(at + 20),
    sizeBytes: zip.readUInt32LE(at + 24),
    localHeader: zip.readUInt32LE(at + 42),
  };
}

function content(zip: Buffer, stored: Stored): Uint8Array {
  const { name, localHeader, packedBytes } = stored;
  if (zip.readUInt32LE(localHeader) !== LOCAL_SIGNATURE)
    throw new UnreadableZip(`${name} is not where it should be`);
  const start = localHeader + 30 + zip.readUInt16LE(localHeader + 26) + zip.readUInt16LE(localHeader + 28);
  const unpacked = unpack(zip.subarray(start, start + packedBytes), stored);
  if (unpacked.length !== stored.sizeBytes || crc32(unpacked) !== stored.checksum) {
    throw new UnreadableZip(`${name} is damaged`);
  }
  return unpacked;
}

function unpack(packed: Buffer, { name, method, sizeBytes }: Stored): Buffer {
  if (method === 0) return packed;
  if (method !== 8) throw new UnreadableZip(`${name} is packed by method ${method}, not deflated`);
  try {
    // The limit keeps a small zip from growing over what its directory says.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, sizeBytes) });
  } catch (error) {
    throw new UnreadableZip(`${name} is damaged`, { cause: error });
  }
}
