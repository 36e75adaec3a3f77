import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resultSchema } from '../../lib/contract/index.ts';
import { powerTuner } from '../support/command-line.ts';
import { madeFolders } from '../support/made-folders.ts';
import { replayPackage, steady } from '../support/replay.ts';

describe('power-tuner init', () => {
  const madeFolder = madeFolders();
  const folder = (files: Readonly<Record<string, string>> = {}) => madeFolder(files);

  it('writes an input that tune reads, once a key is taken into use', async () => {
    const path = folder({
      ...replayPackage({ x86_64: [128, 256].map((memoryMB) => steady(memoryMB, 100)) }),
      'power-tuner.json': JSON.stringify({ memoryMB: 256 }),
    });
    const file = join(path, 'orders.yaml');
    const written = await powerTuner(['init', path, '-o', file]);
    expect(written.stderr).toBe(`Written: ${file}. Next: power-tuner tune --input ${file}\n`);
    expect(written).toMatchObject({ code: 0, stdout: '' });
    const text = readFileSync(file, 'utf8');
    const used = text.replace(/^#num: .*$/m, 'num: 6').replace(/^#powerValues: .*$/m, 'powerValues: [128]');
    writeFileSync(file, used);
    const { code, stdout } = await powerTuner(['tune', '--input', file, '--json']);
    expect(code).toBe(0);
    const { candidates } = resultSchema.parse(JSON.parse(stdout));
    expect(candidates.map(({ memoryMB, invocations }) => [memoryMB, invocations])).toEqual([
      [128, 6],
      [256, 6],
    ]);
  });

  it('prints it with -o -', async () => {
    const { code, stdout, stderr } = await powerTuner(['init', 'orders', '-o', '-']);
    expect(stdout).toMatch(/^lambdaARN: orders$/m);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('writes over no file without --force', async () => {
    const file = join(folder({ 'mine.yaml': 'mine' }), 'mine.yaml');
    const refused = await powerTuner(['init', '-o', file]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/mine\.yaml is there already.*--force.*-o <file>/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const forced = await powerTuner(['init', '-o', file, '--force']);
    expect(forced.stderr).toMatch(
      /Next: name the function in it \(lambdaARN\), then power-tuner tune --input/,
    );
    expect(readFileSync(file, 'utf8')).toMatch(/^lambdaARN: my-function$/m);
  });

  it.each([
    [['init', '-o', 'input.json'], /--output is input\.json; allowed: .*\.yaml or \.yml/],
    [['init', 'not a function', '-o', '-'], /not a function is nothing that can be tuned; allowed: a folder/],
    [['init', './no/such/folder', '-o', '-'], /there is no such file or folder/],
    [['init', '-o', 'no/such/folder/a.yaml'], /can't be written: ENOENT.*-o <file>/],
  ])('ends with 2 for %j, and writes nothing', async (args, message) => {
    const { code, stdout, stderr } = await powerTuner(args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(existsSync('input.json')).toBe(false);
  });
});
