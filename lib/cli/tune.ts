import type { Connection } from '../aws/clients/connection.ts';
import { assertInput } from './assert-input.ts';
import { BadInput } from './exit-code.ts';
import { FailIf } from './fail-if.ts';
import type { FailIfOptions } from './fail-if-options.ts';
import { readInputFile } from './input-file.ts';
import { RunView } from './live/run-view.ts';
import { type LocalBackend, type Pipeline, startLocalBackend } from './local/backend.ts';
import { createFunction } from './local/create-function.ts';
import { takeEarlierResults } from './local/earlier-results.ts';
import { isLocal, readFunction } from './local/read-function.ts';
import type { ShowOptions } from './output/show.ts';
import { ResultFolder } from './result-folder.ts';
import { AWS_POLL_MS, run } from './run.ts';
import { stateMachineFrom } from './state-machine.ts';
import type { Terminal } from './terminal.ts';

export interface TuneOptions extends ShowOptions {
  /** Options that are no input. */
  readonly inputFile?: string | undefined;
  /** The stages' log too. */
  readonly verbose?: boolean;
  readonly stateMachine?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  /** Folder for the result and the raw samples. */
  readonly out?: string | undefined;
  /** Folder for results that later runs are compared with; nowhere by default. */
  readonly history?: string | undefined;
  /** Which function of a template, and what wins over what is declared of it. */
  readonly local?: LocalOptions;
  readonly failIf?: FailIfOptions;
}

export interface LocalOptions {
  readonly functionName?: string;
  readonly runtime?: string;
  readonly handler?: string;
}

/** With what the result is judged by, where anything is. */
type Judging = TuneOptions & { readonly judge: FailIf | undefined };

const LOCAL_POLL_MS = 250;
const DEFAULT_LOCAL_REGION = 'us-east-1';

/**
 * `power-tuner tune`: what lies on this machine runs on the emulator, anything else is started in AWS. Both
 * go through Step Functions' API.
 * @param target by default the lambdaARN of the input file
 * @returns the exit code
 */
export async function tune(
  target: string | undefined,
  optionInput: Readonly<Record<string, unknown>>,
  options: TuneOptions,
  pipeline: Pipeline,
  terminal: Terminal,
): Promise<number> {
  const failIf = FailIf.read(options.failIf ?? {});
  const fileInput = options.inputFile === undefined ? {} : await readInputFile(options.inputFile);
  const given = { ...fileInput, ...optionInput };
  const chosen = target ?? targetIn(given, options.inputFile);
  return isLocal(chosen)
    ? await tuneHere(chosen, given, { ...options, judge: failIf }, pipeline, terminal)
    : await tuneInAws(chosen, given, { ...options, judge: failIf }, terminal);
}

/** @throws BadInput where it names none. */
function targetIn(given: Readonly<Record<string, unknown>>, inputFile: string | undefined): string {
  const { lambdaARN } = given;
  if (typeof lambdaARN === 'string' && lambdaARN !== '') return lambdaARN;
  if (lambdaARN !== undefined) assertInput(given);
  const place = inputFile === undefined ? '' : `, and ${inputFile} names none (lambdaARN)`;
  throw new BadInput(`nothing is given to tune${place}. Type one of:
- power-tuner tune <folder, zip or template> for what lies on this machine
- power-tuner tune <function's name or ARN> --state-machine <arn> for a function in AWS
- power-tuner tune --input <file> for an input file that names it (power-tuner init writes one)
- power-tuner tune --watch <execution's ARN> for a run that was started already`);
}

async function tuneHere(
  path: string,
  given: Readonly<Record<string, unknown>>,
  options: Judging,
  pipeline: Pipeline,
  terminal: Terminal,
): Promise<number> {
  const region = options.region ?? DEFAULT_LOCAL_REGION;
  const { functionName, ...entry } = options.local ?? {};
  const local = await readFunction(path, {
    ...(functionName === undefined ? {} : { functionName }),
    entry,
    region,
  });
  const input: Record<string, unknown> = { ...local.input, ...given, lambdaARN: local.functionName };
  const checked = assertInput(input);
  options.judge?.assertJudgeable(checked, 'emulator');
  const folder = folderOf(options);
  for (const warning of local.warnings) terminal.error(`warning: ${warning}`);
  const view = new RunView();
  const backend = await startLocalBackend(pipeline, {
    region,
    ...(typeof input.seed === 'number' ? { seed: input.seed } : {}),
    verbose: options.verbose === true,
    ...keeping(folder, options.history),
    // Nothing is learnt about a function by waiting for its copies.
    delays: 0,
    onInvocation: ({ functionName, memoryMB, architecture, report, functionError }) =>
      view.invocation({
        functionName,
        candidate: { memoryMB, architecture },
        report,
        failed: functionError !== undefined,
      }),
  });
  try {
    const functionArn = await createFunction(backend.connection, local);
    if (options.history !== undefined) {
      const measuredBy = local.replayed ? 'replayed' : 'process';
      await takeEarlierResults(backend.connection, options.history, { functionArn, measuredBy }, terminal);
    }
    if (!options.json) intro(terminal, local.functionName, local.replayed, backend);
    return await run(
      {
        connection: backend.connection,
        stateMachineArn: backend.stateMachineArn,
        pollMs: LOCAL_POLL_MS,
        here: true,
      },
      input,
      { view, terminal, options, folder, history: options.history, failIf: options.judge },
    );
  } finally {
    await backend.stop();
  }
}

/** Samples and page are written only for who has asked for them. */
function keeping(folder: ResultFolder | undefined, history: string | undefined) {
  if (folder !== undefined) return { keep: 'all' } as const;
  return history === undefined ? {} : ({ keep: 'result' } as const);
}

function intro(terminal: Terminal, name: string, replayed: boolean, backend: LocalBackend): void {
  if (replayed) {
    terminal.error(`Tuning ${name} on the local emulator (replayed measurements)`);
    return;
  }
  const { cpu, memory, files } = backend.labels;
  terminal.error(
    `Tuning ${name} on the local emulator (real processes; CPU in proportion to memory by ${cpu})`,
  );
  terminal.error(`Memory limit ${memory}. Files: ${files}.`);
  terminal.error(
    'What runs at once and needs more CPUs than this machine has takes turns; waiting counts in no duration.',
  );
}

async function tuneInAws(
  target: string,
  given: Readonly<Record<string, unknown>>,
  options: Judging,
  terminal: Terminal,
): Promise<number> {
  const input = { ...given, lambdaARN: target };
  const checked = assertInput(input);
  options.judge?.assertJudgeable(checked, 'aws');
  const [unused] = Object.keys(options.local ?? {});
  if (unused !== undefined) {
    throw new BadInput(
      `${target} is no file or folder here, so it is a function in AWS: --function, --runtime and --handler are for what lies on this machine`,
    );
  }
  const stateMachineArn = stateMachineFrom(
    options.stateMachine,
    terminal,
    `${target} is no folder here, so it is a function in AWS`,
  );
  const folder = folderOf(options);
  const region = stateMachineArn.split(':')[3];
  const connection: Connection = {
    ...(region === undefined ? {} : { region }),
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  };
  if (!options.json) terminal.error(`Tuning ${target} in AWS through ${stateMachineArn}`);
  return await run({ connection, stateMachineArn, pollMs: AWS_POLL_MS }, input, {
    view: new RunView(),
    terminal,
    options,
    folder,
    history: options.history,
    failIf: options.judge,
  });
}

/** Looked at before anything is begun. */
function folderOf({ out }: TuneOptions): ResultFolder | undefined {
  return out === undefined ? undefined : new ResultFolder(out);
}
