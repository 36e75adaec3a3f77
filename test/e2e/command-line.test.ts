import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resultSchema, type TuningResult } from '../../lib/contract/index.ts';
import { folderWith, powerTuner } from '../support/command-line.ts';
import { startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';

const QUICK = ['--num', '5', '--power-values', '256,512'];
const folders: { path: string; remove(): void }[] = [];

function folder(files: Readonly<Record<string, string>>, name?: string): string {
  const made = folderWith(files, name);
  folders.push(made);
  return made.path;
}

function candidate({ candidates }: TuningResult, memoryMB: number) {
  const found = candidates.find((one) => one.memoryMB === memoryMB);
  if (found === undefined) throw new Error(`the result has no ${memoryMB} MB`);
  return found;
}

afterAll(() => {
  for (const made of folders) made.remove();
});

describe('power-tuner tune <folder>', () => {
  it('prints a table, the answer and the link, and ends with 0', async () => {
    const path = folder({ 'index.mjs': 'export const handler = async () => 1;' });
    const { code, stdout, stderr } = await powerTuner(['tune', path, ...QUICK]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/size +architecture +mean +p99 +cost per 1M/);
    expect(stdout).toMatch(/256 MB/);
    expect(stdout).toMatch(/is the cheapest: \$[\d.]+ per million invocations/);
    expect(stdout).toMatch(/See it: https:\/\/lambda-power-tuning\.show\/#/);
    expect(stderr).toMatch(/Tuning orders on the local emulator/);
    // Plain lines, without escape codes, where the output is no terminal.
    expect(stdout + stderr).not.toContain('\u001b');
  });

  it('prints only the result with --json', async () => {
    const path = folder({ 'index.cjs': 'exports.handler = async () => 1;' });
    const { code, stdout, stderr } = await powerTuner(['tune', path, ...QUICK, '--json']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const result = resultSchema.parse(JSON.parse(stdout));
    expect(result.measuredBy).toBe('process');
    // The default size of a function, as the current configuration.
    expect(result.baseline?.memoryMB).toBe(128);
  });

  it('bundles a TypeScript handler with what it imports', async () => {
    const path = folder({
      'src/app.ts': "import { two } from './two.ts';\nexport const run = async (): Promise<number> => two;",
      'src/two.ts': 'export const two: number = 2;',
      'power-tuner.json': JSON.stringify({ handler: 'src/app.run', memoryMB: 256 }),
    });
    const { code, stdout } = await powerTuner(['tune', path, ...QUICK, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).candidates[0].failures).toEqual([]);
  });

  it("takes the folder's own input, a file's over it, and options over both", async () => {
    const path = folder({
      ...replayPackage({ x86_64: [128, 256, 512].map((memoryMB) => steady(memoryMB, 100)) }),
      'power-tuner.json': JSON.stringify({
        memoryMB: 128,
        input: { num: 6, powerValues: [128], strategy: 'speed' },
      }),
      'more.json': JSON.stringify({ powerValues: [128, 256], strategy: 'balanced' }),
    });
    const { stdout } = await powerTuner([
      'tune',
      path,
      '-i',
      `${path}/more.json`,
      '--strategy',
      'cost',
      '--json',
    ]);
    const result = JSON.parse(stdout);
    expect(result.recommendation.strategy).toBe('cost');
    expect(result.candidates.map(({ memoryMB }: { memoryMB: number }) => memoryMB)).toEqual([128, 256]);
    expect(result.candidates[0].invocations).toBe(6);
  });

  it('says that measurements are replayed, and from where', async () => {
    const path = folder({
      ...replayPackage({ x86_64: [steady(128, 100)] }),
      'power-tuner.json': JSON.stringify({ input: { powerValues: [128] } }),
    });
    const { stdout } = await powerTuner(['tune', path, '-n', '5']);
    expect(stdout).toMatch(/\(replayed measurements\)/);
    expect(stdout).toMatch(/Replayed measurements, from .*written for a test/);
  });

  it('writes the result and the raw samples into the folder of --out', async () => {
    const path = folder({
      ...replayPackage({ x86_64: [128, 256].map((memoryMB) => steady(memoryMB, 100)) }),
      'power-tuner.json': JSON.stringify({ memoryMB: 256 }),
    });
    const out = join(path, 'results');
    const { code, stdout } = await powerTuner([
      ...['tune', path, '-n', '6', '-p', '128,256', '--cold-starts', '3', '--json', '--out', out],
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'))).toEqual(JSON.parse(stdout));
    const files = readdirSync(join(out, 'samples')).sort();
    expect(files).toEqual(['x86_64-128-1.jsonl', 'x86_64-256-1.jsonl']);
    for (const file of files) {
      const text = readFileSync(join(out, 'samples', file), 'utf8');
      const samples = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const memoryMB = Number(file.split('-')[1]);
      expect(samples.length).toBe(candidate(JSON.parse(stdout), memoryMB).invocations);
      expect(samples.length).toBeGreaterThanOrEqual(6 + 3);
      expect(samples[0]).toMatchObject({ memoryMB, outcome: 'succeeded', start: 'cold', initMs: 100 });
    }
    const again = await powerTuner(['tune', path, '-n', '5', '--out', out]);
    expect(again.stderr).toMatch(/--out is .*results, which is not empty; allowed: a new folder/);
    expect(again.code).toBe(2);
  });

  it('writes the samples of a run that fails, which has no result', async () => {
    const path = folder({
      'index.mjs': "export const handler = async () => { throw new RangeError('broken'); };",
    });
    const out = join(path, 'results');
    const { code } = await powerTuner(['tune', path, ...QUICK, '--no-baseline', '--out', out]);
    expect(code).toBe(1);
    expect(existsSync(join(out, 'result.json'))).toBe(false);
    const [file = '', ...others] = readdirSync(join(out, 'samples'));
    expect(others).toHaveLength(1);
    const [line = ''] = readFileSync(join(out, 'samples', file), 'utf8').split('\n');
    expect(JSON.parse(line)).toMatchObject({ outcome: 'failed', reason: 'RangeError', error: 'broken' });
  });

  it('ends with 1 when the run fails, and says why', async () => {
    const path = folder({
      'index.mjs': "export const handler = async () => { throw new RangeError('broken'); };",
    });
    const { code, stdout, stderr } = await powerTuner(['tune', path, ...QUICK]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /error: the execution failed with NoCandidateMeasured: .*RangeError.*\nNext: .*--payload/s,
    );
  });

  it('estimates the cost first with --max-cost-usd, and shows the round after it', async () => {
    const path = folder({
      ...replayPackage({ x86_64: [128, 256].map((memoryMB) => steady(memoryMB, 100)) }),
      'power-tuner.json': JSON.stringify({ memoryMB: 256, input: { num: 5, powerValues: [128, 256] } }),
    });
    const within = await powerTuner(['tune', path, '--max-cost-usd', '0.01']);
    expect(within.code).toBe(0);
    expect(within.stderr).toMatch(
      /Estimating the cost\n {2}x86_64-256: .*\nMeasuring \(2 candidates\)\n(?=.*x86_64-256: )(?=.*x86_64-128: )/s,
    );
    const over = await powerTuner(['tune', path, '--max-cost-usd', '0.0001']);
    expect(over.code).toBe(1);
    expect(over.stderr).toMatch(
      /error: the execution failed with CostLimitExceeded: .*maxCostUsd allows 0\.0001/s,
    );
  });

  it("prints the stages' log on standard error with --verbose, and still only the result on the output", async () => {
    const path = folder({ 'index.mjs': 'export const handler = async () => 1;' });
    const { stdout, stderr } = await powerTuner(['tune', path, ...QUICK, '--json', '--verbose']);
    expect(resultSchema.safeParse(JSON.parse(stdout)).success).toBe(true);
    const messages = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).message);
    expect(messages[0]).toBe('Initializer began');
    expect(messages.at(-1)).toBe('Reporter ended');
  });

  it.each([
    [['tune'], /nothing is given to tune/],
    [['tune', '.', '--no-such-option'], /unknown option '--no-such-option'/],
    [['tun'], /unknown command 'tun'/],
    [
      ['tune', 'examples/cpu-bound', '--num', '3', '--strategy', 'cheap'],
      /2 problems in the input:.*num.*strategy/s,
    ],
    [['tune', 'examples/cpu-bound', '--payload', '{'], /--payload is not JSON/],
    [['tune', 'examples/cpu-bound', '-i', 'no-such-file.json'], /no-such-file\.json can't be read/],
    [['tune', 'docs'], /docs has no handler: looked for index\.mjs/],
    [['tune', 'some-function'], /no folder here.*--state-machine/],
  ])('ends with 2 for %j', async (args, message) => {
    const { code, stdout, stderr } = await powerTuner(args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(stdout).toBe('');
  });

  it('has a help that shows how to use it', async () => {
    const { code, stdout } = await powerTuner(['tune', '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples:\n {2}power-tuner tune examples\/cpu-bound/);
    expect(stdout).toMatch(/--power-values <list>/);
  });

  it('stops on Ctrl-C and leaves no process behind', async () => {
    const marker = `canary${process.pid}`;
    const path = folder(
      {
        'index.mjs': `process.title = '${marker}';
          export const handler = () => new Promise((resolve) => setTimeout(resolve, 60_000));`,
        'power-tuner.json': JSON.stringify({ timeoutSeconds: 90 }),
      },
      'never-ends',
    );
    const { code, stderr } = await powerTuner(['tune', path, ...QUICK], {
      onError: (text) => (text.includes('Measuring') ? 'SIGINT' : undefined),
    });
    expect(stderr).toMatch(/Stopping: the execution is aborted/);
    expect(code).toBe(130);
    expect(processesNamed(marker)).toEqual([]);
  });
});

describe('power-tuner tune <name> against a deployed state machine', () => {
  it('says what went wrong where the Initializer fails', async () => {
    const pipeline = await startPipeline();
    try {
      const environment = {
        AWS_ENDPOINT_URL: pipeline.emulator.endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      };
      const args = ['tune', 'no-such-function', '--state-machine', pipeline.stateMachineArn];
      const { code, stderr } = await powerTuner(args, { environment });
      expect(stderr).toMatch(/failed with TargetNotTunable: the target no-such-function can't be read/);
      expect(code).toBe(1);
    } finally {
      await pipeline.stop();
    }
  });

  it('follows the execution through the API and prints the same', async () => {
    const pipeline = await startPipeline();
    try {
      await pipeline.create('orders', replayPackage({ x86_64: [steady(128, 100), steady(256, 90)] }), {
        MemorySize: 128,
      });
      const environment = {
        AWS_ENDPOINT_URL: pipeline.emulator.endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        POWER_TUNER_STATE_MACHINE: pipeline.stateMachineArn,
      };
      const { code, stdout, stderr } = await powerTuner(['tune', 'orders', '-n', '5', '-p', '128,256'], {
        environment,
      });
      expect(stderr).toMatch(/Tuning orders in AWS through arn:aws:states/);
      expect(stderr).toMatch(/x86_64-128: measured/);
      expect(stdout).toMatch(/128 MB on x86_64 is the cheapest/);
      expect(code).toBe(0);
      // A stack without a bucket for them has no raw samples.
      const out = join(folder({}), 'results');
      const args = ['tune', 'orders', '-n', '5', '-p', '128,256', '--out', out];
      const kept = await powerTuner(args, { environment });
      expect(kept.stderr).toMatch(/No raw samples: .*resultsBucket/);
      expect(readdirSync(out)).toEqual(['report.html', 'result.json']);
      // The history is in a folder here, whatever the stack keeps.
      const history = join(folder({}), 'history');
      const { stderr: said } = await powerTuner([...args.slice(0, -2), '--history', history], {
        environment,
      });
      const [, file = ''] = /^Kept in (.*)$/m.exec(said) ?? [];
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ power: 128 });
    } finally {
      await pipeline.stop();
    }
  });
});

function processesNamed(marker: string): string[] {
  const all = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
  return all.split('\n').filter((line) => line.includes(marker));
}
