import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { variableOf } from '../../../scripts/action/inputs.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Definition {
  readonly inputs: Readonly<Record<string, { description?: string; required?: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description?: string; value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const definition = parse(text('action.yml')) as Definition;
const { inputs, outputs, runs } = definition;
const [, , tune] = runs.steps;
const sources = ['inputs.ts', 'action.ts'].map((file) => text(`scripts/action/${file}`)).join('\n');
const docs = text('docs/ci.md');

describe('action.yml', () => {
  it('is a composite action whose every script has a shell', () => {
    expect(runs.using).toBe('composite');
    for (const step of runs.steps.filter(({ run }) => run !== undefined)) expect(step.shell).toBe('bash');
  });

  it('puts no expression into a script, so that what an input holds is never run', () => {
    for (const { run = '' } of runs.steps) expect(run).not.toContain('${{');
  });

  it.each(Object.keys(inputs))(
    'hands the input %s to the script, which reads it; docs/ci.md has it',
    (name) => {
      expect(tune?.env?.[variableOf(name)]).toBe(`\${{ inputs.${name} }}`);
      expect(sources).toMatch(new RegExp(`(?:text|given|flag)\\('${name}'`));
      expect(inputs[name]?.description).toMatch(/\w/);
      expect(docs).toContain(`| \`${name}\` |`);
    },
  );

  it('hands over nothing else', () => {
    expect(Object.keys(tune?.env ?? {}).sort()).toEqual(Object.keys(inputs).map(variableOf).sort());
  });

  it.each(Object.keys(outputs))('has the output %s from the script; docs/ci.md has it', (name) => {
    expect(outputs[name]?.value).toBe(`\${{ steps.${tune?.id}.outputs.${name} }}`);
    expect(sources).toContain(`github.output('${name}'`);
    expect(outputs[name]?.description).toMatch(/\w/);
    expect(docs).toContain(`| \`${name}\` |`);
  });

  it('runs scripts that are there, on a Node that the package allows, with actions of a major version', () => {
    const commands = runs.steps.flatMap(({ run }) => run ?? []);
    const scripts = commands.flatMap((run) => [...run.matchAll(/\$GITHUB_ACTION_PATH\/([\w/.-]+)/g)]);
    expect(scripts.map(([, file]) => file)).toEqual(['scripts/action/main.ts']);
    for (const [, file = ''] of scripts) expect(existsSync(join(ROOT, file))).toBe(true);
    expect(commands.find((run) => run.includes('npm ci'))).toMatch(/^cd "\$GITHUB_ACTION_PATH" && npm ci /);
    expect(runs.steps[0]).toMatchObject({
      uses: expect.stringMatching(/^actions\/setup-node@v\d+$/),
      with: { 'node-version': 24 },
    });
  });

  it('needs nothing at run time that npm ci --omit=dev leaves out', () => {
    const { dependencies } = JSON.parse(text('package.json')) as { dependencies: Record<string, string> };
    const needed = packagesOf(
      'scripts/action/main.ts',
      'bin/power-tuner.ts',
      'lib/report/page/client/main.tsx',
    );
    expect(needed).toContain('preact');
    expect(needed).toContain('@aws-sdk/client-lambda');
    expect(needed.filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });
});

/** The packages that anything imports which these programs load, at once or later. */
function packagesOf(...programs: string[]): string[] {
  const { metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: programs,
    bundle: true,
    write: false,
    outdir: 'nowhere',
    packages: 'external',
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.css': 'empty' },
    metafile: true,
  });
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
  const packages = imported.filter(({ path, external }) => external === true && !path.startsWith('node:'));
  return [...new Set(packages.map(({ path }) => path.split('/', path.startsWith('@') ? 2 : 1).join('/')))];
}
