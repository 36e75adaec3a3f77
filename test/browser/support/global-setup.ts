import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { pageTemplate } from '../../../lib/report/page/template.ts';
import { folderWith, powerTuner } from '../../support/command-line.ts';
import { chromiumPath } from './chromium.ts';
import type { Run } from './results.ts';

const CONFIGURED = {
  runtime: 'nodejs24.x',
  handler: 'index.handler',
  memoryMB: 512,
  timeoutSeconds: 30,
  environment: {},
};

const SMALL = {
  'index.mjs': `import { pbkdf2Sync } from 'node:crypto';
export const handler = async () => pbkdf2Sync('password', 'salt', 20_000, 64, 'sha512').toString('hex');`,
  'power-tuner.json': JSON.stringify({
    ...CONFIGURED,
    input: {
      powerValues: [256, 512, 1024, 1769],
      num: 10,
      coldStarts: 5,
      coldStartRate: 0.05,
      strategy: 'balanced',
      monthlyInvocations: 2_000_000,
      seed: 1,
    },
  }),
};

const FAILING = {
  'index.mjs': `export const handler = async () => {
  if (Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE) < 512) throw new Error('too little memory for this job');
  let sum = 0;
  for (let index = 0; index < 3e6; index++) sum += Math.sqrt(index);
  return sum;
};`,
  'power-tuner.json': JSON.stringify({
    ...CONFIGURED,
    input: {
      powerValues: [128, 256, 512, 1024, 1769],
      architectures: ['x86_64', 'arm64'],
      num: 10,
      strategy: 'balanced',
      seed: 1,
    },
  }),
};

/** Runs the three real runs, at once, and puts their results and the page's template where tests find them. */
export async function setup(project: TestProject): Promise<() => void> {
  chromiumPath();
  const folder = mkdtempSync(join(tmpdir(), 'power-tuner-pages-'));
  const [small, failing] = [folderWith(SMALL, 'small'), folderWith(FAILING, 'failing')];
  const runs: [Run, string][] = [
    ['demo', 'examples/replayed-s3-put'],
    ['small', small.path],
    ['failing', failing.path],
  ];
  await Promise.all(
    runs.map(async ([run, target]) => {
      const { code, stdout, stderr } = await powerTuner(['tune', target, '--json']);
      if (code !== 0) throw new Error(`power-tuner tune ${target} ended with ${code}: ${stderr}`);
      writeFileSync(join(folder, `${run}.json`), stdout);
    }),
  );
  writeFileSync(join(folder, 'template.html'), await pageTemplate());
  small.remove();
  failing.remove();
  project.provide('pagesFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
