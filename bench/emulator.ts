/**
 * Is the local Lambda honest? Compares, in one run, how long work takes at several memory sizes with the
 * CPU time that it used: `npm run bench:emulator [-- --cpu stop-and-continue]`. It prints and judges nothing.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import Table from 'cli-table3';
import { zipSync } from 'fflate';
import { medianSorted } from 'simple-statistics';
import { startEmulator } from '../lib/emulator/emulator.ts';
import {
  type CpuControlKind,
  createEnvironments,
  type ExecutionEnvironment,
  type FunctionSpec,
  type Outcome,
} from '../lib/emulator/environment/index.ts';
import { machine } from './markdown.ts';

const ONE_CPU_MB = 1769;
const SIZES_MB = [128, 256, 512, 1024, ONE_CPU_MB];
const ROUNDS = 10;
const INIT_ROUNDS = 3;
const EMPTY_INVOCATIONS = 1000;
const AT_ONCE = 8;
const SDK_MB = 1769;
/** At least this much CPU time, so that the 20 ms periods don't blur it. */
const WORK_MS = 250;
const INIT_WORK_MS = 1000;

const PLAIN = { head: [], border: [], compact: true };

const { values } = parseArgs({ options: { cpu: { type: 'string', default: 'auto' } } });
const environments = createEnvironments({ cpu: controlNamed(values.cpu) });

try {
  const iterations = await calibrate();
  print('machine', machine());
  print('CPU control', environments.cpuControl.label);
  print('memory', environments.memoryControl.label);
  print('isolation', environments.isolation.label);
  await benchHandler(iterations);
  await benchInit(iterations);
  await benchOverhead();
  await benchThroughSdk();
} finally {
  await environments.stop();
}

function controlNamed(name: string): 'auto' | CpuControlKind {
  const known = ['auto', 'cgroup-v2', 'cgroup-v1', 'stop-and-continue'] as const;
  const found = known.find((kind) => kind === name);
  if (found === undefined) {
    throw new Error(`--cpu ${name}: one of ${known.join(', ')}`);
  }
  return found;
}

/** How many iterations take WORK_MS of CPU time here and now. */
async function calibrate(): Promise<number> {
  const trial = 200_000;
  const environment = environmentOf('works', ONE_CPU_MB);
  await invoke(environment, 1);
  const { cpuMs = WORK_MS } = await invoke(environment, trial);
  await environment.stop();
  return Math.ceil((trial * WORK_MS) / cpuMs);
}

/** One environment at a time, sizes interleaved, so that the host's drift meets all of them. */
async function benchHandler(iterations: number): Promise<void> {
  const sizes = SIZES_MB.map((memoryMB) => ({ memoryMB, environment: environmentOf('works', memoryMB) }));
  const outcomes = new Map<number, Outcome[]>(SIZES_MB.map((memoryMB) => [memoryMB, []]));
  for (const { environment } of sizes) {
    await invoke(environment, 1);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { memoryMB, environment } of sizes) {
      outcomes.get(memoryMB)?.push(await invoke(environment, iterations));
    }
  }
  const table = new Table({ style: PLAIN, head: ['MB', 'duration ms', 'CPU ms', 'duration × share ÷ CPU'] });
  for (const [memoryMB, measured] of outcomes) {
    table.push([
      memoryMB,
      median(measured.map(({ report }) => report.durationMs)).toFixed(1),
      median(measured.map(cpuMsOf)).toFixed(1),
      median(measured.map((one) => (one.report.durationMs * share(memoryMB)) / cpuMsOf(one))).toFixed(3),
    ]);
  }
  print(`handler with native work, median of ${ROUNDS}`, `\n${table.toString()}`);
  await Promise.all(sizes.map(({ environment }) => environment.stop()));
}

/** A CPU-heavy init: with the boost it takes as long at 128 MB as at 1,769 MB. */
async function benchInit(iterations: number): Promise<void> {
  const environment = { ITERATIONS: String(Math.ceil((iterations * INIT_WORK_MS) / WORK_MS)) };
  const measured = new Map<number, { initMs: number; cpuMs: number }[]>([
    [128, []],
    [ONE_CPU_MB, []],
  ]);
  for (let round = 0; round < INIT_ROUNDS; round += 1) {
    for (const [memoryMB, inits] of measured) {
      const one = environmentOf('works-in-init', memoryMB, environment);
      const { report, payload } = await invoke(one, {});
      inits.push({
        initMs: report.initDurationMs ?? Number.NaN,
        cpuMs: Number(Buffer.from(payload).toString()),
      });
      await one.stop();
    }
  }
  const table = new Table({ style: PLAIN, head: ['MB', 'init ms', 'CPU ms', 'init ÷ CPU'] });
  for (const [memoryMB, inits] of measured) {
    table.push([
      memoryMB,
      median(inits.map(({ initMs }) => initMs)).toFixed(1),
      median(inits.map(({ cpuMs }) => cpuMs)).toFixed(1),
      median(inits.map(({ initMs, cpuMs }) => initMs / cpuMs)).toFixed(3),
    ]);
  }
  print(`init with native work, median of ${INIT_ROUNDS}`, `\n${table.toString()}`);
}

/** What is left of Duration when the handler does nothing is the emulator's own share. */
async function benchOverhead(): Promise<void> {
  const environment = environmentOf('empty', ONE_CPU_MB);
  await invoke(environment, {});
  const durationsMs: number[] = [];
  const since = performance.now();
  for (let count = 0; count < EMPTY_INVOCATIONS; count += 1) {
    durationsMs.push((await invoke(environment, {})).report.durationMs);
  }
  const seconds = (performance.now() - since) / 1000;
  print('empty warm handler', `${median(durationsMs).toFixed(2)} ms, median of ${EMPTY_INVOCATIONS}`);
  print('one after another', `${Math.round(EMPTY_INVOCATIONS / seconds)} invocations a second`);
  await environment.stop();
}

/** As a user's code sees it: the real client, over HTTP, one invocation after another and eight at once. */
async function benchThroughSdk(): Promise<void> {
  const emulator = await startEmulator({ createEnvironment: environments.create, delays: 0, limits: false });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new LambdaClient({ endpoint: emulator.endpoint, region: emulator.region, credentials });
  try {
    await createEmpty(client);
    for (const atOnce of [1, AT_ONCE]) {
      await invokeThroughSdk(client, atOnce, 5 * atOnce);
      const since = performance.now();
      await invokeThroughSdk(client, atOnce, EMPTY_INVOCATIONS);
      const seconds = (performance.now() - since) / 1000;
      print(
        `through the SDK, ${atOnce} at once`,
        `${Math.round(EMPTY_INVOCATIONS / seconds)} invocations a second`,
      );
    }
  } finally {
    client.destroy();
    await emulator.stop();
  }
}

async function createEmpty(client: LambdaClient): Promise<void> {
  const code = readFileSync(new URL('functions/empty/index.mjs', import.meta.url));
  await client.send(
    new CreateFunctionCommand({
      FunctionName: 'empty',
      Role: 'arn:aws:iam::000000000000:role/any',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
      MemorySize: SDK_MB,
      Code: { ZipFile: zipSync({ 'index.mjs': code }) },
    }),
  );
}

/** `count` invocations in all, by so many callers. */
async function invokeThroughSdk(client: LambdaClient, callers: number, count: number): Promise<void> {
  let left = count;
  const call = async (): Promise<void> => {
    for (; left > 0; left -= 1) {
      await client.send(new InvokeCommand({ FunctionName: 'empty', Payload: '{}', LogType: 'Tail' }));
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
}

function environmentOf(
  name: string,
  memoryMB: number,
  environment: Readonly<Record<string, string>> = {},
): ExecutionEnvironment {
  const spec: FunctionSpec = {
    functionName: name,
    version: '$LATEST',
    functionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    region: 'us-east-1',
    accountId: '000000000000',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
    memoryMB,
    timeoutSeconds: 900,
    ephemeralStorageMB: 512,
    environment,
    logGroup: `/aws/lambda/${name}`,
    codeDir: fileURLToPath(new URL(`functions/${name}`, import.meta.url)),
    layerDirs: [],
  };
  return environments.create(spec);
}

async function invoke(environment: ExecutionEnvironment, event: unknown): Promise<Outcome> {
  const outcome = await environment.invoke({
    requestId: randomUUID(),
    payload: Buffer.from(JSON.stringify(event)),
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:bench',
  });
  if (outcome.functionError !== undefined) {
    throw new Error(`the benchmark's function failed:\n${outcome.log}`);
  }
  return outcome;
}

function share(memoryMB: number): number {
  return Math.min(1, memoryMB / ONE_CPU_MB);
}

function cpuMsOf({ cpuMs }: Outcome): number {
  return cpuMs ?? Number.NaN;
}

function median(numbers: readonly number[]): number {
  return medianSorted(numbers.toSorted((a, b) => a - b));
}

function print(title: string, text: string): void {
  process.stdout.write(`${title}: ${text}\n`);
}
