import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { s3 } from '../../../../lib/aws/clients/s3.ts';
import { deleteLock, type Lock, lockKey, readLock, writeLock } from '../../../../lib/aws/in-place/lock.ts';
import type { InPlaceRecord } from '../../../../lib/aws/in-place/record.ts';
import { type Emulator, startEmulator } from '../../../../lib/emulator/emulator.ts';
import { echoEnvironments } from '../../../support/echo-environment.ts';

const BUCKET = 'locks-of-a-test';
let number = 0;

describe('a lock', () => {
  let emulator: Emulator;
  let client: S3Client;
  let first: InPlaceRecord;
  let second: InPlaceRecord;
  beforeAll(async () => {
    emulator = await startEmulator({ createEnvironment: echoEnvironments().create, buckets: [BUCKET] });
    client = s3({
      endpoint: emulator.endpoint,
      region: emulator.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      timeScale: 0.01,
    });
  });
  afterAll(() => emulator.stop());
  beforeEach(() => {
    emulator.setFaults([]);
    number++;
    first = {
      executionArn: 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:first',
      functionArn: `arn:aws:lambda:us-east-1:000000000000:function:orders-${number}`,
      region: 'us-east-1',
      memoryMB: 512,
      description: 'mine',
      expiresAt: '2026-11-26T00:00:00.000Z',
    };
    second = { ...first, executionArn: `${first.executionArn}-no-it-is-the-second` };
  });

  const read = () => readLock(client, BUCKET, lockKey(first.functionArn));
  const taken = async () => (await read()) as Lock;

  it('is taken by one execution, and holds what undoing needs', async () => {
    expect(await writeLock(client, BUCKET, first)).toBe(true);
    expect((await read())?.record).toEqual(first);
  });

  it('is not taken by a second', async () => {
    await writeLock(client, BUCKET, first);
    expect(await writeLock(client, BUCKET, second)).toBe(false);
    expect((await read())?.record).toEqual(first);
  });

  it('is taken by exactly one of many at the same moment', async () => {
    const records = Array.from({ length: 10 }, (_, index) => ({
      ...first,
      executionArn: `execution ${index}`,
    }));
    const won = await Promise.all(records.map((record) => writeLock(client, BUCKET, record)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await read())?.record.executionArn).toBe(`execution ${won.indexOf(true)}`);
  });

  it('is ours where the answer to taking it was lost', async () => {
    emulator.setFaults([{ action: 'PutObject', nth: 1, do: { drop: 'after' } }]);
    expect(await writeLock(client, BUCKET, first)).toBe(true);
  });

  it('is taken over only from the one that was read', async () => {
    await writeLock(client, BUCKET, first);
    const before = await taken();
    const third = { ...first, executionArn: 'third' };
    expect(await writeLock(client, BUCKET, third, before)).toBe(true);
    expect(await writeLock(client, BUCKET, second, before)).toBe(false);
    expect((await read())?.record.executionArn).toBe('third');
  });

  it('is not taken over where it has gone meanwhile', async () => {
    await writeLock(client, BUCKET, first);
    const before = await taken();
    await deleteLock(client, BUCKET, before);
    expect(await writeLock(client, BUCKET, second, before)).toBe(false);
  });

  it('is not deleted where somebody else has it by now', async () => {
    await writeLock(client, BUCKET, first);
    const before = await taken();
    await writeLock(client, BUCKET, second, before);
    await deleteLock(client, BUCKET, before);
    expect((await read())?.record).toEqual(second);
  });

  it('is deleted where the answer was lost, or where it is gone already', async () => {
    await writeLock(client, BUCKET, first);
    const before = await taken();
    emulator.setFaults([{ action: 'DeleteObject', nth: 1, do: { drop: 'after' } }]);
    await deleteLock(client, BUCKET, before);
    await deleteLock(client, BUCKET, before);
    expect(await read()).toBeUndefined();
  });

  it('of somebody else’s making is none', async () => {
    await client.send(
      new PutObjectCommand({ Bucket: BUCKET, Key: lockKey(first.functionArn), Body: '{"executionArn": 1}' }),
    );
    expect(await read()).toBeUndefined();
    expect(await writeLock(client, BUCKET, first)).toBe(false);
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: BUCKET, Key: lockKey(first.functionArn) }),
    );
    expect(await Body?.transformToString()).toBe('{"executionArn": 1}');
  });
});
