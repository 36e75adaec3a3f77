import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';
import { describeNasty } from './describe-nasty.ts';
import { leftByRun } from './leftovers.ts';
import { type Nasty, type NastyRun, tuneNasty } from './nasty-target.ts';

/** The statement is run on every third call, counted by the environment. */
const onEveryThirdCall = (statement: string): string =>
  `let calls = 0; export const handler = async () => { calls += 1; if (calls % 3 === 0) { ${statement} } };`;

/** So many calls that the third and the sixth fail, each environment counted by itself. */
const SIX_CALLS = { num: 6 };

const OUT_OF_MEMORY: readonly Nasty[] = [
  {
    name: 'holds more native memory than it has',
    memoryMB: 128,
    code: `const held = [];
      export const handler = async () => { for (;;) held.push(Buffer.alloc(8 * 1_048_576, 1)); };`,
    fails: /^2 of 2 invocations failed: Runtime\.OutOfMemory: /,
  },
  {
    name: 'needs more memory to be loaded',
    memoryMB: 136,
    code: `const held = []; for (;;) held.push(Buffer.alloc(8 * 1_048_576, 1)); export const handler = 1;`,
    fails: /^2 of 2 invocations failed: Runtime\.OutOfMemory: /,
  },
  {
    name: 'lets a child take all memory',
    memoryMB: 256,
    code: `import { spawnSync } from 'node:child_process';
      const code = 'const held = []; for (;;) held.push(Buffer.alloc(8 * 1048576, 1));';
      export const handler = async () => spawnSync(process.execPath, ['-e', code]).signal;`,
    fails: /^2 of 2 invocations failed: Runtime\.OutOfMemory: /,
  },
  {
    name: 'holds nearly all that it has',
    memoryMB: 512,
    code: `const held = Buffer.alloc(380 * 1_048_576, 1); export const handler = async () => held.length;`,
  },
];

const SLOW: readonly Nasty[] = [
  {
    name: 'waits for ever',
    code: 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 60_000));',
    fails: /^2 of 2 invocations failed: timeout: .*Task timed out after 1\.00 seconds$/,
  },
  {
    name: 'computes for ever',
    code: 'export const handler = async () => { for (;;); };',
    fails: /^2 of 2 invocations failed: timeout: /,
  },
  {
    name: 'prints for ever',
    code: `import { writeSync } from 'node:fs';
      const line = 'x'.repeat(99_999) + '\\n';
      export const handler = async () => { for (;;) writeSync(1, line); };`,
    fails: /^2 of 2 invocations failed: timeout: /,
  },
  {
    name: 'takes too long to be loaded, each time',
    code: 'await new Promise((resolve) => setTimeout(resolve, 60_000)); export const handler = async () => 1;',
    fails: /^2 of 2 invocations failed: timeout: /,
  },
];

const CRASHES: readonly Nasty[] = [
  {
    name: 'exits while it is loaded',
    code: 'process.exit(3); export const handler = 1;',
    fails: /^2 of 2 invocations failed: Runtime\.ExitError: .*exit status 3$/,
  },
  {
    name: 'throws while it is loaded',
    code: "throw new TypeError('not today'); export const handler = 1;",
    fails: /^2 of 2 invocations failed: TypeError: not today$/,
  },
  {
    name: 'is no JavaScript',
    code: 'export const handler = async () => {',
    fails: /^2 of 2 invocations failed: Runtime\.UserCodeSyntaxError: SyntaxError: /,
  },
  {
    name: 'imports what is not there',
    code: "import 'no-such-package'; export const handler = 1;",
    fails: /^2 of 2 invocations failed: Runtime\.ImportModuleError: .*no-such-package/,
  },
  {
    name: 'has no handler',
    code: 'export const other = 1;',
    fails: /^2 of 2 invocations failed: Runtime\.HandlerNotFound: /,
  },
  {
    name: 'fails to be loaded the first time only',
    code: `import { existsSync, writeFileSync } from 'node:fs';
      import { tmpdir } from 'node:os';
      const mark = tmpdir() + '/mark';
      if (!existsSync(mark)) { writeFileSync(mark, ''); process.exit(1); }
      export const handler = async () => 1;`,
    repeatedInits: 1,
  },
  {
    name: 'fails once of twenty times',
    code: `let calls = 0; export const handler = async () => { if (++calls === 3) throw new RangeError('once'); };`,
    failures: { RangeError: 1 },
  },
  {
    name: 'throws on every third call',
    code: onEveryThirdCall("throw new RangeError('third');"),
    fails: /^2 of 6 invocations failed: RangeError: third$/,
  },
  {
    name: 'forgets a rejection on every third call',
    code: onEveryThirdCall(
      "Promise.reject(new Error('forgotten')); await new Promise((resolve) => setTimeout(resolve, 5000));",
    ),
    fails: /^2 of 6 invocations failed: Runtime\.UnhandledPromiseRejection: Error: forgotten$/,
  },
  {
    name: 'exits on every third call',
    code: onEveryThirdCall('process.exit(0);'),
    fails: /^2 of 6 invocations failed: Runtime\.ExitError: .*exited without providing a reason$/,
  },
  {
    name: 'kills itself on every third call',
    code: onEveryThirdCall("process.kill(process.pid, 'SIGKILL'); for (;;);"),
    fails: /^2 of 6 invocations failed: Runtime\.ExitError: .*signal: killed$/,
  },
  {
    name: 'kills its process group on every third call',
    code: onEveryThirdCall("process.kill(0, 'SIGKILL'); for (;;);"),
    fails: /^2 of 6 invocations failed: Runtime\.ExitError: .*signal: killed$/,
  },
  {
    name: 'aborts on every third call',
    code: onEveryThirdCall('process.abort();'),
    fails: /^2 of 6 invocations failed: Runtime\.ExitError: .*signal: aborted$/,
  },
  {
    name: 'throws what is no error',
    code: 'export const handler = async () => { throw null; };',
    fails: /^2 of 2 invocations failed: object: null$/,
  },
  {
    name: 'throws an error that holds itself',
    code: `export const handler = async () => {
      const error = new Error('circular');
      throw Object.assign(error, { error, request: { error } });
    };`,
    fails: /^2 of 2 invocations failed: Error: circular$/,
  },
  {
    name: 'throws an error with a name and a message of megabytes',
    code: `export const handler = async () => {
      throw Object.assign(new Error('m'.repeat(2_000_000)), { name: 'N'.repeat(1_000_000) });
    };`,
    fails: /^2 of 2 invocations failed: N{100}: m{200}$/,
  },
];

describeNasty('a function that is out of memory at small sizes', {
  functionName: 'hungry',
  nasties: OUT_OF_MEMORY,
});

describeNasty(
  'a function that runs into its timeout at small sizes',
  { functionName: 'slow', nasties: SLOW, function: { Timeout: 1 } },
  { environments: { initLimitMs: 500 } },
);

describeNasty('a function that crashes', { functionName: 'crashes', nasties: CRASHES, input: SIX_CALLS });

describe('a function that fails at every size', () => {
  const nasties = [
    ...CRASHES.filter(({ name }) => /no JavaScript|no error/.test(name)),
    ...OUT_OF_MEMORY.slice(0, 1),
  ];
  let pipeline: Pipeline;
  let run: NastyRun;
  beforeAll(async () => {
    pipeline = await startPipeline();
    run = await tuneNasty(pipeline, {
      functionName: 'fails',
      nasties,
      goodMB: [],
      input: { baseline: false },
    });
  });
  afterAll(() => pipeline.stop());

  it('fails the run, with the reason of each size', () => {
    expect([run.ended.status, run.ended.error]).toEqual(['FAILED', 'NoCandidateMeasured']);
    const { errorMessage } = JSON.parse(run.ended.cause ?? '');
    expect(errorMessage).toMatch(/^none of 3 candidates could be measured:\n/);
    expect(errorMessage).toMatch(/-128: 2 of 2 invocations failed: Runtime\.OutOfMemory/);
    expect(errorMessage).toMatch(/: 2 of 2 invocations failed: Runtime\.UserCodeSyntaxError/);
    expect(errorMessage).toMatch(/: 2 of 2 invocations failed: object: null/);
  });

  it('leaves the target as it was, and nothing behind', async () => {
    expect(run.after).toEqual(run.before);
    await expect.poll(() => leftByRun(pipeline, run.mark), { timeout: 10_000 }).toEqual([]);
  });
});
