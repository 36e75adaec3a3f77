import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PowerTunerStack } from '../../../lib/stack/power-tuner-stack.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../../lib/stack/stages.ts';
import { decisionWith, planWith } from '../../support/plan.ts';
import { startedEmulator } from '../../support/started-emulator.ts';

const run = promisify(execFile);

// Outside the repository: what a bundle left out, no node_modules folder can give it.
const outdir = mkdtempSync(join(tmpdir(), 'power-tuner-synth-'));
let folders: Map<FunctionName, string>;

beforeAll(() => {
  const app = new App({ outdir, context: { 'aws:cdk:enable-asset-metadata': true } });
  const stack = new PowerTunerStack(app, 'PowerTuner');
  folders = assetFolders(app.synth().getStackByName(stack.stackName).template);
}, 180_000);
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

interface SynthesisedFunction {
  readonly Type: string;
  readonly Properties: { readonly FunctionName: string };
  readonly Metadata?: { readonly 'aws:asset:path'?: string };
}

function assetFolders(template: {
  Resources: Record<string, SynthesisedFunction>;
}): Map<FunctionName, string> {
  return new Map(
    FUNCTION_NAMES.map((stage) => {
      const found = Object.values(template.Resources).find(
        ({ Type, Properties }) =>
          Type === 'AWS::Lambda::Function' && Properties.FunctionName === `power-tuner-${stage}`,
      );
      return [stage, join(outdir, found?.Metadata?.['aws:asset:path'] ?? 'missing')];
    }),
  );
}

/** What it exports, and what of Node it has loaded for that. */
const LOAD = `
const { handler } = await import(process.argv[1]);
console.log(JSON.stringify({ handler: typeof handler, loaded: process.moduleLoadList }));
`;

const ANSWER = `
const { handler } = await import(process.argv[1]);
const event = JSON.parse(process.env.EVENT);
console.log(JSON.stringify(await handler(event, { getRemainingTimeInMillis: () => 60000 })));
`;

const REFUSE = `
const { handler } = await import(process.argv[1]);
const event = { input: { lambdaARN: 'orders', num: 1 }, executionArn: 'arn', startedAt: '2026-01-01T00:00:00Z' };
const { name, message } = await handler(event, { getRemainingTimeInMillis: () => 1000 }).catch((error) => error);
console.log(JSON.stringify({ name, message }));
`;

/** Runs a script that imports the bundle of a folder, in a process with the least environment that Lambda gives. */
function runWith(script: string, folder: string, more: Readonly<Record<string, string>> = {}) {
  const bundle = pathToFileURL(join(folder, 'index.mjs')).href;
  return run(process.execPath, ['--input-type=module', '-e', script, bundle], {
    cwd: folder,
    env: { AWS_REGION: 'eu-west-1', ...more },
  });
}

describe('the synthesised assets', () => {
  it.each(FUNCTION_NAMES)(
    'load the %s in a fresh process with nothing but Node, and without its fetch: every cold start would wait for it',
    async (stage) => {
      const folder = folders.get(stage) ?? '';
      expect(readdirSync(folder)).toContain('index.mjs');
      const others = readdirSync(folder).filter((name) => !name.endsWith('.mjs'));
      expect(others).toEqual(stage === 'reporter' ? ['page.html'] : []);
      const { stdout } = await runWith(LOAD, folder);
      const { handler, loaded } = JSON.parse(stdout) as { handler: string; loaded: string[] };
      expect(handler).toBe('function');
      expect(loaded).toContain('NativeModule crypto');
      expect(loaded.filter((name) => name.includes('undici'))).toEqual([]);
    },
    30_000,
  );

  it('keep the names of errors, which the state machine and its users go by', async () => {
    const { stdout } = await runWith(REFUSE, folders.get('initializer') ?? '');
    // The lines before it are the stage's log.
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
      name: 'InvalidInput',
      message: expect.stringContaining('num'),
    });
  }, 30_000);

  it('load S3’s client later, where it is needed at all', () => {
    for (const stage of ['initializer', 'publisher', 'executor', 'cleaner'] as const) {
      const folder = folders.get(stage) ?? '';
      const size = (names: readonly string[]) =>
        names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
      expect(size(readdirSync(folder))).toBeLessThan(700_000);
      expect(readFileSync(join(folder, 'index.mjs'), 'utf8')).not.toContain('ListObjectsV2');
    }
  });

  it('load what writes reports, signs links and puts metrics later, where the stack has a place for them', () => {
    const folder = folders.get('reporter') ?? '';
    const chunks = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
    const text = (name: string) => readFileSync(join(folder, name), 'utf8');
    for (const later of [
      'AssumeRoleWithSAML',
      'ListObjectsV2',
      'X-Amz-Signature',
      'CloudWatchMetrics',
      'PutEvents',
      'TopicArn',
    ]) {
      expect(chunks.filter((name) => text(name).includes(later))).not.toContain('index.mjs');
    }
    for (const somewhere of ['X-Amz-Signature', 'CloudWatchMetrics']) {
      expect(chunks.some((name) => text(name).includes(somewhere))).toBe(true);
    }
    expect(statSync(join(folder, 'index.mjs')).size).toBeLessThan(250_000);
    expect(chunks.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)).toBeLessThan(750_000);
  });

  it('keep the stage that only reckons small: what is loaded is waited for in every cold start', () => {
    expect(statSync(join(folders.get('analyzer') ?? '', 'index.mjs')).size).toBeLessThan(150_000);
  });

  it('write the report, sign a link to it and put metrics, as the Reporter is deployed', async () => {
    const role = 'arn:aws:iam::000000000000:role/report';
    const { emulator } = await startedEmulator({
      roles: [role],
      buckets: ['results'],
      region: 'eu-west-1',
      targets: { AWSStepFunctions: async () => ({ events: [] }) },
    });
    const { stdout } = await runWith(ANSWER, folders.get('reporter') ?? '', {
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      POWERTOOLS_SERVICE_NAME: 'power-tuner',
      POWER_TUNER_REPORT_ROLE: role,
      POWER_TUNER_METRICS: 'true',
      EVENT: JSON.stringify({ plan: planWith({ resultsBucket: 'results' }), decision: decisionWith() }),
    });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { output } = lines.at(-1);
    const page = await fetch(output.links.report.url);
    expect(await page.text()).toContain(JSON.stringify(output.recommendation.sentence));
    const metrics = lines.filter((line) => '_aws' in line);
    expect(metrics).toMatchObject([
      { StateMachine: 'power-tuner', RunCost: output.run.costUsd, Invocations: 20, SavingPercent: 41.6 },
      {
        StateMachine: 'power-tuner',
        // Of another region than the stack's.
        Function: 'us-east-1/orders',
        RecommendedMemoryMB: 128,
        SavingPercent: 41.6,
      },
      { StateMachine: 'power-tuner', Outcome: 'unchanged', Runs: 1 },
    ]);
    expect(metrics.map(({ _aws }) => _aws.CloudWatchMetrics)).toEqual([
      [
        {
          Namespace: 'PowerTuner',
          Dimensions: [['StateMachine']],
          Metrics: [
            { Name: 'RunCost', Unit: 'None' },
            { Name: 'Invocations', Unit: 'Count' },
            { Name: 'SavingPercent', Unit: 'Percent' },
          ],
        },
      ],
      [
        {
          Namespace: 'PowerTuner',
          Dimensions: [['StateMachine', 'Function']],
          Metrics: [
            { Name: 'RecommendedMemoryMB', Unit: 'Megabytes' },
            { Name: 'SavingPercent', Unit: 'Percent' },
          ],
        },
      ],
      [
        {
          Namespace: 'PowerTuner',
          Dimensions: [['StateMachine', 'Outcome']],
          Metrics: [{ Name: 'Runs', Unit: 'Count' }],
        },
      ],
    ]);
  }, 60_000);

  it('tell of a failure and count it, as the Notifier is deployed', async () => {
    const executionArn = 'arn:aws:states:eu-west-1:123456789012:execution:power-tuner:one';
    const topic = 'arn:aws:sns:eu-west-1:123456789012:tuning';
    const described = { executionArn, status: 'TIMED_OUT', startDate: 1.5, input: '{"lambdaARN":"orders"}' };
    const { emulator } = await startedEmulator({
      region: 'eu-west-1',
      topics: [topic],
      targets: { AWSStepFunctions: async () => described },
    });
    const { stdout } = await runWith(ANSWER, folders.get('notifier') ?? '', {
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      POWER_TUNER_EVENT_BUS: 'default',
      POWER_TUNER_TOPIC: topic,
      POWER_TUNER_METRICS: 'outcomes',
      EVENT: JSON.stringify({ executionArn }),
    });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toEqual({ told: true, warnings: [] });
    expect(lines.filter((line) => '_aws' in line)).toMatchObject([
      { StateMachine: 'power-tuner', Outcome: 'failed', Runs: 1 },
    ]);
    expect(emulator.events()).toMatchObject([
      { detail: { outcome: 'failed', functionName: 'orders', failure: { error: 'TIMED_OUT' } } },
    ]);
    expect(emulator.published()).toMatchObject([{ subject: 'Power tuning of orders: the run failed' }]);
  }, 60_000);

  it.each(FUNCTION_NAMES)('import nothing but Node’s own modules in the %s', (stage) => {
    const folder = folders.get(stage) ?? '';
    const chunks = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
    const imported = chunks.flatMap((chunk) =>
      [
        ...readFileSync(join(folder, chunk), 'utf8').matchAll(
          /(?:^import[^'"]*?|\bimport\()["']([^"']+)["']/gm,
        ),
      ].map(([, name = '']) => name),
    );
    expect(imported.length).toBeGreaterThan(0);
    const others = imported.filter((name) => !isBuiltin(name) && !chunks.includes(name.replace('./', '')));
    expect(others).toEqual([]);
  });
});
