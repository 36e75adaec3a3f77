import { execFile, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateFunctionCommand, InvokeCommand, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { afterAll, describe, expect, it } from 'vitest';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { folderWith, powerTuner } from '../support/command-line.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { serving } from '../support/serving.ts';
import { zipped } from '../support/zipped.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const folders: { path: string; remove(): void }[] = [];

function folder(files: Readonly<Record<string, string>>): string {
  const made = folderWith(files);
  folders.push(made);
  return made.path;
}

async function create(
  endpoint: string,
  name: string,
  files: Readonly<Record<string, string>>,
  region = 'us-east-1',
) {
  const lambda = controlPlane({ endpoint, region, credentials });
  const { FunctionArn: functionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/target',
      Code: { ZipFile: zipped(files) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30 }, { FunctionName: name });
  return { lambda, functionArn };
}

afterAll(() => {
  for (const made of folders) made.remove();
});

describe('power-tuner serve', () => {
  it('leaves no code of its functions behind when it is killed', async () => {
    const temporary = folder({ 'kept.txt': '' });
    const { endpoint, stop } = await serving([], { TMPDIR: temporary });
    await create(endpoint, 'orders', { 'index.mjs': 'export const handler = async () => 1;' });
    expect(readdirSync(temporary).length).toBeGreaterThan(1);
    await stop('SIGKILL');
    await expect.poll(() => readdirSync(temporary), { timeout: 10_000 }).toEqual(['kept.txt']);
  });

  it('prints its endpoint, serves the SDK, and leaves nothing after SIGTERM', async () => {
    const temporary = folder({ 'kept.txt': '' });
    const { endpoint, stop } = await serving(['--region', 'eu-west-1'], { TMPDIR: temporary });
    const marker = `canary-${process.pid}`;
    const { lambda, functionArn } = await create(
      endpoint,
      'orders',
      { 'index.mjs': `process.title = '${marker}'; export const handler = async ({ n }) => n + 1;` },
      'eu-west-1',
    );
    expect(functionArn).toBe('arn:aws:lambda:eu-west-1:000000000000:function:orders');
    const { Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: 'orders', Payload: JSON.stringify({ n: 41 }) }),
    );
    expect(Payload?.transformToString()).toBe('42');
    const { code, stdout, stderr } = await stop('SIGTERM');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ endpoint });
    expect(stderr).toMatch(/State machine: arn:aws:states:eu-west-1:000000000000:stateMachine:power-tuner/);
    expect(readdirSync(temporary)).toEqual(['kept.txt']);
    expect(processesNamed(marker)).toEqual([]);
  });

  it('has the state machine, which `tune` with that endpoint starts', async () => {
    const { endpoint, stop } = await serving([]);
    await create(endpoint, 'replayed', replayPackage({ x86_64: [steady(128, 900), steady(256, 300)] }));
    const stateMachine = 'arn:aws:states:us-east-1:000000000000:stateMachine:power-tuner';
    const { code, stdout } = await powerTuner(
      ['tune', 'replayed', '-n', '5', '-p', '128,256', '--json', '--state-machine', stateMachine],
      { environment: { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' } },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ power: 256, measuredBy: 'replayed' });
    expect((await stop('SIGINT')).code).toBe(0);
  });

  it('takes the port that is asked for, and refuses one that is taken', async () => {
    const first = await serving([]);
    const { port } = new URL(first.endpoint);
    const { code, stderr, stdout } = await powerTuner(['serve', '--port', port]);
    expect(code).toBe(2);
    expect(stderr).toMatch(`port ${port} is taken`);
    expect(stdout).toBe('');
    await first.stop('SIGTERM');
    const second = await serving(['--port', port]);
    expect(second.endpoint).toBe(first.endpoint);
    await second.stop('SIGTERM');
  });

  it.each(['x', '70000', '-1'])('refuses --port %s', async (given) => {
    const { code, stderr } = await powerTuner(['serve', `--port=${given}`]);
    expect(code).toBe(2);
    expect(stderr).toMatch(`--port is ${given}; allowed: 0 to 65535`);
  });
});

describe('a second SDK, boto3', () => {
  const missing = boto3Missing();

  it.skipIf(missing !== undefined)(
    `creates, invokes and tunes a function${missing === undefined ? '' : ` (skipped: ${missing})`}`,
    async () => {
      const { endpoint, stop } = await serving([]);
      try {
        const script = join(import.meta.dirname, 'second-sdk.py');
        const { stdout } = await promisify(execFile)('python3', [script, endpoint]);
        const seen = JSON.parse(stdout);
        expect(seen).toMatchObject({
          answer: { doubled: 42 },
          functionError: 'Unhandled',
          listed: ['orders', 'replayed'],
          notFound: 'ResourceNotFoundException',
          status: 'SUCCEEDED',
          power: 256,
        });
        expect(seen.report).toMatch(/^REPORT RequestId: .*\tMemory Size: 256 MB\t/);
      } finally {
        await stop('SIGTERM');
      }
    },
  );
});

function boto3Missing(): string | undefined {
  const { error, status } = spawnSync('python3', ['-c', 'import boto3'], { stdio: 'ignore' });
  if (error !== undefined) return 'there is no python3 here';
  return status === 0 ? undefined : "this machine's python3 has no boto3";
}

function processesNamed(marker: string): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(marker));
}
