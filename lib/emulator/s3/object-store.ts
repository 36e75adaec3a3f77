/** An object, in memory. */
export interface StoredObject {
  readonly bytes: Uint8Array;
  /** Without quotes. */
  readonly etag: string;
  /** Of the last version, the only one that is kept. */
  readonly versionId: string;
  readonly contentType: string;
  /** `x-amz-meta-*` headers. */
  readonly metadata: Readonly<Record<string, string>>;
  /** ms since the epoch. */
  readonly lastModifiedMs: number;
}

/** Buckets of objects. A bucket is there from its first object, or its creation, on. */
export interface ObjectStore {
  createBucket(bucket: string): void;
  hasBucket(bucket: string): boolean;
  get(bucket: string, key: string): StoredObject | undefined;
  put(bucket: string, key: string, object: StoredObject): void;
  delete(bucket: string, key: string): void;
  /** The objects of a bucket with their keys, in no order. */
  list(bucket: string): readonly (readonly [string, StoredObject])[];
}

export function createObjectStore(): ObjectStore {
  const buckets = new Map<string, Map<string, StoredObject>>();
  const bucketOf = (name: string) => {
    const bucket = buckets.get(name) ?? new Map<string, StoredObject>();
    buckets.set(name, bucket);
    return bucket;
  };
  return {
    createBucket: (bucket) => void bucketOf(bucket),
    hasBucket: (bucket) => buckets.has(bucket),
    get: (bucket, key) => buckets.get(bucket)?.get(key),
    put: (bucket, key, object) => void bucketOf(bucket).set(key, object),
    delete: (bucket, key) => void buckets.get(bucket)?.delete(key),
    list: (bucket) => [...(buckets.get(bucket) ?? [])],
  };
}
