/**
 * How long until there is an answer? `npm run bench:tune [-- --json FILE]` runs the whole pipeline against the emulator
 * with AWS's delays and limits: 15 control-plane requests a second together, GetFunction 100, a new function Pending for
 * about 2 s, an update in progress for about 1 s. The tuned functions are made up and take their real time. It prints
 * and judges nothing.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { TuningResult } from '../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../test/support/pipeline.ts';
import { replayPackage, SEARCH_SIZES, steady } from '../test/support/replay.ts';
import { machine, table } from './markdown.ts';

const { values } = parseArgs({ options: { json: { type: 'string' } } });

const SEVEN = [128, 256, 512, 1024, 1536, 1769, 3008];
const FIVE = [128, 256, 512, 1024, 1769];
const BOTH = ['x86_64', 'arm64'] as const;

const CASES = [
  { name: '7 sizes × 1 architecture × 10', input: { powerValues: SEVEN, num: 10 } },
  { name: '7 sizes × 2 architectures × 10', input: { powerValues: SEVEN, num: 10, architectures: BOTH } },
  {
    name: '5 sizes × 50 cold starts',
    input: { powerValues: FIVE, num: 50, onlyColdStarts: true, baseline: false },
  },
  { name: 'search, 1 architecture', input: {} },
  { name: 'search, 2 architectures', input: { architectures: BOTH } },
];

interface Row {
  readonly case: string;
  readonly seconds: number;
  readonly controlPlaneCalls: number;
  readonly getFunctionCalls: number;
  readonly candidates: number;
  readonly invocations: number;
  readonly stateTransitions: number;
  /** Seconds in each stage's state, from entering to leaving; of those in a Map, the Map's. */
  readonly states: Readonly<Record<string, number>>;
  /** Of the tuner's own functions together, without the Executor's waiting for the target. */
  readonly ownSeconds: number;
}

const rows: Row[] = [];
for (const { name, input } of CASES) rows.push(await measure(name, input));
print();
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);

/** Each on an emulator of its own: the limits of the account start afresh. */
async function measure(name: string, input: object): Promise<Row> {
  const pipeline = await startPipeline({ delays: 1, limits: {} });
  try {
    const lambdaARN = await pipeline.create('target', madeUp(), { MemorySize: 1024, Timeout: 30 });
    // By calls of a quota of their own: the run would be short of others.
    while (!(await isActive(pipeline))) await sleep(200);
    const before = pipeline.calls().length;
    const startedAt = performance.now();
    const executionArn = await pipeline.start({ lambdaARN, seed: 1, ...input });
    const { status, output, cause } = await pipeline.end(executionArn);
    const seconds = (performance.now() - startedAt) / 1000;
    if (status !== 'SUCCEEDED') throw new Error(`${name}: ${status}: ${cause}`);
    const result = JSON.parse(output ?? '{}') as TuningResult;
    const calls = pipeline.calls().slice(before);
    const lambda = calls.filter(({ service, action }) => service === 'lambda' && action !== 'Invoke');
    const states = secondsByState(await pipeline.history(executionArn));
    return {
      case: name,
      seconds,
      controlPlaneCalls: lambda.filter(({ action }) => action !== 'GetFunction').length,
      getFunctionCalls: lambda.filter(({ action }) => action === 'GetFunction').length,
      candidates: result.candidates.length,
      invocations: result.run.invocations,
      stateTransitions: result.run.cost.stateTransitions,
      states,
      ownSeconds: ownSeconds(states),
    };
  } finally {
    await pipeline.stop();
  }
}

/** 100 ms at every size, after an init of 500 ms; both architectures alike. */
function madeUp(): Record<string, string> {
  const sizes = [...new Set([...SEARCH_SIZES, ...SEVEN])].sort((a, b) => a - b);
  const points = sizes.map((memoryMB) => ({ ...steady(memoryMB, 100), initMs: [500] }));
  return replayPackage({ x86_64: points, arm64: points }, 'real');
}

async function isActive({ lambda }: Pipeline): Promise<boolean> {
  const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: 'target' }));
  return Configuration?.State === 'Active';
}

/** States follow one another but in the Map, whose branches overlap: of that the whole. */
function secondsByState(events: readonly HistoryEvent[]): Record<string, number> {
  const seconds: Record<string, number> = {};
  const entered = new Map<string, number>();
  const inMap = new Set(['Executor', 'Enough samples?', 'Digest', 'Lost']);
  for (const { type = '', timestamp, stateEnteredEventDetails, stateExitedEventDetails } of events) {
    const atMs = timestamp?.getTime() ?? 0;
    const { name } = stateEnteredEventDetails ?? stateExitedEventDetails ?? {};
    if (name === undefined || inMap.has(name)) continue;
    if (type.endsWith('StateEntered')) entered.set(name, atMs);
    else if (type.endsWith('StateExited')) {
      seconds[name] = (seconds[name] ?? 0) + (atMs - (entered.get(name) ?? atMs)) / 1000;
    }
  }
  return seconds;
}

/** The time of all tasks but the Executor's, which mostly waits. */
function ownSeconds(byState: Readonly<Record<string, number>>): number {
  const stages = ['Initializer', 'Publisher', 'Analyzer', 'Cleaner', 'Reporter'];
  return stages.reduce((sum, name) => sum + (byState[name] ?? 0), 0);
}

function print(): void {
  console.log(machine());
  table('time to an answer', [
    [
      '',
      'seconds',
      'control-plane calls',
      'allowed: 4 a candidate + 10',
      'GetFunction',
      'invocations',
      'transitions',
    ],
    ...rows.map((row) => [
      row.case,
      row.seconds.toFixed(1),
      String(row.controlPlaneCalls),
      String(4 * row.candidates + 10),
      String(row.getFunctionCalls),
      String(row.invocations),
      String(row.stateTransitions),
    ]),
  ]);
  const stages = ['Initializer', 'Publisher', 'Measure', 'Analyzer', 'Cleaner', 'Reporter'];
  table('where the time goes, in seconds', [
    ['', ...stages, 'the tuner’s own, without Measure'],
    ...rows.map((row) => [
      row.case,
      ...stages.map((stage) => (row.states[stage] ?? 0).toFixed(2)),
      row.ownSeconds.toFixed(2),
    ]),
  ]);
}
