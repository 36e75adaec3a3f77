import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { LambdaContext } from './context.ts';
import type { FunctionRecord, FunctionVersion } from './function-record.ts';
import { startSettling } from './lifecycle.ts';

/**
 * Publishes `$LATEST` as the next version, with the runtime management that it has. Where neither code nor configuration changed since the last
 * one, nothing is created, and that one comes back, whatever the description.
 */
export function publish(
  lambda: LambdaContext,
  record: FunctionRecord,
  description?: string,
): FunctionVersion {
  const last = record.published.get(String(record.nextVersion - 1));
  if (last !== undefined && last.publishedFrom !== undefined && isSame(last.publishedFrom, record.latest)) {
    return last;
  }
  const nowMs = lambda.nowMs();
  const from = record.latest;
  const version: FunctionVersion = {
    ...from,
    version: String(record.nextVersion),
    configuration: { ...from.configuration, ...(description !== undefined && { description }) },
    deploymentId: randomUUID(),
    settling: startSettling(from.configuration.snapStart ? 'snapshot' : 'create', nowMs, lambda.delays),
    publishedFrom: from,
  };
  record.published.set(version.version, version);
  record.nextVersion += 1;
  // $LATEST stays what it is, but for its revision.
  record.latest = {
    ...from,
    settling: { ...from.settling, revisionId: startSettling('update', nowMs, lambda.delays).revisionId },
  };
  return version;
}

function isSame(a: FunctionVersion, b: FunctionVersion): boolean {
  return (
    a.code.sha256 === b.code.sha256 &&
    a.architecture === b.architecture &&
    isDeepStrictEqual(a.configuration, b.configuration)
  );
}
