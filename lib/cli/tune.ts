import {
  type DescribeExecutionCommandOutput,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Connection } from '../aws/clients/connection.ts';
import { states } from '../aws/clients/states.ts';
import { checkInput, describeProblems, resultSchema, type TuningResult } from '../contract/index.ts';
import { renderTerminal } from '../report/terminal.ts';
import { BadInput, EXIT, Interrupted, RunFailed } from './exit-code.ts';
import { follow } from './follow.ts';
import { type Display, liveDisplay, plainDisplay } from './live/display.ts';
import { RunView } from './live/run-view.ts';
import { createFunction, type LocalBackend, type Pipeline, startLocalBackend } from './local/backend.ts';
import { isFolder, parseJson, readFolder } from './local/folder.ts';
import { palette, type Terminal } from './terminal.ts';

export interface TuneOptions {
  /** Options that are no input. */
  readonly inputFile?: string | undefined;
  readonly json: boolean;
  readonly stateMachine?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

const LOCAL_POLL_MS = 100;
const AWS_POLL_MS = 1500;
const DEFAULT_LOCAL_REGION = 'us-east-1';

/**
 * `power-tuner tune`: a folder runs on the emulator, anything else is started in AWS. Both go through Step
 * Functions' API.
 * @returns the exit code
 */
export async function tune(
  target: string,
  optionInput: Readonly<Record<string, unknown>>,
  options: TuneOptions,
  pipeline: Pipeline,
  terminal: Terminal,
): Promise<number> {
  const fileInput =
    options.inputFile === undefined ? {} : asObject(parseJson(options.inputFile), options.inputFile);
  const given = { ...fileInput, ...optionInput };
  return isFolder(target)
    ? await tuneFolder(target, given, options, pipeline, terminal)
    : await tuneInAws(target, given, options, terminal);
}

function asObject(value: unknown, file: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new BadInput(`${file} holds no JSON object`);
}

async function tuneFolder(
  path: string,
  given: Readonly<Record<string, unknown>>,
  options: TuneOptions,
  pipeline: Pipeline,
  terminal: Terminal,
): Promise<number> {
  const folder = readFolder(path);
  const input = { ...folder.input, ...given, lambdaARN: folder.functionName };
  assertInput(input);
  const view = new RunView();
  const backend = await startLocalBackend(pipeline, {
    region: options.region ?? DEFAULT_LOCAL_REGION,
    onInvocation: ({ functionName, report, functionError }) =>
      view.invocation(functionName, report, functionError !== undefined),
  });
  try {
    await createFunction(backend.connection, folder);
    if (!options.json) intro(terminal, folder.functionName, folder.replayed, backend);
    return await run(
      { connection: backend.connection, stateMachineArn: backend.stateMachineArn, pollMs: LOCAL_POLL_MS },
      { ...input, lambdaARN: folder.functionName },
      { view, terminal, options },
    );
  } finally {
    await backend.stop();
  }
}

function intro(terminal: Terminal, name: string, replayed: boolean, backend: LocalBackend): void {
  const how = replayed
    ? 'replayed measurements'
    : `real processes; CPU in proportion to memory by ${backend.cpuLabel}`;
  terminal.error(`Tuning ${name} on the local emulator (${how})`);
}

async function tuneInAws(
  target: string,
  given: Readonly<Record<string, unknown>>,
  options: TuneOptions,
  terminal: Terminal,
): Promise<number> {
  const input = { ...given, lambdaARN: target };
  assertInput(input);
  const stateMachineArn = options.stateMachine ?? terminal.environment.POWER_TUNER_STATE_MACHINE;
  if (stateMachineArn === undefined) {
    throw new BadInput(
      `${target} is no folder here, so it is a function in AWS: give the state machine with --state-machine <arn> or POWER_TUNER_STATE_MACHINE (it is an output of the stack)`,
    );
  }
  const region = options.region ?? stateMachineArn.split(':')[3];
  const connection: Connection = {
    ...(region === undefined ? {} : { region }),
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  };
  if (!options.json) terminal.error(`Tuning ${target} in AWS through ${stateMachineArn}`);
  return await run({ connection, stateMachineArn, pollMs: AWS_POLL_MS }, input, {
    view: new RunView(),
    terminal,
    options,
  });
}

/** @throws BadInput with every problem; nothing has been created or invoked by then. */
function assertInput(input: unknown): void {
  const checked = checkInput(input);
  if (!checked.ok) throw new BadInput(describeProblems(checked.problems));
}

interface Machine {
  readonly connection: Connection;
  readonly stateMachineArn: string;
  readonly pollMs: number;
}

interface Showing {
  readonly view: RunView;
  readonly terminal: Terminal;
  readonly options: TuneOptions;
}

async function run(machine: Machine, input: object, showing: Showing): Promise<number> {
  const { view, terminal, options } = showing;
  const client = states(machine.connection);
  const { executionArn = '' } = await client.send(
    new StartExecutionCommand({ stateMachineArn: machine.stateMachineArn, input: JSON.stringify(input) }),
  );
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
    if (description.status !== 'SUCCEEDED') throw new RunFailed(failureText(description));
    return show(JSON.parse(description.output ?? 'null'), terminal, options);
  } catch (error) {
    display.end();
    if (!interrupt.signal.aborted) throw error;
    terminal.error('Stopping: the execution is aborted, and its probes are deleted');
    await stop(client, executionArn);
    return EXIT.interrupted;
  } finally {
    unlisten();
  }
}

function displayFor({ view, terminal, options }: Showing): Display {
  if (options.json) return { update: () => undefined, measured: () => undefined, end: () => undefined };
  return terminal.errorStream.isTTY
    ? liveDisplay(view, terminal.errorStream, palette(terminal, terminal.errorStream))
    : plainDisplay(view, (line) => terminal.error(line));
}

async function stop(client: SFNClient, executionArn: string): Promise<void> {
  await client.send(
    new StopExecutionCommand({ executionArn, error: 'Interrupted', cause: 'stopped from the command line' }),
  );
}

function show(output: unknown, terminal: Terminal, options: TuneOptions): number {
  if (options.json) {
    terminal.print(JSON.stringify(output, null, 2));
    return EXIT.recommended;
  }
  const result = resultSchema.safeParse(output);
  terminal.print(
    result.success
      ? renderTerminal(result.data, palette(terminal, terminal.outputStream))
      : dryRunText(output),
  );
  return EXIT.recommended;
}

function dryRunText(output: unknown): string {
  const { checks = [] } = (output ?? {}) as { checks?: { name: string; message: string }[] };
  return ['Dry run: nothing was tuned.', ...checks.map(({ name, message }) => `✓ ${name}: ${message}`)].join(
    '\n',
  );
}

/** The error of an execution, in words; where it has a recommendation all the same, that too. */
function failureText({ status, error, cause }: DescribeExecutionCommandOutput): string {
  const heading = `the execution ${status === 'FAILED' ? 'failed' : `is ${status}`}${error === undefined ? '' : ` with ${error}`}`;
  try {
    const { errorMessage, message, left, recommendation } = JSON.parse(cause ?? '{}');
    const sentence = (recommendation as TuningResult['recommendation'] | undefined)?.sentence;
    return [
      `${heading}: ${errorMessage ?? message ?? cause ?? ''}`,
      ...(Array.isArray(left) && left.length > 0 ? [`May be left: ${left.join(', ')}`] : []),
      ...(sentence === undefined ? [] : [`The answer all the same: ${sentence}`]),
    ].join('\n');
  } catch {
    return `${heading}: ${cause}`;
  }
}
