import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { resultSchema } from '../../lib/contract/index.ts';
import { createEnvironments } from '../../lib/emulator/environment/index.ts';
import { powerTuner } from '../support/command-line.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');
const SMALL = { orders: 2000, rounds: 500 };
/** What three implementations that know nothing of each other say. */
const ANSWER = {
  customers: 100,
  cents: 9_929_117,
  most: 178_118,
  seal: 'ef6040ffab67202303b9ac2b1d67fb86f78837950e6d17586e222d991d41f304',
};

const runs = (command: string, argument: string) => spawnSync(command, [argument]).status === 0;
const HAS = { node: true, python: runs('python3', '--version'), go: runs('go', 'version') };
const MISSING = { node: '', python: 'no python3 here', go: 'no Go here to build it' };

/** The first build of Go's standard library takes its time. */
const BUILD_TIMEOUT_MS = 180_000;

describe.each(['node', 'python', 'go'] as const)('examples/same-job-%s', (language) => {
  const folder = join(EXAMPLES, `same-job-${language}`);

  beforeAll(() => {
    if (language === 'go' && HAS.go) {
      const { status, stderr } = spawnSync(join(folder, 'build.sh'), { encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(status).toBe(0);
    }
  }, BUILD_TIMEOUT_MS);

  it('gives the answer that it gives in every language', async ({ skip }) => {
    if (!HAS[language]) skip(MISSING[language]);
    expect(await answerOf(folder)).toEqual(ANSWER);
  });

  it('can be tuned', async ({ skip }) => {
    if (!HAS[language]) skip(MISSING[language]);
    const args = ['--num', '5', '--power-values', '256,1024', '--payload', JSON.stringify(SMALL)];
    const { code, stdout, stderr } = await powerTuner(['tune', folder, ...args, '--json']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const { measuredBy, candidates } = resultSchema.parse(JSON.parse(stdout));
    expect(measuredBy).toBe('process');
    expect(candidates.flatMap(({ failures }) => failures)).toEqual([]);
    expect(candidates.map(({ memoryMB, status }) => [memoryMB, status])).toEqual(
      expect.arrayContaining([
        [256, 'measured'],
        [1024, 'measured'],
      ]),
    );
  });
});

/** What the example answers when it is run as its settings say. */
async function answerOf(codeDir: string): Promise<unknown> {
  const { runtime, handler } = JSON.parse(readFileSync(join(codeDir, 'power-tuner.json'), 'utf8'));
  const environments = createEnvironments();
  onTestFinished(() => environments.stop());
  const environment = environments.create({
    functionName: 'same-job',
    version: '$LATEST',
    functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:same-job',
    region: 'us-east-1',
    accountId: '000000000000',
    runtime,
    handler,
    architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
    memoryMB: 1769,
    timeoutSeconds: 30,
    ephemeralStorageMB: 512,
    environment: {},
    logGroup: '/aws/lambda/same-job',
    codeDir,
    layerDirs: [],
  });
  const { payload } = await environment.invoke({
    requestId: '8f5e5fd1-1f2c-4a3c-9d4b-6c1c6e6b7a11',
    payload: Buffer.from(JSON.stringify(SMALL)),
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:same-job',
  });
  return JSON.parse(Buffer.from(payload).toString());
}
