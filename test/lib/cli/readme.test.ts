import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputSchema } from '../../../lib/contract/index.ts';
import { captured } from '../../support/captured-terminal.ts';

const README = readFileSync(resolve(import.meta.dirname, '../../../README.md'), 'utf8');

/** The first column of the table below a heading. */
function firstColumn(heading: string): string[] {
  const [, after = ''] = README.split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  const [, , ...rows] = [...section.matchAll(/^\| (.+?) \|/gm)].map(([, cell = '']) => cell);
  return rows;
}

describe("README's table", () => {
  it('of the input has every key, and no other', () => {
    const keys = firstColumn('Input').flatMap((cell) => cell.split(', '));
    expect(keys.sort()).toEqual(Object.keys(inputSchema.shape).sort());
  });

  it('of commands has each of them', async () => {
    const { stderr } = await captured(['no-such-command']);
    // The help is no command of its own.
    const commands = /Commands are (.+), help;/.exec(stderr)?.[1]?.split(', ') ?? [];
    expect(commands).toContain('tune');
    const named = firstColumn('The command').map((cell) => /^`power-tuner (\w+)/.exec(cell)?.[1]);
    expect(named.sort()).toEqual(commands.sort());
  });
});
