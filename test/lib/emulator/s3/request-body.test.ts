import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { objectBytes } from '../../../../lib/emulator/s3/request-body.ts';

const checksum = (text: string) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64');
};
const read = (body: string, headers: Record<string, string>) =>
  Buffer.from(objectBytes(Buffer.from(body), (name) => headers[name])).toString();

describe('objectBytes', () => {
  it('takes a plain body as it is', () => {
    expect(read('hello', {})).toBe('hello');
  });

  it('reads a streamed body, and the checksum that follows it', () => {
    const body = `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${checksum('hello')}\r\n\r\n`;
    const headers = {
      'content-encoding': 'aws-chunked',
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    };
    expect(read(body, headers)).toBe('hello');
  });

  it('refuses a checksum that does not fit', () => {
    expect(() => read('hello', { 'x-amz-checksum-crc32': checksum('jello') })).toThrow('did not match');
  });

  it('refuses another encoding', () => {
    expect(() => read('hello', { 'content-encoding': 'gzip' })).toThrow(
      'does not model Content-Encoding gzip',
    );
  });
});
