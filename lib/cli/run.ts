import { type SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { Connection } from '../aws/clients/connection.ts';
import { states } from '../aws/clients/states.ts';
import { errorMessage } from '../aws/error-text.ts';
import { EXIT, Interrupted, RunFailed } from './exit-code.ts';
import type { FailIf } from './fail-if.ts';
import { failureText } from './failure-text.ts';
import { follow } from './follow.ts';
import { keepResult } from './keep-result.ts';
import { keepRun } from './keep-run.ts';
import { type Display, liveDisplay, plainDisplay } from './live/display.ts';
import type { RunView } from './live/run-view.ts';
import { type ShowOptions, show } from './output/show.ts';
import { isDenied, refused } from './refused.ts';
import type { ResultFolder } from './result-folder.ts';
import { startExecution } from './start-execution.ts';
import { STATE_MACHINE_REMEDY } from './state-machine.ts';
import { canRedraw, palette, type Terminal } from './terminal.ts';

/** How often an execution in AWS is looked at. */
export const AWS_POLL_MS = 1500;

/** A state machine, and how often to ask it. */
export interface Machine {
  readonly connection: Connection;
  readonly stateMachineArn: string;
  readonly pollMs: number;
  /** Whether it is the local emulator's. */
  readonly here?: boolean;
}

/** What shows a run, and how. */
export interface Showing {
  readonly view: RunView;
  readonly terminal: Terminal;
  readonly options: ShowOptions & { readonly verbose?: boolean };
  /** Where the result and the raw samples are written; nowhere by default. */
  readonly folder?: ResultFolder | undefined;
  /** The folder in which the result is kept, for later runs to be compared with; nowhere by default. */
  readonly history?: string | undefined;
  /** What the result is judged by. */
  readonly failIf?: FailIf | undefined;
}

/** An execution that was started, here or elsewhere. */
export interface Started {
  readonly client: SFNClient;
  readonly connection: Connection;
  readonly executionArn: string;
  readonly pollMs: number;
  /** When it was started, by the clock of this machine; now where absent. */
  readonly startedAtMs?: number;
  /** It is known to have ended: there is nothing to show but its result. */
  readonly ended?: boolean;
  /** Whether it runs on the local emulator. */
  readonly here?: boolean;
}

/**
 * Starts an execution, follows it to its end and prints the result. Ctrl-C aborts it.
 * @returns the exit code
 * @throws RunFailed
 */
export async function run(machine: Machine, input: object, showing: Showing): Promise<number> {
  const { terminal, options } = showing;
  const { connection, stateMachineArn, pollMs, here = false } = machine;
  const client = states(connection);
  const executionArn = await start(client, stateMachineArn, input);
  // Whatever happens to this command, the execution can be found again.
  if (!options.json) terminal.error(`Execution ${executionArn}`);
  return await attend({ client, connection, executionArn, pollMs, here }, showing, async () => {
    terminal.error('Stopping: the execution is aborted, and its probes are deleted');
    await stop(client, executionArn);
  });
}

async function start(client: SFNClient, stateMachineArn: string, input: object): Promise<string> {
  try {
    return await startExecution(client, stateMachineArn, input);
  } catch (error) {
    throw refused(error, {
      failed: `no execution of ${stateMachineArn} can be started`,
      needs:
        'states:StartExecution on it, and states:DescribeExecution and GetExecutionHistory on its executions',
      missing: {
        StateMachineDoesNotExist: `there is no state machine ${stateMachineArn}. ${STATE_MACHINE_REMEDY}`,
      },
    });
  }
}

/**
 * Follows an execution to its end and prints the result.
 * @param interrupted what Ctrl-C means
 * @returns the exit code
 * @throws RunFailed
 */
export async function attend(
  started: Started,
  showing: Showing,
  interrupted: () => Promise<void> | void,
): Promise<number> {
  const { view, terminal, options } = showing;
  const { client, connection, executionArn, pollMs, here = false } = started;
  const display = displayFor(showing, started);
  const interrupt = new AbortController();
  const unlisten = terminal.onInterrupt(() => interrupt.abort(new Interrupted('stopped')));
  let over = false;
  try {
    const description = await follow(client, executionArn, {
      pollMs,
      signal: interrupt.signal,
      onProgress: (progress) => {
        const row = view.progress(progress);
        display.update();
        if (row?.state === 'measured') display.measured(row);
      },
    });
    over = true;
    display.end();
    if (showing.folder !== undefined) {
      const left = { output: description.output, plan: view.plan };
      await keepRun(connection, left, showing.folder, terminal);
    }
    if (description.status !== 'SUCCEEDED') throw new RunFailed(failureText(description, { here }));
    const output: unknown = JSON.parse(description.output ?? 'null');
    if (showing.history !== undefined) {
      await keepResult(output, showing.history, terminal, { quiet: options.json });
    }
    const code = await show(output, terminal, options, showing.folder);
    return showing.failIf?.judge(output, terminal, { folder: showing.folder }) ?? code;
  } catch (error) {
    display.end();
    // Who breaks off while a result is shown aborts nothing.
    if (!over && interrupt.signal.aborted) {
      await interrupted();
      return EXIT.interrupted;
    }
    if (error instanceof RunFailed) throw error;
    throw new RunFailed(brokenOff(error, { executionArn, over, here }), { cause: error });
  } finally {
    unlisten();
  }
}

/** What to say where something of ours went wrong, and what to type next. A local run ends with this command. */
function brokenOff(
  error: unknown,
  { executionArn, over, here }: { executionArn: string; over: boolean; here: boolean },
): string {
  const why = errorMessage(error);
  const again = `power-tuner watch ${executionArn}`;
  if (over) {
    const said = `the execution ${executionArn} has ended, but its result can't be shown: ${why}`;
    return here ? said : `${said}. Show it again with: ${again}`;
  }
  const said = `the execution ${executionArn} can't be followed: ${why}`;
  if (here) return said;
  const needs = isDenied(error)
    ? ' It takes states:DescribeExecution and states:GetExecutionHistory on it.'
    : '';
  return `${said}.${needs} It goes on by itself; go on watching it with: ${again}`;
}

function displayFor({ view, terminal, options }: Showing, { startedAtMs, ended }: Started): Display {
  if (options.json || ended === true) {
    return { update: () => undefined, measured: () => undefined, end: () => undefined };
  }
  // A log between its lines would tear a live display apart.
  return canRedraw(terminal, terminal.errorStream) && options.verbose !== true
    ? liveDisplay(view, terminal.errorStream, palette(terminal, terminal.errorStream), startedAtMs)
    : plainDisplay(view, (line) => terminal.error(line));
}

async function stop(client: SFNClient, executionArn: string): Promise<void> {
  await client.send(
    new StopExecutionCommand({ executionArn, error: 'Interrupted', cause: 'stopped from the command line' }),
  );
}
