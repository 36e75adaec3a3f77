import { crc32 } from 'node:zlib';
import { ApiError, notModelled } from '../api-error.ts';
import { decodeAwsChunked } from './aws-chunked.ts';

const CHECKSUM = 'x-amz-checksum-crc32';

/**
 * The bytes of a PutObject: as sent, or out of aws-chunked encoding; a CRC-32 that came with them, as a
 * header or after them, is checked.
 * @throws ApiError
 */
export function objectBytes(body: Uint8Array, header: (name: string) => string | undefined): Uint8Array {
  const encodings = (header('content-encoding') ?? '').split(',').map((encoding) => encoding.trim());
  const streaming = (header('x-amz-content-sha256') ?? '').startsWith('STREAMING-');
  const other = encodings.find((encoding) => encoding !== '' && encoding !== 'aws-chunked');
  if (other !== undefined) throw notModelled(`Content-Encoding ${other}`, 'leave it out, or use AWS');
  if (!streaming && !encodings.includes('aws-chunked')) {
    checkCrc32(body, header(CHECKSUM));
    return body;
  }
  const { bytes, trailers } = decodeAwsChunked(body);
  checkCrc32(bytes, trailers[CHECKSUM]);
  return bytes;
}

function checkCrc32(bytes: Uint8Array, given: string | undefined): void {
  if (given === undefined) return;
  const computed = Buffer.alloc(4);
  computed.writeUInt32BE(crc32(bytes));
  if (computed.toString('base64') === given) return;
  throw new ApiError('BadDigest', 'The CRC32 you specified did not match the calculated checksum.', 400);
}
