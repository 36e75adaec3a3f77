/**
 * Builds `dist/`, what the published package holds: JavaScript and declarations in the repository's own
 * folders, with every file beside them that isn't TypeScript (prices, the state machine's definition), and
 * the report's page, whose sources are not published.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePage } from '../lib/report/page/bundle.ts';

const REPOSITORY = fileURLToPath(new URL('../', import.meta.url));
const DIST = join(REPOSITORY, 'dist');
const SHEBANG = '#!/usr/bin/env node\n';

interface PackageJson {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
}

rmSync(DIST, { recursive: true, force: true });
compile();
for (const folder of ['bin', 'lib', 'functions', 'statemachine']) copyBesideTypeScript(folder);
makePage();
const { bin, exports }: PackageJson = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
assertBuilt([...Object.values(bin), ...Object.values(exports).flatMap((entry) => Object.values(entry))]);
for (const command of Object.values(bin)) makeExecutable(command);
console.log(`built ${DIST}`);

function compile(): void {
  const tsc = join(REPOSITORY, 'node_modules', 'typescript', 'bin', 'tsc');
  const project = join(REPOSITORY, 'scripts', 'tsconfig.build.json');
  const { status } = spawnSync(process.execPath, [tsc, '--project', project], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function copyBesideTypeScript(folder: string): void {
  cpSync(join(REPOSITORY, folder), join(DIST, folder), {
    recursive: true,
    filter: (source) => statSync(source).isDirectory() || !source.endsWith('.ts'),
  });
}

/** Where lib/report/page/template.ts and lib/stack/page-template.ts look for it. */
function makePage(): void {
  const folder = join(DIST, 'lib', 'report', 'page');
  rmSync(join(folder, 'client'), { recursive: true, force: true });
  writeFileSync(join(folder, 'page.html'), bundlePage());
}

/** @throws Error where package.json promises a file that wasn't built. */
function assertBuilt(promised: readonly string[]): void {
  const missing = promised.filter((path) => !existsSync(join(REPOSITORY, path)));
  if (missing.length > 0) {
    throw new Error(
      `package.json names ${missing.join(', ')}, which the build did not make; change one of the two`,
    );
  }
}

function makeExecutable(command: string): void {
  const path = join(REPOSITORY, command);
  const code = readFileSync(path, 'utf8');
  if (!code.startsWith('#!')) writeFileSync(path, SHEBANG + code);
  chmodSync(path, 0o755);
}
