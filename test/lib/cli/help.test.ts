import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { captured } from '../../support/captured-terminal.ts';

const COMMANDS = [
  'tune',
  'watch',
  'init',
  'report',
  'explain',
  'history',
  'diff',
  'schedule',
  'serve',
  'clean',
  'completion',
];
const SCHEDULE_COMMANDS = ['add', 'list', 'pause', 'resume', 'remove'];

describe('the help', () => {
  it('names every command', async () => {
    const { stdout } = await captured(['--help']);
    const [, listed = ''] = stdout.split('Commands:\n');
    const names = [...listed.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
    expect(names.filter((name) => name !== 'help').sort()).toEqual([...COMMANDS].sort());
  });

  it('names what can be done with schedules', async () => {
    const { stdout } = await captured(['schedule', '--help']);
    const [, listed = ''] = stdout.split('Commands:\n');
    const names = [...listed.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
    expect(names.filter((name) => name !== 'help').sort()).toEqual([...SCHEDULE_COMMANDS].sort());
  });

  it.each([40, 60, 80, 120])('is no wider than %i columns, but for words that are', async (columns) => {
    const below = SCHEDULE_COMMANDS.map((command) => ['schedule', command]);
    for (const args of [[], ...COMMANDS.map((command) => [command]), ...below]) {
      const { code, stdout } = await captured([...args, '--help'], { columns });
      expect(code).toBe(0);
      const wide = stdout.split('\n').filter((line) => stringWidth(line) > columns);
      // An ARN or a path, alone in its line.
      expect(wide.filter((line) => !/^ +\S+( \\)?$/.test(line))).toEqual([]);
    }
  });

  it('breaks an example as a shell reads it', async () => {
    const { stdout } = await captured(['tune', '--help'], { columns: 60 });
    expect(stdout).toContain(`
  power-tuner tune ./my-function --power-values \\
      128,512,1769 --num 20 --strategy balanced
`);
    const [, wide = ''] = (await captured(['tune', '--help'], { columns: 200 })).stdout.split('Examples:');
    const [, narrow = ''] = stdout.split('Examples:');
    const commands = (text: string) => text.replaceAll(/ \\\n +/g, ' ').match(/^ {2}power-tuner .*$/gm);
    expect(commands(narrow)).toEqual(commands(wide));
  });

  it('puts descriptions below their options where little room is beside', async () => {
    const { stdout } = await captured(['tune', '--help'], { columns: 40 });
    expect(stdout).toContain(
      '  --handler <name>\n      wins over what is declared here,\n      as in src/app.handler\n',
    );
  });

  it('is 80 columns wide in a pipe', async () => {
    const { stdout } = await captured(['init', '--help']);
    const widest = Math.max(...stdout.split('\n').map((line) => stringWidth(line)));
    expect(widest).toBeGreaterThan(70);
    expect(widest).toBeLessThanOrEqual(80);
  });
});
