import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const place = (Key: string) => ({ Bucket: backend.bucket, Key });
/** A key that nothing is at, whatever ran before. */
const fresh = async (Key: string) => {
  await backend.s3.send(new DeleteObjectCommand(place(Key)));
  return place(Key);
};
const read = async (Key: string) => {
  const { Body } = await backend.s3.send(new GetObjectCommand(place(Key)));
  return Body?.transformToString();
};

describe('PutObject', () => {
  it.each(['payloads/one.json', 'with space/größe+100%.json', 'deep/er/and/deeper'])(
    'puts %s',
    async (key) => {
      await backend.s3.send(new PutObjectCommand({ ...place(key), Body: '{"a": "ä"}' }));
      expect(await read(key)).toBe('{"a": "ä"}');
    },
  );

  it('puts what comes as a stream', async () => {
    const Body = Readable.from([Buffer.from('one '), Buffer.from('two')]);
    await backend.s3.send(new PutObjectCommand({ ...place('streamed'), Body, ContentLength: 7 }));
    expect(await read('streamed')).toBe('one two');
  });

  it('replaces what was there', async () => {
    await backend.s3.send(new PutObjectCommand({ ...place('replaced'), Body: 'one' }));
    await backend.s3.send(new PutObjectCommand({ ...place('replaced'), Body: 'two' }));
    expect(await read('replaced')).toBe('two');
  });

  it('puts with If-None-Match: * only what is not there', async () => {
    const { Bucket, Key } = await fresh('first-come');
    const put = (Body: string) =>
      backend.s3.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: '*' }));
    await put('one');
    await expect(put('two')).rejects.toMatchObject({
      name: 'PreconditionFailed',
      message: 'At least one of the pre-conditions you specified did not hold',
      $metadata: { httpStatusCode: 412 },
    });
    expect(await read(Key)).toBe('one');
    await backend.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await put('three');
    expect(await read(Key)).toBe('three');
  });

  it('lets one of many win that put with If-None-Match: * at once', async () => {
    const { Bucket, Key } = await fresh('race');
    const racers = Array.from({ length: 8 }, (_, number) =>
      backend.s3.send(new PutObjectCommand({ Bucket, Key, Body: `racer ${number}`, IfNoneMatch: '*' })),
    );
    const results = await Promise.allSettled(racers);
    const winners = results.flatMap(({ status }, number) => (status === 'fulfilled' ? [number] : []));
    expect(winners).toHaveLength(1);
    expect(await read(Key)).toBe(`racer ${winners[0]}`);
  });

  it('replaces with If-Match only the object with that ETag', async () => {
    const { Bucket, Key } = await fresh('guarded');
    const put = (Body: string, IfMatch?: string) =>
      backend.s3.send(new PutObjectCommand({ Bucket, Key, Body, IfMatch }));
    const first = await put('one');
    const second = await put('two', first.ETag);
    expect(second.ETag).not.toBe(first.ETag);
    await expect(put('three', first.ETag)).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    expect(await read(Key)).toBe('two');
  });

  it('refuses If-Match where nothing is there', async () => {
    const { Bucket, Key } = await fresh('nothing-to-match');
    const put = backend.s3.send(
      new PutObjectCommand({ Bucket, Key, Body: 'one', IfMatch: '"5d41402abc4b2a76b9719d911017c592"' }),
    );
    await expect(put).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
  });
});
