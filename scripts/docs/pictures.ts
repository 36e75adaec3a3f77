/**
 * `npm run docs:pictures`: draws docs/pictures from real runs. Replayed measurements answer the same everywhere, so
 * with a fixed seed a picture of them changes only where the tuner does; those of real processes have this
 * machine's milliseconds.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = 'docs/pictures';
/** A README is loaded often. */
const MAX_BYTES = 60_000;
const SEED = '1';

/** Each of a run of the example of that name. */
const PICTURES = [
  { name: 'replayed-s3-put', options: [] },
  { name: 'cpu-bound', options: ['--metric', 'p90'] },
] as const;

function powerTuner(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/power-tuner.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`power-tuner ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** Places without digits that no eye can see; texts as they are. */
function smaller(svg: string): string {
  return svg.replaceAll(/<[^>]*>/g, (tag) =>
    tag.replaceAll(/-?\d+\.\d{3,}/g, (place) => String(Number(Number(place).toFixed(2)))),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'power-tuner-pictures-'));
try {
  mkdirSync(join(ROOT, FOLDER), { recursive: true });
  for (const { name, options } of PICTURES) {
    const result = join(folder, 'result.json');
    writeFileSync(result, powerTuner(['tune', `examples/${name}`, '--json', '--no-history', '--seed', SEED]));
    for (const theme of ['light', 'dark']) {
      const file = join(ROOT, FOLDER, `${name}-${theme}.svg`);
      powerTuner(['report', result, '-o', file, '--theme', theme, ...options]);
      const svg = smaller(readFileSync(file, 'utf8'));
      if (svg.length > MAX_BYTES) throw new Error(`${file} has ${svg.length} bytes; allowed: ${MAX_BYTES}`);
      writeFileSync(file, svg);
      console.log(`wrote ${FOLDER}/${name}-${theme}.svg, ${svg.length} bytes`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
