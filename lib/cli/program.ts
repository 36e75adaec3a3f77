import { Command, CommanderError } from 'commander';
import { BadInput, EXIT, RunFailed } from './exit-code.ts';
import { addInputOptions, inputFromOptions } from './input-options.ts';
import type { Pipeline } from './local/backend.ts';
import type { Terminal } from './terminal.ts';
import { tune } from './tune.ts';

/**
 * The whole command line.
 * @returns the exit code: 0 with a recommendation, 1 when the run failed, 2 for bad input.
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
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.recommended : EXIT.badInput;
    terminal.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    if (error instanceof BadInput) return EXIT.badInput;
    if (!(error instanceof RunFailed) && error instanceof Error && terminal.environment.DEBUG !== undefined) {
      terminal.error(error.stack ?? '');
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
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.outputStream.write(text),
      writeErr: (text) => terminal.errorStream.write(text),
    })
    .showHelpAfterError('(--help shows what there is)')
    .configureHelp({ showGlobalOptions: false });
  const tuneCommand = program
    .command('tune')
    .summary('measure a function and recommend a configuration')
    .description(
      `Measures a function at several memory sizes and recommends one.

A folder is run on the local emulator: no AWS account, nothing leaves this machine. A function's name or
ARN is tuned in AWS, by the state machine that you deployed. An existing folder wins over a function of
that name.`,
    )
    .argument('<target>', "a folder with a handler, or a function's name or ARN")
    .option('-i, --input <file>', 'the input as a JSON file; options on the command line win over it')
    .option('--json', 'print only the result, as JSON, on standard output')
    .option('--state-machine <arn>', 'the deployed state machine (or POWER_TUNER_STATE_MACHINE)')
    .option(
      '--region <region>',
      'AWS region; on the emulator: whose prices to reckon with (default us-east-1)',
    )
    .option('--profile <name>', 'profile of the AWS configuration files')
    .addHelpText('after', EXAMPLES);
  addInputOptions(tuneCommand);
  tuneCommand.action(async (target: string, options: Record<string, unknown>) => {
    done(
      await tune(
        target,
        inputFromOptions(tuneCommand),
        {
          inputFile: options.input as string | undefined,
          json: options.json === true,
          stateMachine: options.stateMachine as string | undefined,
          region: options.region as string | undefined,
          profile: options.profile as string | undefined,
        },
        pipeline,
        terminal,
      ),
    );
  });
  return program;
}

const EXAMPLES = `
Examples:
  power-tuner tune examples/cpu-bound
  power-tuner tune ./my-function --power-values 128,512,1769 --num 20 --strategy balanced
  power-tuner tune orders --state-machine arn:aws:states:eu-west-1:123456789012:stateMachine:power-tuner
  power-tuner tune arn:aws:lambda:eu-west-1:123456789012:function:orders:live --architectures x86_64,arm64 --json

A folder may hold power-tuner.json: {runtime, handler, memoryMB, timeoutSeconds, environment, input}.
Without one the handler is index.handler in index.mjs, .js, .cjs or .ts, with 128 MB and 60 seconds.

Exit code: 0 with a recommendation, 1 when the run failed, 2 for bad input, 130 after Ctrl-C.`;
