import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import {
  type CanaryEnd,
  type CanaryPlan,
  type CanaryReports,
  type CanaryStep,
  type CanaryVersion,
  type CanaryWatch,
  ExecutionStopped,
} from '../../contract/index.ts';
import { significant } from '../../core/analysis/figure.ts';
import { type LogLine, versionOfStream, withReports } from '../../core/canary/count-reports.ts';
import { judgeCanary } from '../../core/canary/judge.ts';
import { aliasState, moveAlias } from './alias.ts';
import { putBack } from './put-back.ts';
import { assertReadable, readLogs } from './read-logs.ts';

const NO_REPORTS: CanaryReports = { invocations: 0, failed: 0 };
/**
 * A minute between two looks; more where that would be over 2,000: an execution's history holds 25,000 events, and a
 * look is nine of them (two of the wait, five of the task, two of the choice), twelve with an attempt that fails.
 */
const SHORTEST_WAIT_SECONDS = 60;
const MOST_LOOKS = 2000;
/** What was logged is there to be read some seconds later. */
const INGESTION_MS = 20_000;
const PERCENT_DIGITS = 6;

/** What the steps of a canary talk to. */
export interface CanaryClients {
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly now: () => Date;
  /** How long after it was written a line can be read; 20 s by default. */
  readonly ingestionMs?: number;
}

/** Somebody else moved the alias: it is left as it is. */
export class AliasMoved extends Error {
  override readonly name = 'AliasMoved';
}

/**
 * Gives the new version its share. Can run again. Step Functions never stops a Lambda that runs, and what the end of an
 * execution starts may have looked at the alias before this one moved it: so it looks itself whether it is wanted.
 * @param isWanted whether the execution still runs
 * @throws AliasMoved, ExecutionStopped; what CloudWatch Logs throws where the log may not be read: nobody could watch
 */
export async function shift(
  plan: CanaryPlan,
  clients: CanaryClients,
  isWanted: () => Promise<boolean>,
): Promise<CanaryStep> {
  const { lambda, logs, now } = clients;
  await assertReadable(logs, groupsOf(plan), now().getTime());
  if (!(await isWanted())) throw stopped(plan);
  const { state } = await moveAlias(lambda, plan, 'shared');
  if (state !== 'shared') throw moved(plan);
  if (!(await isWanted())) {
    await goBack(plan, clients);
    throw stopped(plan);
  }
  const since = now();
  const waitSeconds = Math.max(SHORTEST_WAIT_SECONDS, Math.ceil((plan.minutes * 60) / MOST_LOOKS));
  const watch: CanaryWatch = {
    since: since.toISOString(),
    endsAt: new Date(since.getTime() + plan.minutes * 60_000).toISOString(),
    readTo: since.toISOString(),
    waitSeconds,
    old: NO_REPORTS,
    new: NO_REPORTS,
  };
  return {
    verdict: 'wait',
    reason: `version ${plan.new.version} has ${significant(plan.share * 100, PERCENT_DIGITS)}% of the invocations`,
    watch,
  };
}

/**
 * Reads what both versions have reported since the last look, and says what to do.
 * @param deadlineMs ms since the epoch, until which the log may be read
 */
export async function compare(
  plan: CanaryPlan,
  watch: CanaryWatch,
  { lambda, logs, now, ingestionMs = INGESTION_MS }: CanaryClients,
  deadlineMs: number,
): Promise<CanaryStep> {
  if ((await aliasState(lambda, plan)) !== 'shared') {
    return { verdict: 'moved', reason: moved(plan).message, watch };
  }
  const endsMs = Date.parse(watch.endsAt);
  const fromMs = Date.parse(watch.readTo);
  const toMs = Math.max(fromMs, Math.min(now().getTime() - ingestionMs, endsMs));
  let { old, new: fresh } = watch;
  const readToMs = await readLogs(logs, groupsOf(plan), { fromMs, toMs, deadlineMs }, (lines) => {
    old = withReports(old, linesOf(plan, plan.old, lines), plan.old, plan.ephemeralStorageMB);
    fresh = withReports(fresh, linesOf(plan, plan.new, lines), plan.new, plan.ephemeralStorageMB);
  });
  const next = { ...watch, readTo: new Date(readToMs).toISOString(), old, new: fresh };
  return { ...judgeCanary(plan, next, readToMs >= endsMs), watch: next };
}

function groupsOf(plan: CanaryPlan): string[] {
  return [...new Set([plan.old.logGroup, plan.new.logGroup])];
}

function linesOf(
  { functionName }: CanaryPlan,
  { version }: CanaryVersion,
  lines: readonly LogLine[],
): LogLine[] {
  return lines.filter(({ stream }) => versionOfStream(stream, functionName) === version);
}

/**
 * Gives the new version all invocations, unless somebody else has moved the alias. Can run again.
 * @throws AliasMoved
 */
export async function complete(plan: CanaryPlan, { lambda }: CanaryClients): Promise<CanaryEnd> {
  const { state, version } = await moveAlias(lambda, plan, 'new');
  if (state !== 'new') throw moved(plan);
  return { version, latestPutBack: false };
}

/**
 * Gives the old version all invocations again, and `$LATEST` what it had, unless somebody else has moved the alias. Can
 * run again.
 */
export async function goBack(plan: CanaryPlan, { lambda }: CanaryClients): Promise<CanaryEnd> {
  const { state, version } = await moveAlias(lambda, plan, 'old');
  // It has completed, or somebody else decides about it now: an event that comes late undoes nothing.
  return { version, latestPutBack: state === 'old' && (await putBack(plan, lambda)) };
}

function moved({ alias }: CanaryPlan): AliasMoved {
  return new AliasMoved(`somebody else has pointed the alias ${alias} elsewhere: it is left as it is`);
}

function stopped({ alias }: CanaryPlan): ExecutionStopped {
  return new ExecutionStopped(
    `the execution is over: the alias ${alias} gives all invocations to the version that it had`,
  );
}
