import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type ExecutionListItem,
  ListExecutionsCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { refused } from '../refused.ts';

/** What a schedule started last. */
export interface LastRun {
  readonly executionArn: string;
  readonly status: string;
  readonly startedAt: Date;
  readonly stoppedAt?: Date;
  /** What it recommended, where it got so far. */
  readonly recommendation?: { readonly architecture: string; readonly memoryMB: number };
  /** What it said beside the run before it. */
  readonly outcome?: string;
  /** Name of the error of one that failed. */
  readonly error?: string;
}

/** The state machine's latest executions that are listed, the most that one answer has. */
const LISTED = 1000;
/** Of those, so many are looked into at most: an execution's schedule stands in its input. */
export const LOOKED_INTO = 200;
const AT_ONCE = 8;

/** A schedule by its name, and from when what has its name is its own. */
export interface Sought {
  readonly name: string;
  readonly createdAt: Date;
}

/**
 * The last execution of each schedule, found among the state machine's latest.
 * @returns by the schedule's name; a schedule without one has not run, or not lately
 * @throws RunFailed
 */
export async function lastRuns(
  client: SFNClient,
  stateMachineArn: string,
  schedules: readonly Sought[],
): Promise<ReadonlyMap<string, LastRun>> {
  const found = new Map<string, LastRun>();
  if (schedules.length === 0) return found;
  const oldest = Math.min(...schedules.map(({ createdAt }) => createdAt.getTime()));
  const wanted = new Map(schedules.map((schedule) => [schedule.name, schedule]));
  try {
    const latest = (await executionsOf(client, stateMachineArn))
      .filter(({ startDate }) => startDate !== undefined && startDate.getTime() >= oldest)
      .slice(0, LOOKED_INTO);
    for (let from = 0; from < latest.length && wanted.size > 0; from += AT_ONCE) {
      const described = await describedAtOnce(client, latest.slice(from, from + AT_ONCE));
      for (const execution of described) {
        const schedule = wanted.get(scheduleIn(execution.input) ?? '');
        const { startDate } = execution;
        if (schedule === undefined || startDate === undefined || startDate < schedule.createdAt) continue;
        found.set(schedule.name, runOf(execution, startDate));
        wanted.delete(schedule.name);
      }
    }
  } catch (error) {
    throw refused(error, {
      failed: `the executions of ${stateMachineArn} can't be read`,
      needs: 'states:ListExecutions on it, and states:DescribeExecution on its executions',
      missing: {
        StateMachineDoesNotExist: `there is no state machine ${stateMachineArn}`,
      },
    });
  }
  return found;
}

/** The latest first, whatever order they are given in. */
async function executionsOf(client: SFNClient, stateMachineArn: string): Promise<ExecutionListItem[]> {
  const { executions = [] } = await client.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: LISTED }),
  );
  return executions.toSorted((a, b) => (b.startDate?.getTime() ?? 0) - (a.startDate?.getTime() ?? 0));
}

async function describedAtOnce(
  client: SFNClient,
  executions: readonly ExecutionListItem[],
): Promise<DescribeExecutionCommandOutput[]> {
  return await Promise.all(
    executions.map(({ executionArn }) => client.send(new DescribeExecutionCommand({ executionArn }))),
  );
}

function scheduleIn(input: string | undefined): string | undefined {
  const schedule = memberOf(parsed(input), 'schedule');
  return typeof schedule === 'string' ? schedule : undefined;
}

function runOf(execution: DescribeExecutionCommandOutput, startedAt: Date): LastRun {
  const { executionArn = '', status = 'UNKNOWN', stopDate, error } = execution;
  const output = parsed(execution.output);
  const recommendation = memberOf(output, 'recommendation');
  const architecture = memberOf(recommendation, 'architecture');
  const memoryMB = memberOf(recommendation, 'memoryMB');
  const outcome = memberOf(memberOf(output, 'outcome'), 'outcome');
  return {
    executionArn,
    status,
    startedAt,
    ...(stopDate === undefined ? {} : { stoppedAt: stopDate }),
    ...(typeof architecture === 'string' && typeof memoryMB === 'number'
      ? { recommendation: { architecture, memoryMB } }
      : {}),
    ...(typeof outcome === 'string' ? { outcome } : {}),
    ...(error === undefined ? {} : { error }),
  };
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
