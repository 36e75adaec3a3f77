import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from 'vitest';
import { startedEmulator } from '../../../support/started-emulator.ts';

const Bucket = 'results';
const Key = 'runs/orders/one/report.html';
const ROLE = 'arn:aws:iam::000000000000:role/report';
const NOW = Date.parse('2026-11-26T10:00:00Z');

/** An emulator with a page in a bucket, and a clock that can be moved. */
async function started() {
  let nowMs = NOW;
  const { s3, emulator } = await startedEmulator({ roles: [ROLE], nowMs: () => nowMs });
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: '<p>one</p>', ContentType: 'text/html' }));
  const get = new GetObjectCommand({ Bucket, Key });
  return {
    emulator,
    link: (expiresIn: number, client: S3Client = s3) =>
      getSignedUrl(client, get, { expiresIn, signingDate: new Date(nowMs) }),
    later: (seconds: number) => {
      nowMs += seconds * 1000;
    },
  };
}

async function fetched(link: string) {
  const response = await fetch(link);
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
}

describe('a link that was signed beforehand', () => {
  it('leads to the object until its end, and after that to 403', async () => {
    const { link, later } = await started();
    const url = await link(60);
    expect(await fetched(url)).toEqual({ status: 200, text: '<p>one</p>', type: 'text/html' });
    later(59);
    expect(await fetched(url)).toMatchObject({ status: 200 });
    later(1);
    const over = await fetched(url);
    expect(over).toMatchObject({ status: 403, type: 'application/xml' });
    expect(over.text).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
    expect(over.text).toContain('<Expires>2026-11-26T10:01:00.000Z</Expires>');
  });

  it('ends with the session of the role that signed it, whatever it says itself', async () => {
    const { emulator, link, later } = await started();
    const connection = { endpoint: emulator.endpoint, region: emulator.region };
    const sts = new STSClient({ ...connection, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'one', DurationSeconds: 900 }),
    );
    const session = new S3Client({
      ...connection,
      forcePathStyle: true,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    });
    const url = await link(3600, session);
    expect(new URL(url).searchParams.get('X-Amz-Security-Token')).toBe(Credentials?.SessionToken);
    later(899);
    expect(await fetched(url)).toMatchObject({ status: 200 });
    later(1);
    expect(await fetched(url)).toMatchObject({
      status: 400,
      text: expect.stringContaining('<Code>ExpiredToken</Code>'),
    });
  });

  it.each([
    ['without its signature', { 'X-Amz-Signature': undefined }],
    ['without its date', { 'X-Amz-Date': undefined }],
    ['with a date that is none', { 'X-Amz-Date': 'today' }],
    ['that would be good for more than a week', { 'X-Amz-Expires': '604801' }],
    ['that is good for no number of seconds', { 'X-Amz-Expires': 'ever' }],
  ])('is refused %s', async (_, changes: Record<string, string | undefined>) => {
    const { link } = await started();
    const url = new URL(await link(60));
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    expect(await fetched(url.href)).toMatchObject({
      status: 400,
      text: expect.stringContaining('<Code>AuthorizationQueryParametersError</Code>'),
    });
  });
});
