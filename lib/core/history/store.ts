import { resultSchema, type TuningResult } from '../../contract/index.ts';
import { withCanaryEnds } from './canary-ends.ts';
import { type KeptFunction, type KeptKey, keptKey, keptPrefix, keyOfResult, readKeptKey } from './key.ts';

/** Where results are kept: a bucket, or a folder with the same layout. */
export interface ResultStore {
  /** Every key that begins so, in any order. */
  keys(prefix: string): Promise<readonly string[]>;
  read(key: string): Promise<string>;
  write(key: string, body: string): Promise<void>;
}

/** A kept result can't be read. The message names its key and the reason. */
export class UnreadableResult extends Error {
  override readonly name = 'UnreadableResult';
}

/** @returns the key that the result is kept under */
export async function keep(store: ResultStore, result: TuningResult): Promise<string> {
  const key = keptKey(keyOfResult(result));
  await store.write(key, `${JSON.stringify(result)}\n`);
  return key;
}

/** The keys of a function's results, the latest first. */
export async function keptOf(store: ResultStore, kept: KeptFunction): Promise<KeptKey[]> {
  const keys = await store.keys(keptPrefix(kept));
  return keys.flatMap((key) => readKeptKey(key) ?? []).sort((a, b) => (keptKey(a) < keptKey(b) ? 1 : -1));
}

/**
 * One kept result, with what has become of canaries since.
 * @throws UnreadableResult where it isn't one, or was written by a version that this one doesn't know.
 */
export async function kept(store: ResultStore, key: KeptKey): Promise<TuningResult> {
  const path = keptKey(key);
  const document = parsed(path, await store.read(path));
  const { schemaVersion } = document as { schemaVersion?: unknown };
  const read = READERS.get(schemaVersion);
  if (read === undefined) {
    throw new UnreadableResult(
      `${path} has schemaVersion ${JSON.stringify(schemaVersion)}; this version of power-tuner reads ${[...READERS.keys()].join(', ')}`,
    );
  }
  return await withCanaryEnds(store, read(path, document));
}

/** Every version that was ever written stays readable: a new one gets a reader here, and a file in the tests. */
const READERS: ReadonlyMap<unknown, (path: string, document: unknown) => TuningResult> = new Map([
  [1, readVersion1],
]);

function readVersion1(path: string, document: unknown): TuningResult {
  const read = resultSchema.safeParse(document);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new UnreadableResult(`${path} is no result: ${issue?.path.join('.')}: ${issue?.message}`);
}

function parsed(path: string, text: string): object {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null) return document;
  } catch (error) {
    throw new UnreadableResult(`${path} is no JSON`, { cause: error });
  }
  throw new UnreadableResult(`${path} holds no object`);
}
