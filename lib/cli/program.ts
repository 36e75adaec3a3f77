import { Command, CommanderError } from 'commander';
import type { CleanOptions } from './clean.ts';
import { addCompletion } from './completion/command.ts';
import { BadInput, EXIT, RunFailed } from './exit-code.ts';
import { addFailIf, failIfOptionsOf } from './fail-if-options.ts';
import { addExamples, fitHelp } from './help.ts';
import { addHistoryCommands } from './history/command.ts';
import { addHistory, historyFolder } from './history-options.ts';
import { addInit } from './init/command.ts';
import { addInputOptions, inputFromOptions } from './input-options.ts';
import type { Pipeline } from './local/backend.ts';
import { addShowOptions, showOptionsOf } from './output/options.ts';
import { port } from './port.ts';
import { addReport } from './report/command.ts';
import { addScheduleCommands } from './schedule/command.ts';
import type { ServeOptions } from './serve.ts';
import type { Terminal } from './terminal.ts';
import type { LocalOptions } from './tune.ts';
import { addWatch } from './watch-command.ts';

/**
 * The whole command line.
 * @returns the exit code: 0 with a recommendation, 1 when the run failed, 2 for bad input, 3 where --fail-if
 * says so.
 */
export async function runCommandLine(
  argv: readonly string[],
  wiring: { readonly pipeline: Pipeline; readonly terminal: Terminal; readonly version: string },
): Promise<number> {
  const { terminal } = wiring;
  let code: number = EXIT.recommended;
  const program = commandLine(wiring, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.recommended;
      const { nextUsage } = await import('./usage-error.ts');
      const next = nextUsage(error, program, argv);
      if (next !== undefined) terminal.error(next);
      return EXIT.badInput;
    }
    terminal.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    if (error instanceof BadInput) return EXIT.badInput;
    if (!(error instanceof RunFailed) && error instanceof Error) {
      const { DEBUG } = terminal.environment;
      terminal.error(
        DEBUG === undefined ? 'DEBUG=1 before the command shows where it comes from' : `${error.stack}`,
      );
    }
    return EXIT.failed;
  }
}

function commandLine(
  { pipeline, terminal, version }: { pipeline: Pipeline; terminal: Terminal; version: string },
  done: (code: number) => void,
): Command {
  const program = new Command('power-tuner')
    .description('Finds the best memory size and architecture for an AWS Lambda function.')
    .version(version)
    .exitOverride();
  fitHelp(program, terminal);
  const tuneCommand = program
    .command('tune')
    .summary('measure a function and recommend a configuration')
    .description(
      `Measures a function at several memory sizes and recommends one.

What lies on this machine is run on the local emulator: no AWS account, nothing leaves this machine. It is a folder with a handler, a zip, or a SAM template or CDK assembly (or the folder that has one), in which --function says which. A function's name or ARN is tuned in AWS, by the state machine that you deployed. An existing folder wins over a function of that name.`,
    )
    .argument(
      '[target]',
      "a folder, zip, template or cdk.out, or a function's name or ARN (default: lambdaARN of --input)",
    )
    .option(
      '-f, --function <name>',
      'which function of a template or assembly: logical id, FunctionName or construct path',
    )
    .option('--runtime <name>', 'wins over what is declared here, as in python3.13')
    .option('--handler <name>', 'wins over what is declared here, as in src/app.handler')
    .option(
      '-i, --input <file>',
      'the input as a JSON or YAML file (init writes one); options on the command line win over it',
    )
    .option(
      '-w, --watch <executionArn>',
      'start nothing: follow a run in AWS that was started elsewhere, as watch does',
    )
    .option(
      '-o, --out <folder>',
      "write result.json, report.html and every invocation's raw sample there (in AWS where the stack keeps them)",
    )
    .option('--state-machine <arn>', 'the deployed state machine (or POWER_TUNER_STATE_MACHINE)')
    .option(
      '--region <region>',
      'AWS region; on the emulator: whose prices to reckon with (default us-east-1)',
    )
    .option('--profile <name>', 'profile of the AWS configuration files')
    .option('--verbose', "print the stages' log on standard error, one JSON object a line (on the emulator)");
  addHistory(tuneCommand);
  addShowOptions(tuneCommand);
  addFailIf(tuneCommand);
  addExamples(tuneCommand, EXAMPLES, NOTES);
  addInputOptions(tuneCommand);
  // Loaded only when it runs: --help and a mistyped option need nothing of the SDK.
  tuneCommand.action(async (target: string | undefined, options: Record<string, unknown>) => {
    const { watch: executionArn } = options;
    if (typeof executionArn === 'string') {
      const { watchInstead } = await import('./watch.ts');
      done(await watchInstead(executionArn, tuneCommand, terminal));
      return;
    }
    const { tune } = await import('./tune.ts');
    done(
      await tune(
        target,
        inputFromOptions(tuneCommand),
        {
          inputFile: options.input as string | undefined,
          ...showOptionsOf(options, terminal),
          verbose: options.verbose === true,
          out: options.out as string | undefined,
          history: historyFolder(options, terminal),
          stateMachine: options.stateMachine as string | undefined,
          region: options.region as string | undefined,
          profile: options.profile as string | undefined,
          local: localOptions(options),
          failIf: failIfOptionsOf(options),
        },
        pipeline,
        terminal,
      ),
    );
  });
  addWatch(program, terminal, done);
  addInit(program, terminal, done);
  addExplain(program, terminal, done);
  addReport(program, terminal, done);
  addHistoryCommands(program, terminal, done);
  addScheduleCommands(program, terminal, done);
  addServe(program, pipeline, terminal, done);
  addClean(program, terminal, done);
  addCompletion(program, terminal);
  return program;
}

/** Only what was given. */
function localOptions(options: Record<string, unknown>): LocalOptions {
  const { function: functionName, runtime, handler } = options as Record<string, string | undefined>;
  return {
    ...(functionName === undefined ? {} : { functionName }),
    ...(runtime === undefined ? {} : { runtime }),
    ...(handler === undefined ? {} : { handler }),
  };
}

function addExplain(program: Command, terminal: Terminal, done: (code: number) => void): void {
  program
    .command('explain')
    .summary('say what a run measured and why')
    .description(
      'Says in words what a run measured in each round and why, and why it ended, from its result.',
    )
    .argument('<result>', 'the result as a JSON file, or the folder of --out')
    .action(async (path: string) => {
      const { explainResult } = await import('./explain.ts');
      done(explainResult(path, terminal));
    });
}

function addServe(
  program: Command,
  pipeline: Pipeline,
  terminal: Terminal,
  done: (code: number) => void,
): void {
  program
    .command('serve')
    .summary('run the local emulator alone, for the AWS CLI or any SDK')
    .description(
      'Runs the local emulator of Lambda, Step Functions and S3 until Ctrl-C, for the AWS CLI (--endpoint-url) or any SDK. Prints {"endpoint": "http://127.0.0.1:…"} on standard output; everything else goes to standard error.',
    )
    .option('--port <number>', 'on 127.0.0.1; 0 takes a free one', port, 0)
    .option('--region <region>', 'the region that it answers as', 'us-east-1')
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./serve.ts');
      done(await serve(options, pipeline, terminal));
    });
}

function addClean(program: Command, terminal: Terminal, done: (code: number) => void): void {
  program
    .command('clean')
    .summary('delete what runs that are over have left in AWS')
    .description(
      'Deletes what executions that are over have left behind: probes, staged packages, log groups of probes, and of functions measured in place versions, a memory size that was not put back, and locks. Nothing of an execution that runs, and nothing that the tuner did not make. The stack does the same every hour by itself.',
    )
    .option('--region <region>', 'where the state machine is (default: that of the AWS configuration)')
    .option('--profile <name>', 'profile of the AWS configuration files')
    .option(
      '--regions <list>',
      'where functions are tuned, if in other regions too, as in eu-west-1,us-east-1',
    )
    .option('--staging-bucket <name>', "the stack's bucket, for staged packages and locks")
    .action(async (options: Omit<CleanOptions, 'regions'> & { regions?: string }) => {
      const { clean } = await import('./clean.ts');
      const { regions, ...rest } = options;
      const listed = regions === undefined ? {} : { regions: regions.split(',').map((one) => one.trim()) };
      done(await clean({ ...rest, ...listed }, terminal));
    });
}

const EXAMPLES = [
  'power-tuner tune examples/cpu-bound',
  'power-tuner tune ./my-function --power-values 128,512,1769 --num 20 --strategy balanced',
  'power-tuner tune ./function.zip --handler app.handler',
  'power-tuner tune . --function Orders --payload-file events/order.json',
  'power-tuner tune orders --state-machine arn:aws:states:eu-west-1:123456789012:stateMachine:power-tuner',
  'power-tuner tune arn:aws:lambda:eu-west-1:123456789012:function:orders:live --architectures x86_64,arm64 --json',
  'power-tuner tune ./my-function --fail-if "p99 > 300" --fail-if "cost > +10%" --against stored/result.json',
];

const NOTES = [
  'A folder may hold power-tuner.json: {runtime, handler, memoryMB, timeoutSeconds, environment, layers, input}. Without one the handler is index.handler in index.mjs, .js, .cjs or .ts, lambda_handler in lambda_function.py, or bootstrap, with 128 MB and 60 seconds.',
  'Exit code: 0 with a recommendation, 1 when the run failed, 2 for bad input, 3 where a condition of --fail-if holds or is not to be judged, 130 after Ctrl-C.',
];
