import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { captured } from '../../support/captured-terminal.ts';
import { keepAll, keptRun } from '../../support/kept-runs.ts';
import { madeFolders } from '../../support/made-folders.ts';

const madeFolder = madeFolders();
const FIRST = keptRun({ startedAt: '2026-11-02T03:00:00.000Z', id: 'aaaa1111', ms: 100 });
const SECOND = keptRun({ startedAt: '2026-11-09T03:00:00.000Z', id: 'bbbb2222', ms: 101 });
const THIRD = keptRun({
  startedAt: '2026-11-16T03:00:00.000Z',
  id: 'bbcc3333',
  ms: 150,
  more: { outcome: { outcome: 'regressed' } },
});
const OTHER = keptRun({
  startedAt: '2026-11-03T00:00:00.000Z',
  id: 'dddd4444',
  ms: 10,
  functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:bills',
});

function kept(...results: Parameters<typeof keepAll>[1]): string {
  const folder = madeFolder({});
  keepAll(folder, results);
  return folder;
}

describe('power-tuner history', () => {
  it('shows the runs of a function, the latest first, and what they took as bars', async () => {
    const folder = kept(FIRST, THIRD, SECOND, OTHER);
    const { code, stdout } = await captured(['history', 'orders', '--history', folder]);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/ recommended +cost of run +outcome$/);
    expect(lines.slice(1, 4).map((line) => line.replaceAll(/ +/g, ' ').trim())).toEqual([
      '2026-11-16 03:00 bbcc3333 256 MB x86_64 150 ms $1.50 256 MB x86_64 $0.0100 regressed',
      expect.stringMatching(/^2026-11-09 03:00 bbbb2222 256 MB x86_64 101 ms \$1\.01 .* unchanged$/),
      expect.stringMatching(/^2026-11-02 03:00 aaaa1111 256 MB x86_64 100 ms \$1\.00 .* unchanged$/),
    ]);
    expect(lines.slice(-3).map((line) => line.slice(0, 16))).toEqual([
      '2026-11-16 03:00',
      '2026-11-09 03:00',
      '2026-11-02 03:00',
    ]);
    expect(lines.at(-3)).toMatch(/█{16} {2}\$1\.50 {2}█{16} {2}150 ms$/);
  });

  it('tells runs of the same minute apart', async () => {
    const soon = keptRun({ startedAt: '2026-11-02T03:00:40.000Z', id: 'cccc5555', ms: 50 });
    const { stdout } = await captured(['history', 'orders', '--history', kept(FIRST, soon)]);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .slice(-2)
        .map((line) => line.slice(0, 26)),
    ).toEqual(['2026-11-02 03:00  cccc5555', '2026-11-02 03:00  aaaa1111']);
  });

  it('says above outcomes what they are, where the terminal is narrow too', async () => {
    const folder = kept(FIRST, SECOND);
    const { stdout } = await captured(['history', 'orders', '--history', folder], { columns: 80 });
    const [head = '', row = ''] = stripVTControlCharacters(stdout).split('\n');
    expect(head.indexOf('outcome')).toBe(row.indexOf('unchanged'));
    expect(head).toContain('outcome');
  });

  it('keeps to the last so many, and to narrow terminals', async () => {
    const folder = kept(FIRST, SECOND, THIRD);
    const { stdout } = await captured(['history', 'orders', '--history', folder, '--last', '2'], {
      columns: 60,
    });
    expect(stdout).not.toContain('2026-11-02');
    expect(stdout).toContain('2026-11-09');
    for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(60);
  });

  it('prints JSON', async () => {
    const folder = kept(FIRST, THIRD);
    const { stdout } = await captured(['history', 'orders', '--history', folder, '--json']);
    expect(JSON.parse(stdout)).toMatchObject([
      { id: 'bbcc3333', outcome: 'regressed', current: { memoryMB: 256, durationMs: { value: 150 } } },
      { id: 'aaaa1111', outcome: 'unchanged', current: { durationMs: { value: 100, low: 99, high: 101 } } },
    ]);
  });

  it('lists the functions that have runs', async () => {
    const { stdout } = await captured(['history', '--history', kept(FIRST, SECOND, OTHER)]);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replaceAll(/ +/g, ' ').trim());
    expect(lines.slice(1)).toEqual([
      'orders eu-west-1 123456789012 2026-11-09 03:00 2',
      'bills us-east-1 123456789012 2026-11-03 00:00 1',
    ]);
  });

  it('says where nothing is kept yet', async () => {
    const folder = madeFolder({});
    expect(await captured(['history', '--history', folder])).toMatchObject({ code: 0, stdout: '' });
    const { code, stderr } = await captured(['history', 'orders', '--history', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain(`no run of orders is kept in ${folder}; nothing is kept there yet: tune keeps`);
  });

  it.each([
    [['history', 'no such name!'], 'no such name! is no name or ARN of a function'],
    [['history', 'bill'], 'there are runs of orders in eu-west-1 of 123456789012 and 1 more'],
    [['history', 'orders', '--last', '0'], 'Allowed: whole numbers from 1.'],
    [['diff', 'orders~7', 'orders'], 'of orders 2 runs are kept in'],
    [['diff', 'orders~7', 'orders'], 'orders is the latest, orders~1 the first'],
    [['diff', 'zzzz', 'orders'], 'no run of zzzz is kept'],
  ])('refuses %j', async (args, message) => {
    const folder = kept(FIRST, SECOND, OTHER);
    const { code, stderr } = await captured([...args, '--history', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('asks which of two functions of one name is meant', async () => {
    const elsewhere = keptRun({
      startedAt: '2026-11-04T00:00:00.000Z',
      id: 'eeee5555',
      ms: 10,
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders',
    });
    const folder = kept(FIRST, elsewhere);
    const { code, stderr } = await captured(['history', 'orders', '--history', folder]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /orders may be orders in .* of 123456789012, or orders in .*; give its ARN, or --region/,
    );
    const here = await captured([
      'history',
      'orders',
      '--history',
      folder,
      '--region',
      'us-east-1',
      '--json',
    ]);
    expect(JSON.parse(here.stdout)).toMatchObject([{ id: 'eeee5555' }]);
    const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
    const there = await captured(['history', arn, '--history', folder, '--json']);
    expect(JSON.parse(there.stdout)).toMatchObject([{ id: 'aaaa1111' }]);
  });

  it('shows the others where one can not be read', async () => {
    const folder = kept(FIRST, SECOND);
    const broken = 'results/123456789012/eu-west-1/orders/2026-11-10T00-00-00.000Z-ffff6666.json';
    writeFileSync(join(folder, broken), '{"schemaVersion": 99}');
    const { code, stdout, stderr } = await captured(['history', 'orders', '--history', folder, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(2);
    expect(stderr).toContain('has schemaVersion 99');
  });
});

describe('power-tuner diff', () => {
  it('says of each configuration what has changed, and whether that is sure', async () => {
    const folder = kept(FIRST, SECOND, THIRD);
    const { code, stdout } = await captured(['diff', 'orders~1', 'orders', '--history', folder]);
    expect(code).toBe(0);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replaceAll(/ +/g, ' ').trim());
    expect(lines.slice(1, 3)).toEqual([
      '256 MB x86_64 101 ms 150 ms +49% $1.01 $1.50 +49% current, recommended',
      '512 MB x86_64 50.5 ms 75.0 ms +49% $1.11 $1.65 +49%',
    ]);
    expect(stdout).toContain('Of 2 configurations that both measured 2 have changed for sure');
    expect(stdout).toContain('Both recommend 256 MB on x86_64.');
  });

  it('marks what may as well be the same', async () => {
    const folder = kept(FIRST, SECOND);
    const { stdout } = await captured(['diff', 'aaaa', 'bbbb2222', '--history', folder]);
    expect(stdout.replaceAll(/ +/g, ' ')).toContain('256 MB x86_64 100 ms 101 ms ~+1% $1.00 $1.01 ~+1%');
    expect(stdout).toContain('Of 2 configurations that both measured none has changed for sure.');
  });

  it('says that a run is the same as itself, and nothing of what changed', async () => {
    const { code, stdout } = await captured(['diff', 'orders', 'aaaa1111', '--history', kept(FIRST)]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'Both are the run of 2026-11-02 03:00 (UTC): there is nothing to compare.\n',
    });
  });

  it('calls a figure that is the same to the last digit no change', async () => {
    const again = keptRun({ startedAt: '2026-11-05T03:00:00.000Z', id: 'eeee6666', ms: 100 });
    const { stdout } = await captured(['diff', 'aaaa', 'orders', '--history', kept(FIRST, again)]);
    expect(stdout.replaceAll(/ +/g, ' ')).toContain('256 MB x86_64 100 ms 100 ms 0% $1.00 $1.00 0%');
  });

  it('takes files beside runs, and prints JSON', async () => {
    const folder = kept(FIRST);
    const file = join(folder, 'stored.json');
    writeFileSync(file, JSON.stringify(THIRD));
    const { stdout } = await captured(['diff', file, 'orders', '--history', folder, '--json']);
    const { changes } = JSON.parse(stdout);
    expect(changes).toMatchObject([
      { memoryMB: 256, duration: { surely: -1 }, cost: { surely: -1 } },
      { memoryMB: 512, duration: { surely: -1 } },
    ]);
    expect(changes[0].duration.percent).toBeCloseTo(-33.3, 1);
  });

  it('says that nothing was measured in both', async () => {
    const folder = kept(FIRST, OTHER);
    const without = { ...OTHER, candidates: [] };
    const file = join(folder, 'none.json');
    writeFileSync(file, JSON.stringify(without));
    const { stdout } = await captured(['diff', 'orders', file, '--history', folder]);
    expect(stdout).toContain('No configuration was measured in both.');
  });

  it('takes a function’s name for its runs, though a folder of its code or an id begins so', async () => {
    const namesake = keptRun({
      startedAt: '2026-11-20T03:00:00.000Z',
      id: 'cccc5555',
      ms: 42,
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:bbcc',
    });
    const folder = kept(FIRST, THIRD, namesake);
    const { stdout } = await captured(['diff', 'orders~1', 'bbcc', '--history', folder]);
    expect(stdout).toContain('42.0 ms');
    expect(stdout).not.toContain('150 ms');
    // Code lies beside where its runs are kept.
    const code = madeFolder({ 'orders/index.mjs': 'export const handler = () => 1' });
    const before = process.cwd();
    process.chdir(code);
    try {
      const beside = await captured(['diff', 'orders~1', 'orders', '--history', folder]);
      expect([beside.code, beside.stderr]).toEqual([0, '']);
      expect(beside.stdout).toContain('+50%');
    } finally {
      process.chdir(before);
    }
  });

  it('refuses the beginning of two ids', async () => {
    const folder = kept(SECOND, THIRD);
    const { code, stderr } = await captured(['diff', 'bb', 'orders', '--history', folder]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/bb is the beginning of 2 ids: b/);
  });
});
