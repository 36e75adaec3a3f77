import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runner } from '../../../scripts/action/runner.ts';
import { folderWith } from '../../support/command-line.ts';
import { outputsIn } from '../../support/github.ts';

const { path, remove } = folderWith({ outputs: '' });
afterAll(remove);

describe('what the runner is told', () => {
  it('keeps annotations on one line', () => {
    const lines: string[] = [];
    runner({}, (line) => lines.push(line)).annotate('error', '100%\r\n::add-mask::x');
    expect(lines).toEqual(['::error title=power-tuner::100%25%0D%0A::add-mask::x']);
  });

  it('lets no value end itself and begin another output', () => {
    const file = join(path, 'outputs');
    const github = runner({ GITHUB_OUTPUT: file }, () => undefined);
    github.output('result', 'a\nEOF\nfailed=false');
    github.output('failed', 'true');
    expect(outputsIn(readFileSync(file, 'utf8'))).toEqual({ result: 'a\nEOF\nfailed=false', failed: 'true' });
  });

  it('takes no commands while others print, and takes them again whatever comes', async () => {
    const lines: string[] = [];
    const github = runner({}, (line) => lines.push(line));
    const failing = github.withoutCommands(async () => {
      lines.push('::error::not ours');
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    const [, token] = /^::stop-commands::(.+)$/.exec(lines[0] ?? '') ?? [];
    expect(token).toMatch(/^[0-9a-f-]{36}$/);
    expect(lines.slice(1)).toEqual(['::error::not ours', `::${token}::`]);
  });
});
