import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Guardian } from '../environment/process/guardian.ts';
import { readZip, UnreadableZip, type ZipEntry } from '../zip/archive.ts';
import { unpackInto } from '../zip/unpack.ts';
import { invalidParameter } from './errors.ts';

/** A deployment package or a layer's content, unpacked. */
export interface CodePackage {
  /** Of the zip, base64: Lambda's CodeSha256. */
  readonly sha256: string;
  /** The zip. */
  readonly bytes: Uint8Array;
  readonly unpackedBytes: number;
  /** Where it was unpacked. */
  readonly folder: string;
}

/** The packages of an emulator: each unpacked once, into a folder that ends with the emulator. */
export interface CodeStore {
  /** @throws ApiError InvalidParameterValueException for what is not a zip, or too large */
  add(zip: Uint8Array): Promise<CodePackage>;
  /** A name, not to be guessed, under which the package can be fetched for ten minutes, as on AWS. */
  link(code: CodePackage): string;
  /** @returns undefined for a link that was never made, or has expired */
  follow(link: string): CodePackage | undefined;
  stop(): Promise<void>;
}

/** Lambda's limit, for code and layers together. */
export const UNZIPPED_LIMIT_BYTES = 262_144_000;
const LINK_LIVES_MS = 600_000;

export function createCodeStore(nowMs: () => number): CodeStore {
  let root: Promise<Root> | undefined;
  const packages = new Map<string, Promise<CodePackage>>();
  const links = new Map<string, { readonly code: CodePackage; readonly expiresMs: number }>();
  return {
    add(zip) {
      const sha256 = createHash('sha256').update(zip).digest('base64');
      const known = packages.get(sha256);
      if (known !== undefined) return known;
      root ??= makeRoot();
      const unpacking = root.then(({ path }) => unpack(join(path, folderName(sha256)), zip, sha256));
      packages.set(sha256, unpacking);
      unpacking.catch(() => packages.delete(sha256));
      return unpacking;
    },
    link(code) {
      for (const [link, { expiresMs }] of links) if (expiresMs <= nowMs()) links.delete(link);
      const link = randomBytes(16).toString('hex');
      links.set(link, { code, expiresMs: nowMs() + LINK_LIVES_MS });
      return link;
    },
    follow(link) {
      const found = links.get(link);
      return found !== undefined && nowMs() < found.expiresMs ? found.code : undefined;
    },
    async stop() {
      await Promise.allSettled(packages.values());
      if (root === undefined) return;
      const { path, guardian } = await root;
      await rm(path, { recursive: true, force: true });
      await guardian.dismiss();
    },
  };
}

interface Root {
  readonly path: string;
  /** Removes it in the end, however the emulator ends. */
  readonly guardian: Guardian;
}

async function makeRoot(): Promise<Root> {
  const path = await mkdtemp(join(tmpdir(), `power-tuner-${process.pid}-code-`));
  return { path, guardian: new Guardian(path, []) };
}

/** @throws ApiError for a package that is too large to be sent with the request */
export function checkDirectUpload(zip: Uint8Array, limitBytes: number): void {
  if (zip.length <= limitBytes) return;
  throw invalidParameter(`Zipped size must be smaller than ${limitBytes} bytes`);
}

function folderName(sha256: string): string {
  return Buffer.from(sha256, 'base64').toString('hex');
}

async function unpack(folder: string, bytes: Uint8Array, sha256: string): Promise<CodePackage> {
  try {
    const entries = readZip(bytes);
    const unpackedBytes = unzippedSize(entries);
    await unpackInto(folder, entries);
    return { sha256, bytes, unpackedBytes, folder };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error instanceof UnreadableZip ? unzipFailed(error.message) : error;
  }
}

/** @throws ApiError for more than Lambda takes */
function unzippedSize(entries: readonly ZipEntry[]): number {
  const sizeBytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  if (sizeBytes <= UNZIPPED_LIMIT_BYTES) return sizeBytes;
  throw invalidParameter(`Unzipped size must be smaller than ${UNZIPPED_LIMIT_BYTES} bytes`);
}

function unzipFailed(reason: string): Error {
  return invalidParameter(
    `Could not unzip uploaded file. Please check your file, then try to upload again. (${reason})`,
  );
}
