/**
 * `npm run bench`: the benchmarks one after another, their tables written into docs/benchmarks.md with the day and the
 * machine. A quiet machine is needed for those that take time. It judges nothing.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGE = new URL('../docs/benchmarks.md', import.meta.url);
const BENCHMARKS = ['search', 'tune', 'bundle', 'emulator'];
/** Colours of tables that are printed for a terminal. */
const NO_COLOURS = { NO_COLOR: '1', FORCE_COLOR: '0' };

for (const name of BENCHMARKS) {
  console.log(`bench:${name}`);
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...NO_COLOURS },
  });
  if (status !== 0) throw new Error(`bench:${name} ended with ${status}`);
  console.log(stdout);
  // Tables that are no Markdown keep their columns.
  const text = stdout.includes('| --- |') ? stdout.trim() : `\`\`\`text\n${stdout.trim()}\n\`\`\``;
  replaceSection(name, `${new Date().toISOString().slice(0, 10)}\n\n${text}`);
}

function replaceSection(name: string, text: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no section between ${begin} and ${end}`);
  writeFileSync(PAGE, `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`);
}
