import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAwsChunked } from '../../../../lib/emulator/s3/aws-chunked.ts';

describe('decodeAwsChunked', () => {
  it('reads chunks, their signatures and the trailing headers', () => {
    const body =
      '5;chunk-signature=abc\r\nhello\r\nA\r\n, it is me\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';
    const { bytes, trailers } = decodeAwsChunked(Buffer.from(body));
    expect(Buffer.from(bytes).toString()).toBe('hello, it is me');
    expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==' });
  });

  it('gives back any bytes, however they were cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 })), (chunks) => {
        const encoded = chunks.flatMap((chunk) => [`${chunk.length.toString(16)}\r\n`, chunk, '\r\n']);
        const body = Buffer.concat([...encoded, '0\r\n\r\n'].map((part) => Buffer.from(part)));
        expect(Buffer.from(decodeAwsChunked(body).bytes).equals(Buffer.concat(chunks))).toBe(true);
      }),
      { seed: 20261120 },
    );
  });

  it.each(['', '5\r\nhel', 'not chunked', '5\r\nhello\r\n'])('refuses %j', (body) => {
    expect(() => decodeAwsChunked(Buffer.from(body))).toThrow('ends too early');
  });
});
