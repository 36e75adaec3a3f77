import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** An object as text; empty where it has no body. */
export async function readText(s3: S3Client, bucket: string, key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return (await Body?.transformToString('utf-8')) ?? '';
}
