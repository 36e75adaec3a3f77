import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localStages } from '../../bin/stages.ts';
import { LOCAL_RESULTS_BUCKET } from '../../lib/cli/local/bucket.ts';
import type { ExecutorEvent } from '../../lib/contract/index.ts';
import { powerTuner } from '../support/command-line.ts';
import { madeFolders } from '../support/made-folders.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { QUIET } from '../support/quiet-log.ts';
import { replayPackage, steady } from '../support/replay.ts';

const folder = madeFolders();

describe('power-tuner watch', () => {
  let pipeline: Pipeline;
  /** Is measured only when its Executor is let go. */
  let held: string;
  let quick: string;
  let entered: PromiseWithResolvers<void>;
  let letGo: PromiseWithResolvers<void>;
  beforeAll(async () => {
    pipeline = await startPipeline({
      keepSamples: true,
      stages: {
        Executor: {
          timeoutSeconds: 900,
          handler: async (event: ExecutorEvent, context) => {
            if (event.plan.target.functionName === 'held') {
              entered.resolve();
              await letGo.promise;
            }
            const stages = localStages(pipeline.connection, QUIET, LOCAL_RESULTS_BUCKET);
            return stages.Executor?.handler(event as never, context);
          },
        },
      },
    });
    const files = replayPackage({ x86_64: [steady(128, 100)] });
    held = await pipeline.create('held', files, { MemorySize: 128 });
    quick = await pipeline.create('quick', files, { MemorySize: 128 });
  });
  beforeEach(() => {
    entered = Promise.withResolvers();
    letGo = Promise.withResolvers();
  });
  afterAll(() => pipeline.stop());
  afterEach(() => pipeline.emulator.setFaults([]));

  const command = (
    args: readonly string[],
    onError?: (stderr: string) => NodeJS.Signals | undefined,
    more: Readonly<Record<string, string>> = {},
  ) =>
    powerTuner(args, {
      environment: {
        ...more,
        AWS_ENDPOINT_URL: pipeline.emulator.endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        // The ARN says where it is, whatever stands here.
        AWS_REGION: 'eu-west-1',
      },
      ...(onError === undefined ? {} : { onError }),
    });
  const input = { powerValues: [128], num: 5 };
  const statusOf = async (executionArn: string) =>
    (await pipeline.states.send(new DescribeExecutionCommand({ executionArn }))).status;

  it('attaches to an execution that runs, and ends with its result', async () => {
    const executionArn = await pipeline.start({ lambdaARN: held, ...input });
    await entered.promise;
    const { code, stdout, stderr } = await command(['watch', executionArn], (text) => {
      if (text.includes('Measuring')) letGo.resolve();
      return undefined;
    });
    expect(stderr).toMatch(new RegExp(`^Watching: execution ${executionArn}, started 20.*Z\n`));
    // What happened before is known from its history.
    expect(stderr).toMatch(/Planning\n.*Measuring \(1 candidates\)\n.*x86_64-128: measured\n/s);
    expect(stdout).toMatch(/128 MB on x86_64 is the cheapest/);
    expect(code).toBe(0);
  });

  it('shows the result of one that has ended at once', async () => {
    const { executionArn = '', output = '' } = await pipeline.run({ lambdaARN: quick, ...input });
    const shown = await command(['watch', executionArn]);
    expect(shown.stderr).toMatch(/^Ended: execution \S+, started \S+\n$/);
    expect(shown.stdout).toMatch(/128 MB on x86_64 is the cheapest/);
    expect(shown.code).toBe(0);
    const json = await command(['tune', '--watch', executionArn, '--json']);
    expect(json).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(json.stdout)).toEqual(JSON.parse(output));
  });

  it('judges the result by --fail-if, and so does tune --watch', async () => {
    const { executionArn = '' } = await pipeline.run({ lambdaARN: quick, powerValues: [128], num: 10 });
    const failing = ['--fail-if', 'mean > 90'];
    const watched = await command(['watch', executionArn, ...failing]);
    expect(watched.stderr).toMatch(/^✗ mean > 90 ms holds: 100 ms, the current 128 MB on x86_64$/m);
    expect(watched.code).toBe(3);
    expect((await command(['tune', '--watch', executionArn, ...failing])).code).toBe(3);
  });

  it('writes result and samples into the folder of --out', async () => {
    const { executionArn = '', output = '' } = await pipeline.run({ lambdaARN: quick, ...input });
    const out = join(folder({}), 'results');
    expect(await command(['watch', executionArn, '--out', out])).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'))).toEqual(JSON.parse(output));
    const samples = readFileSync(join(out, 'samples/x86_64-128-1.jsonl'), 'utf8').trimEnd().split('\n');
    expect(samples).toHaveLength(5);
    const again = await command(['watch', executionArn, '--out', out]);
    expect(again.stderr).toMatch(/--out is .*results, which is not empty/);
    expect(again.code).toBe(2);
  });

  it('keeps the result for later runs, once however often it is watched', async () => {
    const { executionArn = '', output = '' } = await pipeline.run({ lambdaARN: quick, ...input });
    const history = join(folder({}), 'history');
    const inFolder = { POWER_TUNER_HISTORY: history };
    expect(await command(['watch', executionArn], undefined, inFolder)).toMatchObject({ code: 0 });
    const again = await command(['tune', '--watch', executionArn, '--json', '--history', history]);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    const of = join(history, 'results/000000000000/us-east-1/quick');
    const [name = '', ...others] = readdirSync(of);
    expect(others).toEqual([]);
    expect(JSON.parse(readFileSync(join(of, name), 'utf8'))).toEqual(JSON.parse(output));
  });

  it('ends with 1 where the execution failed, and says why and what to type next', async () => {
    const { executionArn = '' } = await pipeline.run({ lambdaARN: 'no-such-function', ...input });
    const { code, stdout, stderr } = await command(['watch', executionArn]);
    expect(stderr).toMatch(/error: the execution failed with TargetNotTunable: the target no-such-function/);
    expect(stderr).toMatch(
      /\nNext: aws lambda get-function --region us-east-1 --function-name no-such-function /,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  it('stops watching on Ctrl-C, and leaves the execution running', async () => {
    const executionArn = await pipeline.start({ lambdaARN: held, ...input });
    await entered.promise;
    const { code, stdout, stderr } = await command(['watch', executionArn], (text) =>
      text.includes('Measuring') ? 'SIGINT' : undefined,
    );
    expect(stderr).toMatch(/Stopped watching. The execution goes on:/);
    expect(stderr).toContain(`power-tuner watch ${executionArn}`);
    expect(stderr).toMatch(/aws stepfunctions stop-execution --region us-east-1 --execution-arn arn:/);
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(await statusOf(executionArn)).toBe('RUNNING');
    letGo.resolve();
    expect(await pipeline.end(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(pipeline.calls().map(({ action }) => action)).not.toContain('StopExecution');
  });

  const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:power-tuner';
  const absent = 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:no-such';
  it.each([
    [['watch'], /missing required argument 'executionArn'/],
    [['watch', 'orders'], /orders is no execution's ARN; allowed: arn:aws:states:.*list-executions/s],
    [
      ['watch', machine],
      /is a state machine, not an execution of it\. .*--state-machine-arn arn:\S+power-tuner/,
    ],
    [['watch', 'arn:aws:states:us-east-1:000000000000:express:power-tuner:a:b'], /is an express execution/],
    [['watch', absent], /there is no execution .*no-such: .*list-executions --state-machine-arn arn:/s],
    [['tune', 'orders', '--watch', absent], /--watch follows a run .* orders would change nothing/],
    [
      ['tune', '--watch', absent, '--num', '5'],
      /--num would change nothing; allowed beside it: --json.*--fail-if/,
    ],
  ])('ends with 2 for %j, and says what to type', async (args, message) => {
    const { code, stdout, stderr } = await command(args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each(['DescribeExecution', 'GetExecutionHistory'])(
    'says which rights it takes where %s is denied',
    async (action) => {
      const { executionArn = '' } = await pipeline.run({ lambdaARN: quick, ...input });
      const denied = { name: 'AccessDeniedException', message: 'not yours', status: 400 };
      pipeline.emulator.setFaults([{ action, do: { error: denied } }]);
      const { code, stderr } = await command(['watch', executionArn]);
      expect(stderr).toMatch(/not yours.*It takes states:DescribeExecution and states:GetExecutionHistory/s);
      expect(code).toBe(1);
    },
  );
});
