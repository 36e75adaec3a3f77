import { execFileSync, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHELLS } from '../../lib/cli/completion/command.ts';
import { ARCHITECTURES, ISOLATIONS, SEARCHES, STRATEGIES } from '../../lib/contract/index.ts';
import { powerTuner } from '../support/command-line.ts';

const COMMAND = resolve(import.meta.dirname, '../../bin/power-tuner.ts');

/** What a shell is told for these words: what it may offer, and whether files too. */
async function offered(...words: string[]) {
  const { code, stdout, stderr } = await powerTuner(['complete', '--', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  const directive = lines.pop();
  return { values: lines.map((line) => line.split('\t')[0]), files: directive === ':0', lines };
}

describe('power-tuner complete', () => {
  it('offers commands, each with a line of its own', async () => {
    const { values, files, lines } = await offered('');
    expect(values).toEqual(expect.arrayContaining(['tune', 'watch', 'init', 'explain', 'completion']));
    expect(values).not.toContain('complete');
    expect(lines).toContain('tune\tmeasure a function and recommend a configuration');
    expect(files).toBe(false);
  });

  it("offers a command's options", async () => {
    expect(await offered('tune', '--st')).toMatchObject({
      values: ['--state-machine', '--strategy'],
      files: false,
    });
    expect((await offered('tune', './orders', '--json', '--str')).values).toEqual(['--strategy']);
    expect((await offered('watch', '--')).values).toEqual(
      expect.arrayContaining(['--json', '--out', '--profile', '--format', '--open', '--help']),
    );
  });

  it('offers what can be done with schedules, and its options and their values', async () => {
    expect((await offered('schedule', '')).values).toEqual([
      'add',
      'list',
      'pause',
      'resume',
      'remove',
      'help',
    ]);
    expect((await offered('schedule', 'add', 'orders', '--ev')).values).toEqual(['--every']);
    expect((await offered('schedule', 'add', 'orders', '--strategy', '')).values).toEqual([...STRATEGIES]);
    expect((await offered('schedule', 'add', 'orders', '--input', '')).files).toBe(true);
  });

  it.each([
    ['--strategy', STRATEGIES],
    ['-s', STRATEGIES],
    ['--search', SEARCHES],
    ['--isolation', ISOLATIONS],
    ['--architectures', [...ARCHITECTURES, ARCHITECTURES.join(',')]],
  ])('offers the values of %s that the contract has', async (option, values) => {
    expect(await offered('tune', option, '')).toMatchObject({ values: [...values], files: false });
  });

  it('offers regions, runtimes and shells', async () => {
    expect((await offered('tune', '--region', 'eu-we')).values).toEqual([
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
    ]);
    expect((await offered('tune', '--runtime', 'node')).values).toEqual(['nodejs22.x', 'nodejs24.x']);
    expect((await offered('completion', '')).values?.sort()).toEqual([...SHELLS].sort());
  });

  it.each([
    [['tune', '']],
    [['tune', '--input', '']],
    [['tune', '--out', 'res']],
    [['tune', '--payload-file', '']],
    [['init', '-o', '']],
    [['explain', 'res']],
  ])('lets files be completed for %j', async (words) => {
    expect(await offered(...words)).toMatchObject({ values: [], files: true });
  });

  it.each([[['tune', '--num', '']], [['tune', '--profile', '']], [['watch', '']]])(
    'offers neither values nor files for %j',
    async (words) => {
      expect(await offered(...words)).toMatchObject({ values: [], files: false });
    },
  );
});

describe('power-tuner completion', () => {
  it.each(SHELLS)('prints a script for %s', async (shell) => {
    const { code, stdout } = await powerTuner(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toContain('power-tuner complete ');
  });

  it('refuses another shell, and says which there are', async () => {
    const { code, stderr } = await powerTuner(['completion', 'csh']);
    expect(stderr).toMatch(/csh.*bash, zsh, fish, powershell/);
    expect(code).toBe(2);
  });

  const hasBash = spawnSync('bash', ['--version']).status === 0;
  it.skipIf(!hasBash)('completes in a bash that has read its script, twice', () => {
    const script = `
      power-tuner() { "${process.execPath}" "${COMMAND}" "$@"; }
      eval "$(power-tuner completion bash)" && eval "$(power-tuner completion bash)" || exit 1
      compopt() { :; }
      complete_line() {
        COMP_LINE=$1 COMP_POINT=\${#1} COMPREPLY=()
        __power_tuner_complete
        echo "\${COMPREPLY[*]}"
      }
      complete_line 'power-tuner wat'
      complete_line 'power-tuner tune --strategy '
      complete_line 'power-tuner tune ./orders --payload-f'
      complete -p power-tuner`;
    const printed = execFileSync('bash', ['--noprofile', '--norc', '-c', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    expect(printed.replaceAll('\n', ' ')).toBe(
      'watch cost speed balanced --payload-file complete -o default -F __power_tuner_complete power-tuner ',
    );
  });
});
