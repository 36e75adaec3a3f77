import { constants, inflateRawSync } from 'node:zlib';

/** The beginning of one file of a zip. */
export interface ZipHead {
  /** As written in the zip. */
  readonly name: string;
  readonly head: Uint8Array;
}

/** Not a zip, damaged, or of a kind that isn't read here. */
export class UnreadableZip extends Error {
  override readonly name = 'UnreadableZip';
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
/** What stands in a field whose value is in the Zip64 record instead. */
const IN_ZIP64 = 0xffff_ffff;
/** A deflated block begins with at most about 570 bytes of code tables; after that comes content. */
const ENOUGH_PACKED_BYTES = 1024;

/**
 * The first bytes of each file in a zip, folders and files with less left out. Nothing is unpacked as a
 * whole, so a package of any size costs its directory and a little for each file.
 *
 * Entries are read one after another by their signatures, not by the number in the end record, which is
 * too small for more than 65,535. Stored and deflated entries; encrypted ones, and packages over 4 GB, no.
 *
 * Source: PKWARE's APPNOTE.TXT 6.3.9, sections 4.3.7, 4.3.12 and 4.3.16; RFC 1951, section 3.2.7.
 *
 * @throws UnreadableZip
 */
export function* zipHeads(bytes: Uint8Array, headBytes: number): Generator<ZipHead> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = endOf(zip);
    for (let at = directoryOf(zip, end); at < end && zip.readUInt32LE(at) === ENTRY_SIGNATURE; ) {
      const nameBytes = zip.readUInt16LE(at + 28);
      const name = zip.toString('utf8', at + 46, at + 46 + nameBytes);
      if (zip.readUInt32LE(at + 24) >= headBytes) yield { name, head: headOf(zip, at, name, headBytes) };
      at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    }
  } catch (error) {
    // Every position comes from the zip itself: one that lies outside it throws a RangeError.
    if (error instanceof RangeError) throw new UnreadableZip('the zip ends too early', { cause: error });
    throw error;
  }
}

/** The end record is last, but for a comment of any length up to 64 KB. */
function endOf(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = zip.length - END_BYTES; at >= first; at--) {
    if (zip.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw new UnreadableZip('it is not a zip');
}

function directoryOf(zip: Buffer, end: number): number {
  const at = zip.readUInt32LE(end + 16);
  if (at === IN_ZIP64) throw new UnreadableZip('it is a zip of more than 4 GB');
  const files = zip.readUInt16LE(end + 10);
  if (files > 0 && zip.readUInt32LE(at) !== ENTRY_SIGNATURE) {
    throw new UnreadableZip('the zip has no valid directory');
  }
  return at;
}

function headOf(zip: Buffer, at: number, name: string, headBytes: number): Uint8Array {
  if ((zip.readUInt16LE(at + 8) & 1) === 1) throw new UnreadableZip(`${name} is encrypted`);
  const local = zip.readUInt32LE(at + 42);
  if (local === IN_ZIP64 || zip.readUInt32LE(local) !== LOCAL_SIGNATURE) {
    throw new UnreadableZip(`${name} is not where it should be`);
  }
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const method = zip.readUInt16LE(at + 10);
  if (method === 0) return zip.subarray(start, start + headBytes);
  if (method !== 8) throw new UnreadableZip(`${name} is packed by method ${method}, not deflated`);
  return inflated(zip.subarray(start, start + ENOUGH_PACKED_BYTES), name).subarray(0, headBytes);
}

/** What a piece of deflated content begins with. The flag keeps zlib from asking for the rest. */
function inflated(packed: Buffer, name: string): Uint8Array {
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    throw new UnreadableZip(`${name} is damaged`, { cause: error });
  }
}
