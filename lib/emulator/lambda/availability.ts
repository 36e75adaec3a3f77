/** What can't be done to a function while it is created or updated. */
import { ApiError } from '../api-error.ts';
import { functionArn } from '../arn.ts';
import type { LambdaContext } from './context.ts';
import { conflict } from './errors.ts';
import type { FunctionRecord, FunctionVersion } from './function-record.ts';
import { phaseAt } from './lifecycle.ts';

/** @throws ApiError where `$LATEST` can be neither updated nor published, because it is being created or updated */
export function checkChangeable({ place, nowMs }: LambdaContext, { name, latest }: FunctionRecord): void {
  checkCreated(latest, nowMs());
  if (phaseAt(latest.settling, nowMs()) !== 'updating') return;
  throw conflict(
    `The operation cannot be performed at this time. An update is in progress for resource: ${functionArn(place, name)}`,
  );
}

/** @throws ApiError ResourceConflictException for a version that is Pending */
export function checkCreated({ settling }: FunctionVersion, nowMs: number): void {
  if (phaseAt(settling, nowMs) !== 'pending') return;
  throw conflict(
    'The operation cannot be performed at this time. The function is currently in the following state: Pending',
  );
}

/** @throws ApiError for a version that can't be invoked yet */
export function checkInvocable(version: FunctionVersion, nowMs: number): void {
  const { settling } = version;
  if (settling.kind === 'snapshot' && phaseAt(settling, nowMs) === 'pending') {
    throw new ApiError(
      'SnapStartNotReadyException',
      'Lambda is initializing your function. You can invoke the function when the function state becomes Active.',
      409,
      { Type: 'User' },
    );
  }
  checkCreated(version, nowMs);
}
