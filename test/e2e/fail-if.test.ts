import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resultSchema } from '../../lib/contract/index.ts';
import { type Finished, powerTuner } from '../support/command-line.ts';
import { madeFolders } from '../support/made-folders.ts';
import { replayPackage } from '../support/replay.ts';
import { distribution, figure, measured, tunedResult } from '../support/tuned-result.ts';

const folder = madeFolders();

/** A function of 256 MB whose invocations take about so long, and half of it with 512 MB. */
function taking(ms: number): string {
  const around = (middle: number) => [0.98, 0.99, 1, 1.01, 1.02].map((times) => middle * times);
  const points = [256, 512].map((memoryMB) => ({
    memoryMB,
    durationsMs: around((ms * 256) / memoryMB),
    initMs: [100],
    maxMemoryUsedMB: 64,
  }));
  return folder({
    ...replayPackage({ x86_64: points }),
    'power-tuner.json': JSON.stringify({
      memoryMB: 256,
      input: { num: 20, powerValues: [256, 512], seed: 1 },
    }),
  });
}

function tune(path: string, ...options: readonly string[]): Promise<Finished> {
  return powerTuner(['tune', path, ...options]);
}

/** Each runs several commands, one after another. */
const TIMEOUT_MS = 240_000;

describe('power-tuner tune --fail-if', { timeout: TIMEOUT_MS }, () => {
  it('ends with 3 where a condition holds, says which, and leaves the output to the result', async () => {
    const out = join(folder({}), 'out');
    const { code, stdout, stderr } = await tune(
      taking(200),
      ...['--json', '--out', out, '--fail-if', 'mean > 150', '--fail-if', 'mean > 250'],
    );
    expect(code).toBe(3);
    expect(resultSchema.parse(JSON.parse(stdout)).baseline?.memoryMB).toBe(256);
    const [first, second] = stderr.trimEnd().split('\n');
    expect(first).toMatch(/^✗ mean > 150 ms holds: [\d.]+ ms \(.* to .*\), the current 256 MB on x86_64$/);
    expect(second).toMatch(/^✓ mean > 250 ms does not hold: /);
    expect(JSON.parse(readFileSync(join(out, 'conditions.json'), 'utf8'))).toMatchObject({
      schemaVersion: 1,
      failed: true,
      conditions: [
        { condition: 'mean > 150 ms', outcome: 'holds', fails: true },
        { condition: 'mean > 250 ms', outcome: 'does-not-hold', fails: false },
      ],
    });
  });

  it('ends with 0 where none surely holds, and with 3 where what may hold is to count', async () => {
    const path = taking(200);
    const { code, stderr } = await tune(path, '--fail-if', 'mean > 199.5');
    expect(stderr).toMatch(/^\? mean > 199\.5 ms may hold, not sure: /m);
    expect(code).toBe(0);
    const unsure = await tune(path, '--fail-if', 'mean > 199.5', '--fail-if-unsure');
    expect(unsure.stderr).toMatch(/^✗ mean > 199\.5 ms may hold, not sure: /m);
    expect(unsure.code).toBe(3);
  });

  it('finds a regression against the folder of an earlier run, and none against its like', async () => {
    const before = join(folder({}), 'out');
    expect((await tune(taking(200), '--out', before)).code).toBe(0);
    const conditions = ['--fail-if', 'mean > +10%', '--fail-if', 'cost > +10%', '--against', before];
    const slower = await tune(taking(240), ...conditions);
    expect(slower.stderr).toMatch(/^✗ mean > \+10% holds: .* 20% over the stored 200 ms/m);
    expect(slower.stderr).toMatch(/^✗ cost > \+10% holds: .*\$/m);
    expect(slower.code).toBe(3);
    const alike = await tune(taking(202), ...conditions);
    expect(alike.stderr).toMatch(/^✓ mean > \+10% does not hold: /m);
    expect(alike.code).toBe(0);
  });

  it("ends with 3 where a condition can't be judged after all: a check that can't fail is none", async () => {
    const { code, stderr } = await tune(taking(200), '--num', '5', '--fail-if', 'mean > 900');
    // One of the five was a cold start.
    expect(stderr).toMatch(
      /^✗ mean > 900 ms can't be judged: too few samples .*\(n < 5\), of 256 MB on x86_64$/m,
    );
    expect(code).toBe(3);
  });

  it.each([
    [['--fail-if', 'p98 > 3', '--fail-if', 'cost > +5%', '--fail-if', 'mean ! 3'], 3],
    [['--fail-if', 'mean > +5%', '--against', '/no/such/result.json'], 1],
    [['--fail-if', 'mean > 5', '--against', '/no/such/result.json'], 2],
    [['--fail-if', 'init > 200', '--fail-if', 'p99 < 5', '--fail-if', 'mean > 5'], 2],
    [['--fail-if', 'current mean > 5', '--fail-if', 'saving > 5', '--no-baseline'], 2],
    [['--fail-if-unsure'], 1],
    [['--against', '/no/such/result.json'], 1],
  ])('refuses %j with all %i problems, and starts nothing', async (options, count) => {
    const { code, stdout, stderr } = await tune(taking(200), ...options);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^error: ${count} problems? with --fail-if:\n(- .*\n?){${count}}$`));
    expect(stdout + stderr).not.toMatch(/Tuning|Execution/);
  });

  it('passes over nothing of a run that failed', async () => {
    const path = folder({ 'index.mjs': 'throw new Error("broken");' });
    const { code } = await tune(path, '--num', '5', '--power-values', '256', '--fail-if', 'mean > 900');
    expect(code).toBe(1);
  });
});

describe('power-tuner report --fail-if', () => {
  const CURRENT = { architecture: 'x86_64', memoryMB: 512 } as const;
  const resultOf = (ms: number) =>
    JSON.stringify(
      tunedResult({
        candidates: [
          measured(CURRENT, distribution(figure(ms, ms - 5, ms + 5)), figure(5e-6, 4.8e-6, 5.2e-6)),
        ],
        recommended: CURRENT,
        current: CURRENT,
      }),
    );

  it('judges results again, each by its name, and ends with the worst of them', async () => {
    const path = folder({
      'fast.json': resultOf(100),
      'slow.json': resultOf(200),
      'then.json': resultOf(100),
    });
    const judged = await powerTuner([
      ...['report', join(path, 'fast.json'), join(path, 'slow.json'), '--format', 'csv'],
      ...['--fail-if', 'p99 > +20%', '--against', join(path, 'then.json')],
    ]);
    expect(judged.stderr).toMatch(
      /^.*: ✓ p99 > \+20% does not hold: .*\n.*: ✗ p99 > \+20% holds: 200 ms .*\n$/,
    );
    expect(judged.stdout).toMatch(/^result,/);
    expect(judged.code).toBe(3);
  });

  it('passes nothing that is no result of ours, and judges nothing that it does not write', async () => {
    const path = folder({
      'other.json': JSON.stringify({ power: 128, cost: 1e-6, duration: 10 }),
      'ours.json': resultOf(100),
    });
    const other = await powerTuner(['report', join(path, 'other.json'), '--fail-if', 'cost > 900']);
    expect(other.stderr).toMatch(
      /^✗ cost > 900 can't be judged: it is no result of this version of power-tuner$/m,
    );
    expect(other.code).toBe(3);
    const link = await powerTuner(['report', join(path, 'ours.json'), '--link', '--fail-if', 'cost > 900']);
    expect(link.stderr).toMatch(/--fail-if judges what is written, and --link writes nothing/);
    expect(link.code).toBe(2);
  });
});
