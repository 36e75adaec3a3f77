#!/usr/bin/env node
import { runCommandLine } from '../lib/cli/program.ts';
import { processTerminal } from '../lib/cli/terminal.ts';
import packageJson from '../package.json' with { type: 'json' };
import definition from '../statemachine/power-tuner.asl.json' with { type: 'json' };
import { stderrLog } from './stderr-log.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  pipeline: {
    definition,
    // Loaded only for a run here: the help, and a run in AWS, need none of it.
    async stages(connection, options) {
      const { localStages } = await import('./stages.ts');
      return localStages(connection, stderrLog(options), options.resultsBucket, options.onlyResult);
    },
  },
  terminal: processTerminal(),
  version: packageJson.version,
});
