import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Which of our folders a folder may import from, besides itself. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  'lib/contract': [],
  'lib/core': ['lib/contract'],
  'lib/aws': ['lib/contract', 'lib/core'],
  'lib/report': ['lib/contract', 'lib/core'],
  'lib/emulator': ['lib/contract', 'lib/core'],
  'lib/stack': ['lib/contract', 'lib/core', 'lib/report'],
  'lib/cli': ['lib/contract', 'lib/core', 'lib/aws', 'lib/emulator', 'lib/report', 'lib/stack'],
  functions: ['lib/contract', 'lib/core', 'lib/aws', 'lib/report'],
};

/** Folders that may use only these packages. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'lib/contract': ['zod'],
  'lib/core': ['zod', 'simple-statistics', '@datadog/sketches-js', 'croner'],
};

/** `zod` of `zod/mini`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

interface Import {
  readonly file: string;
  readonly of: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"\n]+)['"]/g;

function importsOf(file: string): string[] {
  return [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? '');
}

function arrows(folder: string, isWanted: (specifier: string) => boolean): Import[] {
  return sources(folder).flatMap((file) =>
    importsOf(file)
      .filter(isWanted)
      .map((of) => ({ file, of })),
  );
}

const isOurs = (specifier: string) => specifier.startsWith('.');
const isPackage = (specifier: string) => !isOurs(specifier) && !specifier.startsWith('node:');

describe('the layout', () => {
  it.each(Object.entries(FOLDERS))('lets %s import only from itself and %j', (folder, allowed) => {
    const forbidden = arrows(folder, isOurs)
      .map(({ file, of }) => ({ file, of: relative(root, resolve(root, dirname(file), of)) }))
      .filter(({ of }) => ![folder, ...allowed].some((place) => of.startsWith(`${place}/`)));
    expect(forbidden).toEqual([]);
  });

  it.each(Object.entries(PACKAGES))('lets %s use only the packages %j', (folder, allowed) => {
    expect(arrows(folder, isPackage).filter(({ of }) => !allowed.includes(packageOf(of)))).toEqual([]);
  });

  it('keeps the AWS SDK out of the emulator, which stands on the other side of the wire', () => {
    expect(arrows('lib/emulator', (of) => of.startsWith('@aws-sdk/'))).toEqual([]);
  });

  it('keeps CDK inside lib/stack', () => {
    const others = Object.keys(FOLDERS).filter((folder) => folder !== 'lib/stack');
    const isCdk = (of: string) => of.startsWith('aws-cdk-lib') || of === 'constructs';
    expect(others.flatMap((folder) => arrows(folder, isCdk))).toEqual([]);
  });

  it('keeps clock, environment and chance out of lib/core', () => {
    const impure = sources('lib/core').filter((file) =>
      /\bDate\.now\(|\bnew Date\(\)|\bprocess\.env\b|\bMath\.random\(/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
    expect(impure).toEqual([]);
  });

  it('finds imports of every form, so that an arrow cannot hide', () => {
    const text =
      "import a from './a.ts';\nimport './b.ts';\nexport * from '../c.ts';\nawait import('./d.ts');";
    expect([...text.matchAll(IMPORT)].map((match) => match[1])).toEqual([
      './a.ts',
      './b.ts',
      '../c.ts',
      './d.ts',
    ]);
  });
});
