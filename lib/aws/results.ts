import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type Candidate, candidateKey, type Plan, runPrefix } from '../contract/index.ts';
import { keysWith } from './code/staging.ts';

/** A run whose objects are kept. */
export type RunInBucket = Pick<Plan, 'executionArn' | 'target'> & { readonly resultsBucket: string };

/** What one call of the Executor measured of a candidate. */
export interface SamplesObject {
  readonly candidate: Candidate;
  /** Counts the Executor's calls for the candidate from 1, over all rounds. */
  readonly call: number;
  readonly body: string;
}

/** Puts raw samples into the results bucket. Every call has an object of its own: none is written twice. */
export async function putSamples(
  s3: S3Client,
  plan: RunInBucket,
  { candidate, call, body }: SamplesObject,
  abortSignal: AbortSignal,
): Promise<void> {
  const command = new PutObjectCommand({
    Bucket: plan.resultsBucket,
    Key: `${runPrefix(plan)}samples/${candidateKey(candidate)}-${call}.jsonl`,
    Body: body,
    ContentType: 'application/jsonl',
  });
  await s3.send(command, { abortSignal });
}

/** Where the page of a run lies. */
export function pageObject(plan: RunInBucket) {
  return { Bucket: plan.resultsBucket, Key: `${runPrefix(plan)}report.html` };
}

/** Puts the page of a run into the results bucket, in place of one that a try before this has put there. */
export async function putPage(
  s3: S3Client,
  plan: RunInBucket,
  Body: string,
  abortSignal: AbortSignal,
): Promise<void> {
  const command = new PutObjectCommand({
    ...pageObject(plan),
    Body,
    ContentType: 'text/html; charset=utf-8',
  });
  await s3.send(command, { abortSignal });
}

/** The objects of a run one after another, named by what comes after its prefix. */
export async function* readRun(
  s3: S3Client,
  plan: RunInBucket,
): AsyncGenerator<{ readonly name: string; readonly body: Uint8Array }> {
  const [Bucket, prefix] = [plan.resultsBucket, runPrefix(plan)];
  for (const Key of await keysWith(s3, Bucket, prefix)) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    yield { name: Key.slice(prefix.length), body: (await Body?.transformToByteArray()) ?? new Uint8Array() };
  }
}
