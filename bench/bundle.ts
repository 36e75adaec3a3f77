/**
 * What do our own functions weigh? `npm run bench:bundle [-- --runs 20]` bundles each as it is deployed, and loads it in
 * fresh processes; beside them, in the same way, the SDK's clients for Lambda and S3 as packages, which is what the
 * executor of aws-lambda-power-tuning loads. Then how fast the Analyzer decides and reports are read. It prints and
 * judges nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from 'simple-statistics';
import { bundleStage } from '../lib/stack/stage-bundle.ts';
import { STAGE_NAMES, type StageName } from '../lib/stack/stages.ts';
import { analyzerSeconds } from './bundle/analyzer.ts';
import { reportsPerSecond } from './bundle/reports.ts';
import { machine, table } from './markdown.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '20' } } });
const runs = Number(values.runs);

/** Prints the milliseconds and the megabytes that loading took. */
const LOAD = `
const [, ...modules] = process.argv;
const before = process.memoryUsage().rss;
const startedAt = performance.now();
for (const module of modules) await import(module);
const ms = performance.now() - startedAt;
console.log(JSON.stringify({ ms, mb: (process.memoryUsage().rss - before) / 2 ** 20 }));
`;

interface Load {
  readonly ms: number;
  readonly mb: number;
}

function load(modules: readonly string[]): Load {
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', LOAD, ...modules], {
    encoding: 'utf8',
    env: { ...process.env, AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_NAME: 'bench' },
    cwd: process.cwd(),
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as Load;
}

interface Weighed {
  readonly name: string;
  readonly kb?: number;
  /** Nothing that loads, where absent. */
  readonly modules?: readonly string[];
}

/** A stage's code, and each file that lies beside it. */
function weigh(stage: StageName, folder: string): readonly Weighed[] {
  const target = join(folder, stage);
  bundleStage(stage, target);
  const files = readdirSync(target).map((name) => ({ name, kb: statSync(join(target, name)).size / 1000 }));
  const { code = [], beside = [] } = Object.groupBy(files, ({ name }) =>
    name.endsWith('.mjs') ? 'code' : 'beside',
  );
  const kb = code.reduce((sum, file) => sum + file.kb, 0);
  return [
    { name: stage, kb, modules: [pathToFileURL(join(target, 'index.mjs')).href] },
    ...beside.map((file) => ({ ...file, name: `${file.name} of the ${stage}` })),
  ];
}

const PACKAGES = ['@aws-sdk/client-lambda', '@aws-sdk/client-s3'];

const folder = mkdtempSync(join(tmpdir(), 'power-tuner-bench-'));
try {
  const all: readonly Weighed[] = [
    ...STAGE_NAMES.flatMap((stage) => weigh(stage, folder)),
    { name: 'client-lambda and client-s3, unbundled', modules: PACKAGES },
  ];
  const loads = new Map<string, Load[]>();
  // They take turns: a slow minute hits all alike.
  for (let run = 0; run < runs; run++) {
    for (const { name, modules } of all) {
      if (modules !== undefined) loads.set(name, [...(loads.get(name) ?? []), load(modules)]);
    }
  }
  const medianOf = (name: string, figure: keyof Load, digits: number) => {
    const those = loads.get(name);
    return those === undefined ? '–' : median(those.map((one) => one[figure])).toFixed(digits);
  };
  console.log(machine());
  table(`bundles, and loading them in a fresh process (median of ${runs})`, [
    ['', 'KB', 'ms', 'MB'],
    ...all.map(({ name, kb }) => [
      name,
      kb === undefined ? '–' : kb.toFixed(0),
      medianOf(name, 'ms', 0),
      medianOf(name, 'mb', 1),
    ]),
  ]);
} finally {
  rmSync(folder, { recursive: true });
}
table('reckoning', [
  ['', ''],
  ['Analyzer, 200 candidates × 1,000 samples, s', analyzerSeconds(200, 1000).toFixed(2)],
  ['report tails read a second, text', Math.round(reportsPerSecond('text')).toLocaleString('en-US')],
  ['report tails read a second, JSON', Math.round(reportsPerSecond('json')).toLocaleString('en-US')],
]);
