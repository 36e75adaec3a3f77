import { type SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { Connection } from '../aws/clients/connection.ts';
import { states } from '../aws/clients/states.ts';
import { dryRunResultSchema, resultSchema } from '../contract/index.ts';
import { renderTerminal } from '../report/terminal.ts';
import { EXIT, Interrupted, RunFailed } from './exit-code.ts';
import { failureText } from './failure-text.ts';
import { follow } from './follow.ts';
import { keepRun } from './keep-run.ts';
import { type Display, liveDisplay, plainDisplay } from './live/display.ts';
import type { RunView } from './live/run-view.ts';
import type { ResultFolder } from './result-folder.ts';
import { startExecution } from './start-execution.ts';
import { canRedraw, palette, type Terminal } from './terminal.ts';

/** A state machine, and how often to ask it. */
export interface Machine {
  readonly connection: Connection;
  readonly stateMachineArn: string;
  readonly pollMs: number;
}

/** What shows a run, and how. */
export interface Showing {
  readonly view: RunView;
  readonly terminal: Terminal;
  readonly options: { readonly json: boolean; readonly verbose?: boolean };
  /** Where the result and the raw samples are written; nowhere by default. */
  readonly folder?: ResultFolder | undefined;
}

/**
 * Starts an execution, follows it to its end and prints the result. Ctrl-C aborts it.
 * @returns the exit code
 * @throws RunFailed
 */
export async function run(machine: Machine, input: object, showing: Showing): Promise<number> {
  const { view, terminal, options } = showing;
  const client = states(machine.connection);
  const executionArn = await startExecution(client, machine.stateMachineArn, input);
  // Whatever happens to this command, the execution can be found again.
  if (!options.json) terminal.error(`Execution ${executionArn}`);
  const display = displayFor(showing);
  const interrupt = new AbortController();
  const unlisten = terminal.onInterrupt(() => interrupt.abort(new Interrupted('stopped')));
  try {
    const description = await follow(client, executionArn, {
      pollMs: machine.pollMs,
      signal: interrupt.signal,
      onProgress: (progress) => {
        const row = view.progress(progress);
        display.update();
        if (row?.state === 'measured') display.measured(row);
      },
    });
    display.end();
    if (showing.folder !== undefined) {
      const left = { output: description.output, plan: view.plan };
      await keepRun(machine.connection, left, showing.folder, terminal);
    }
    if (description.status !== 'SUCCEEDED') throw new RunFailed(failureText(description));
    return show(JSON.parse(description.output ?? 'null'), terminal, options);
  } catch (error) {
    display.end();
    if (!interrupt.signal.aborted) {
      if (error instanceof RunFailed) throw error;
      throw new RunFailed(
        `the execution ${executionArn} can't be followed: ${error instanceof Error ? error.message : String(error)}. It goes on by itself; stop it with StopExecution, or look at its output when it has ended`,
        { cause: error },
      );
    }
    terminal.error('Stopping: the execution is aborted, and its probes are deleted');
    await stop(client, executionArn);
    return EXIT.interrupted;
  } finally {
    unlisten();
  }
}

function displayFor({ view, terminal, options }: Showing): Display {
  if (options.json) return { update: () => undefined, measured: () => undefined, end: () => undefined };
  // A log between its lines would tear a live display apart.
  return canRedraw(terminal, terminal.errorStream) && options.verbose !== true
    ? liveDisplay(view, terminal.errorStream, palette(terminal, terminal.errorStream))
    : plainDisplay(view, (line) => terminal.error(line));
}

async function stop(client: SFNClient, executionArn: string): Promise<void> {
  await client.send(
    new StopExecutionCommand({ executionArn, error: 'Interrupted', cause: 'stopped from the command line' }),
  );
}

function show(output: unknown, terminal: Terminal, options: Showing['options']): number {
  if (options.json) {
    terminal.print(JSON.stringify(output, null, 2));
    return EXIT.recommended;
  }
  const result = resultSchema.safeParse(output);
  terminal.print(
    result.success
      ? renderTerminal(result.data, palette(terminal, terminal.outputStream), { columns: terminal.columns })
      : dryRunText(output),
  );
  return EXIT.recommended;
}

/** A dry run's checks; an output of another kind (of another version's stack, say) as it is. */
function dryRunText(output: unknown): string {
  const dryRun = dryRunResultSchema.safeParse(output);
  if (!dryRun.success) return JSON.stringify(output, null, 2);
  const { checks } = dryRun.data;
  return ['Dry run: nothing was tuned.', ...checks.map(({ name, message }) => `✓ ${name}: ${message}`)].join(
    '\n',
  );
}
