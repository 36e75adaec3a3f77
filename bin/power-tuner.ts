#!/usr/bin/env node
import { runCommandLine } from '../lib/cli/program.ts';
import { processTerminal } from '../lib/cli/terminal.ts';
import packageJson from '../package.json' with { type: 'json' };
import definition from '../statemachine/power-tuner.asl.json' with { type: 'json' };
import { localStages } from './stages.ts';
import { stderrLog } from './stderr-log.ts';

const terminal = processTerminal();
process.exitCode = await runCommandLine(process.argv.slice(2), {
  pipeline: { definition, stages: (connection) => localStages(connection, stderrLog(process.env)) },
  terminal,
  version: packageJson.version,
});
