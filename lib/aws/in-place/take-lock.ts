import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { TargetLocked } from '../../contract/index.ts';
import { describeExecution } from '../execution-watch.ts';
import { type Lock, lockKey, readLock, writeLock } from './lock.ts';
import { putBack } from './put-back.ts';
import type { InPlaceRecord } from './record.ts';
import { deleteOwnVersions } from './versions.ts';

/** The longest that a Publisher goes on after its execution has ended. */
const LAST_LAMBDA_MS = 6 * 60_000;

export interface LockClients {
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly states: SFNClient;
}

/**
 * Sees to it that no other execution measures the target in place: takes the lock, or finds that it is ours
 * already. A lock whose execution is over is taken over, once what that one left is cleaned up.
 * @throws TargetLocked with the execution that has it
 */
export async function takeLock(
  clients: LockClients,
  bucket: string,
  record: InPlaceRecord,
  now: Date,
): Promise<void> {
  const before = await readLock(clients.s3, bucket, lockKey(record.functionArn));
  if (before?.record.executionArn === record.executionArn) return;
  if (before !== undefined) {
    await assertOver(clients.states, before, now);
    await putBack(clients.lambda, before.record);
    const left = await deleteOwnVersions(clients.lambda, before.record);
    if (left.length > 0) throw locked(before, `left ${left.join('; ')}`);
  }
  if (await writeLock(clients.s3, bucket, record, before)) return;
  const winner = await readLock(clients.s3, bucket, lockKey(record.functionArn));
  throw winner === undefined
    ? new TargetLocked(`${record.functionArn} was locked by another execution meanwhile. Start again`)
    : locked(winner, 'was first');
}

/** @throws TargetLocked while the execution that has the lock may still do something */
export async function assertOver(states: SFNClient, lock: Lock, now: Date): Promise<void> {
  const { executionArn, expiresAt } = lock.record;
  const { status, stoppedAt } = await describeExecution(states, executionArn);
  if (status === 'RUNNING') throw locked(lock, 'is measuring it in place');
  if (status === 'UNKNOWN' || status === 'GONE') {
    // Whether it runs can't be known, but not for longer than it may run.
    if (Date.parse(expiresAt) > now.getTime()) throw locked(lock, `may measure it until ${expiresAt}`);
    return;
  }
  const over = new Date((stoppedAt ?? now).getTime() + LAST_LAMBDA_MS);
  if (over > now) {
    throw locked(lock, `is ${status}, but its last function may run until ${over.toISOString()}`);
  }
}

function locked({ record }: Lock, why: string): TargetLocked {
  return new TargetLocked(
    `${record.functionArn} can't be measured in place: the execution ${record.executionArn} ${why}. Start again when it is over, or stop it`,
  );
}
