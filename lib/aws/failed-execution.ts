import { DescribeExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { type FailedExecution, NOTIFY_MODES, type NotifyMode } from '../contract/index.ts';

/** An execution that ended badly, and of what its input wants somebody to be told. */
export interface FailedRun {
  readonly execution: FailedExecution;
  readonly notify: NotifyMode;
}

/** Step Functions' answers may be a moment behind its events. */
class StillRunning extends Error {
  override readonly name = 'StillRunning';
}

/**
 * Reads an execution that is known to have ended badly. Its input may be anything: what was refused never became a
 * plan. Of a dry run nobody is told.
 * @returns nothing for an execution that ended well
 * @throws StillRunning where Step Functions doesn't know of the end yet
 */
export async function failedRun(client: SFNClient, executionArn: string): Promise<FailedRun | undefined> {
  const described = await client.send(new DescribeExecutionCommand({ executionArn }));
  const { status, startDate, error, cause } = described;
  if (status === 'RUNNING') throw new StillRunning(`${executionArn} is still told to be running`);
  if (status !== 'FAILED' && status !== 'TIMED_OUT' && status !== 'ABORTED') return undefined;
  const input = parsed(described.input);
  const { notify, dryRun } = Object(input) as Record<string, unknown>;
  return {
    execution: {
      executionArn,
      startedAt: (startDate ?? new Date(0)).toISOString(),
      status,
      input,
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    },
    notify: dryRun === true ? 'never' : (NOTIFY_MODES.find((mode) => mode === notify) ?? 'changes'),
  };
}

function parsed(input: string | undefined): unknown {
  try {
    return JSON.parse(input ?? '');
  } catch {
    return undefined;
  }
}
