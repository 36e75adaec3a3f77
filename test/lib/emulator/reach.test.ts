import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { type StartedEmulator, startedEmulator } from '../../support/started-emulator.ts';

const portOf = ({ emulator }: StartedEmulator) => Number(new URL(emulator.endpoint).port);

/** Sends a request whose path nothing tidies up before it is sent. */
async function send(port: number, path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method, headers }, resolve).on('error', reject).end();
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, text: Buffer.concat(chunks).toString() };
}

/** Whether something listens there. */
function answersAt(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false));
  });
}

describe('an emulator', () => {
  it('listens on 127.0.0.1, and on no other address of this machine', async () => {
    const port = portOf(await startedEmulator());
    expect(await answersAt('127.0.0.1', port)).toBe(true);
    // One that listened on all addresses would answer at these, too.
    expect(await answersAt('127.0.0.2', port)).toBe(false);
    expect(await answersAt('::1', port)).toBe(false);
  });

  it.each([
    ['Lambda', 'POST', '/2015-03-31/functions', {}],
    ['a function', 'POST', '/2015-03-31/functions/f/invocations', {}],
    ['a link to code', 'GET', '/_code/0123456789abcdef0123456789abcdef', {}],
    ['S3', 'PUT', '/bucket/key', {}],
    ['CloudWatch Logs', 'POST', '/', { 'x-amz-target': 'Logs_20140328.DescribeLogGroups' }],
    ['the tagging API', 'POST', '/', { 'x-amz-target': 'ResourceGroupsTaggingAPI_20170126.GetResources' }],
    ['Step Functions', 'POST', '/', { 'x-amz-target': 'AWSStepFunctions.StartExecution' }],
  ])('keeps web pages and other hosts from %s, before anything is done', async (_, method, path, headers) => {
    const started = await startedEmulator({ targets: { AWSStepFunctions: async () => ({}) } });
    const port = portOf(started);
    await started.create();
    const before = started.emulator.calls().length;
    for (const [name, value] of [
      ['host', `evil.example:${port}`],
      ['origin', 'https://evil.example'],
      ['sec-fetch-site', 'cross-site'],
    ] as const) {
      expect((await send(port, path, { ...headers, [name]: value }, method)).status).toBe(403);
    }
    expect(started.emulator.calls()).toHaveLength(before);
  });

  it('takes no path of a request for one of the file system', async () => {
    const port = portOf(await startedEmulator());
    const passwd = readFileSync('/etc/passwd', 'utf8');
    const up = '../'.repeat(12);
    for (const path of [
      '/etc/passwd',
      `/${up}etc/passwd`,
      `/_code/${up}etc/passwd`,
      `/_code/${encodeURIComponent(`${up}etc/passwd`)}`,
      `/_code/${up.replaceAll('.', '%2e')}etc/passwd`,
      `/bucket/${encodeURIComponent('/etc/passwd')}`,
      '/bucket/%2fetc%2fpasswd%00.json',
      '/file:/etc/passwd',
      `/2015-03-31/functions/${encodeURIComponent(`${up}etc/passwd`)}`,
    ]) {
      const { status, text } = await send(port, path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toContain(passwd.slice(0, 20));
    }
  });

  it('keeps objects in memory, whatever their keys look like', async () => {
    const { s3, emulator } = await startedEmulator();
    const keys = [
      `${'../'.repeat(12)}tmp/escaped`,
      '/tmp/escaped',
      'C:\\escaped',
      '..',
      'constructor',
      '__proto__',
    ];
    for (const Key of keys) {
      // The client may tidy the path up: what arrives has to come back from where it went.
      await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key, Body: Key }));
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'bucket', Key }));
      expect(await Body?.transformToString()).toBe(Key);
    }
    expect(emulator.calls().every(({ status }) => status === 200)).toBe(true);
    expect(() => readFileSync('/tmp/escaped')).toThrow('ENOENT');
  });
});
