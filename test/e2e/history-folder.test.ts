import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resultSchema, type TuningResult } from '../../lib/contract/index.ts';
import { powerTuner } from '../support/command-line.ts';
import { madeFolders } from '../support/made-folders.ts';
import { replayPackage, steady } from '../support/replay.ts';

const folder = madeFolders();
const HERE = 'results/000000000000/us-east-1/orders';
const INPUT = ['--num', '10', '--power-values', '128,512', '--architectures', 'x86_64'];

/** A function of 512 MB that takes so long at 128 and at 512 MB. */
function orders(at128: number, at512: number): string {
  return folder({
    ...replayPackage({ x86_64: [steady(128, at128), steady(512, at512)] }),
    'power-tuner.json': JSON.stringify({ memoryMB: 512 }),
  });
}

/** Where results may be kept: a folder that isn't there yet. */
function nowhereYet(): string {
  return join(folder({}, 'kept'), 'history');
}

const tune = (path: string, ...options: readonly string[]) =>
  powerTuner(['tune', path, ...INPUT, '--json', ...options]);

async function result(path: string, ...options: readonly string[]): Promise<TuningResult> {
  const { code, stdout, stderr } = await tune(path, ...options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return resultSchema.parse(JSON.parse(stdout));
}

function keptIn(history: string): string[] {
  return readdirSync(join(history, HERE)).toSorted();
}

function put(history: string, name: string, content: string): void {
  const file = join(history, HERE, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

describe('the history of a local function', () => {
  it('has each run, which is compared with the one before', async () => {
    const history = nowhereYet();
    const first = await result(orders(100, 20), '--history', history);
    expect(first.outcome).toEqual({ outcome: 'unchanged' });
    const slower = await result(orders(150, 30), '--history', history);
    expect(slower.outcome).toMatchObject({
      outcome: 'regressed',
      change: { memoryMB: 512, slower: true },
      before: { executionArn: first.run.executionArn },
    });
    const [one = '', other = '', ...more] = keptIn(history);
    expect(more).toEqual([]);
    const read = (name: string) => JSON.parse(readFileSync(join(history, HERE, name), 'utf8'));
    expect([read(one), read(other)]).toEqual([first, slower]);
    expect(slower.history?.map(({ executionArn }) => executionArn)).toEqual([first.run.executionArn]);
    // Nobody has asked for more than the result.
    expect(slower).not.toHaveProperty('links');
    expect(slower.run).not.toHaveProperty('samples');
  });

  it('is in the folder that the environment names, and it is said where', async () => {
    const history = nowhereYet();
    const args = ['tune', orders(100, 20), ...INPUT];
    const { stderr } = await powerTuner(args, { environment: { POWER_TUNER_HISTORY: history } });
    const [name] = keptIn(history);
    expect(stderr).toContain(`Kept in ${join(history, HERE, name ?? '')}\n`);
  });

  it.each([
    ['--no-history', ['--no-history'], {}],
    ['--no-history, whatever the environment says', ['--no-history'], { POWER_TUNER_HISTORY: 'kept-here' }],
    ['POWER_TUNER_HISTORY=off', [], { POWER_TUNER_HISTORY: 'off' }],
  ])('is not kept with %s', async (_, options, environment) => {
    const args = ['tune', orders(100, 20), ...INPUT, ...options];
    const { code, stderr } = await powerTuner(args, { environment });
    expect(code).toBe(0);
    expect(stderr).not.toContain('Kept in');
    expect([existsSync('.power-tuner'), existsSync('kept-here')]).toEqual([false, false]);
  });

  it('has the same result as the folder of --out, which has samples and page too', async () => {
    const [history, out] = [nowhereYet(), join(folder({}), 'out')];
    await result(orders(100, 20), '--history', history, '--out', out);
    expect(readdirSync(out)).toEqual(['report.html', 'result.json', 'samples']);
    const [name = ''] = keptIn(history);
    expect(JSON.parse(readFileSync(join(history, HERE, name), 'utf8'))).toEqual(
      JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')),
    );
  });

  it('has nothing of a dry run', async () => {
    const history = nowhereYet();
    expect(await tune(orders(100, 20), '--history', history, '--dry-run')).toMatchObject({ code: 0 });
    expect(existsSync(history)).toBe(false);
  });

  it('costs no run where something in it can not be read: the result says so', async () => {
    const history = nowhereYet();
    const first = await result(orders(100, 20), '--history', history);
    put(history, '2099-01-01T00-00-00.000Z-x.json', '{"schemaVersion": 99}');
    const { outcome, warnings } = await result(orders(100, 20), '--history', history);
    expect(outcome?.before?.executionArn).toBe(first.run.executionArn);
    expect(warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^earlier-result-not-read: .*2099-01-01.* has schemaVersion 99/),
    ]);
  });

  it('compares measurements that are replayed with no others', async () => {
    const history = nowhereYet();
    const first = await result(orders(100, 20), '--history', history);
    const other = { ...first, measuredBy: 'process' };
    put(history, '2099-01-01T00-00-00.000Z-x.json', JSON.stringify(other));
    const { outcome, warnings } = await result(orders(100, 20), '--history', history);
    expect(outcome?.before?.startedAt).toBe(first.run.startedAt);
    expect(warnings).toEqual([]);
  });

  it('costs no run where it can be neither read nor written: both are said', async () => {
    const file = join(folder({ file: 'no folder' }), 'file');
    const { code, stdout, stderr } = await tune(orders(100, 20), '--history', file);
    expect(code).toBe(0);
    expect(resultSchema.parse(JSON.parse(stdout)).outcome).toEqual({ outcome: 'unchanged' });
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^warning: earlier results can't be read from .*file, .*--history/),
      expect.stringMatching(/^warning: the result can't be kept in .*file: .*--no-history$/),
      '',
    ]);
  });
});
