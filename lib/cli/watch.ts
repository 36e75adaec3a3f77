import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Command } from 'commander';
import type { Connection } from '../aws/clients/connection.ts';
import { states } from '../aws/clients/states.ts';
import { listing, readExecutionArn } from './execution-arn.ts';
import { BadInput } from './exit-code.ts';
import { FailIf } from './fail-if.ts';
import { FAIL_IF_OPTIONS, type FailIfOptions, failIfOptionsOf } from './fail-if-options.ts';
import { HISTORY_OPTIONS, historyFolder } from './history-options.ts';
import { RunView } from './live/run-view.ts';
import { SHOW_OPTIONS, showOptionsOf } from './output/options.ts';
import type { ShowOptions } from './output/show.ts';
import { refused } from './refused.ts';
import { ResultFolder } from './result-folder.ts';
import { AWS_POLL_MS, attend } from './run.ts';
import type { Terminal } from './terminal.ts';

export interface WatchOptions extends ShowOptions, FailIfOptions {
  readonly profile?: string | undefined;
  /** Folder for the result and the raw samples. */
  readonly out?: string | undefined;
  /** Folder for results that later runs are compared with; nowhere by default. */
  readonly history?: string | undefined;
}

/**
 * `power-tuner watch`: what `tune` shows, of an execution that was started elsewhere. It may have ended: then
 * its result is shown at once. Ctrl-C ends the watching, and the execution goes on.
 * @returns the exit code: the execution's, as of `tune`
 * @throws BadInput where there is no such execution; RunFailed
 */
export async function watch(
  executionArn: string,
  options: WatchOptions,
  terminal: Terminal,
): Promise<number> {
  const failIf = FailIf.read(options);
  const { region, stateMachineArn } = readExecutionArn(executionArn);
  const connection: Connection = {
    region,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  };
  const client = states(connection);
  const { status, startDate } = await described(client, executionArn, stateMachineArn);
  // Looked at before it is waited for.
  const folder = options.out === undefined ? undefined : new ResultFolder(options.out);
  const ended = status !== 'RUNNING';
  if (!options.json) {
    const since = startDate === undefined ? '' : `, started ${startDate.toISOString()}`;
    terminal.error(`${ended ? 'Ended' : 'Watching'}: execution ${executionArn}${since}`);
  }
  return await attend(
    {
      client,
      connection,
      executionArn,
      pollMs: AWS_POLL_MS,
      ended,
      ...(startDate === undefined ? {} : { startedAtMs: startDate.getTime() }),
    },
    { view: new RunView(), terminal, options, folder, history: options.history, failIf },
    () =>
      terminal.error(`Stopped watching. The execution goes on:
- watch it again with: power-tuner watch ${executionArn}
- abort it with: aws stepfunctions stop-execution --region ${region} --execution-arn ${executionArn}`),
  );
}

/** What `tune --watch` may have beside it. */
const BESIDE_WATCH = new Set([
  'watch',
  'out',
  'profile',
  ...HISTORY_OPTIONS,
  ...SHOW_OPTIONS,
  ...FAIL_IF_OPTIONS,
]);

/**
 * `power-tuner tune --watch`: the same.
 * @throws BadInput where something is to be tuned or set too: the run has its input already.
 */
export async function watchInstead(executionArn: string, tune: Command, terminal: Terminal): Promise<number> {
  const [target] = tune.args;
  const other = tune.options.find(
    (option) =>
      tune.getOptionValueSource(option.attributeName()) === 'cli' &&
      !BESIDE_WATCH.has(option.attributeName()),
  );
  const unused = target ?? other?.long;
  if (unused !== undefined) {
    throw new BadInput(
      `--watch follows a run that has its input already, and ${unused} would change nothing; allowed beside it: --json, --format, --open and what else says how a result is shown, --out, --history, --profile, --fail-if. Leave ${unused} out, or --watch to start a run`,
    );
  }
  const { out, profile } = tune.opts<{ out?: string; profile?: string }>();
  const asked = { ...showOptionsOf(tune.opts(), terminal), ...failIfOptionsOf(tune.opts()) };
  const history = historyFolder(tune.opts(), terminal);
  return await watch(executionArn, { ...asked, out, history, profile }, terminal);
}

async function described(
  client: SFNClient,
  executionArn: string,
  stateMachineArn: string,
): Promise<DescribeExecutionCommandOutput> {
  try {
    return await client.send(new DescribeExecutionCommand({ executionArn }));
  } catch (error) {
    throw refused(error, {
      failed: `the execution ${executionArn} can't be read`,
      needs: 'states:DescribeExecution and states:GetExecutionHistory on it',
      missing: {
        ExecutionDoesNotExist: `there is no execution ${executionArn}: Step Functions forgets one 90 days after its end. ${listing(stateMachineArn)}`,
        InvalidArn: `${executionArn} is no execution's ARN. ${listing(stateMachineArn)}`,
      },
    });
  }
}
