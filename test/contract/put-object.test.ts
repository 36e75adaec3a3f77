import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const place = (Key: string) => ({ Bucket: backend.bucket, Key });
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
});
