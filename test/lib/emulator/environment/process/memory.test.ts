import { describe, expect, it } from 'vitest';
import { chooseControl } from '../../../../../lib/emulator/environment/resources/choose-control.ts';
import { environmentOf } from '../support/emulated.ts';
import { answerOf, invocationOf } from '../support/spec.ts';

/** Holds as many MB of native memory as it is asked for. */
const HOLDER = `
  const held = [];
  export const handler = async (megabytes) => {
    for (let n = 0; n < megabytes; n += 16) {
      held.push(Buffer.alloc(16 * 1_048_576, 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return held.length;
  };
`;

const KINDS = [...new Set([chooseControl('auto').kind, 'stop-and-continue'] as const)];

describe.each(KINDS)('memory, with CPU time limited by %s', (cpu) => {
  it('is enough at 128 MB for an ordinary handler', async () => {
    const environment = environmentOf(HOLDER, { memoryMB: 128 }, { cpu });
    const outcome = await environment.invoke(invocationOf(16));
    expect(answerOf(outcome)).toBe(1);
    expect(outcome.report.maxMemoryUsedMB).toBeLessThan(128);
    expect(environment.alive).toBe(true);
  });

  it('ends the environment that wants more than its size', async () => {
    const environment = environmentOf(HOLDER, { memoryMB: 256 }, { cpu });
    expect((await environment.invoke(invocationOf(32))).functionError).toBeUndefined();
    const invocation = invocationOf(1000);
    const outcome = await environment.invoke(invocation);
    expect(outcome.functionError).toBe('Unhandled');
    expect(answerOf(outcome)).toEqual({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: `RequestId: ${invocation.requestId} Error: Runtime exited with error: signal: killed`,
    });
    expect(outcome.report).toMatchObject({
      status: 'error',
      errorType: 'Runtime.OutOfMemory',
      maxMemoryUsedMB: 256,
    });
    expect(outcome.log).toMatch(/\tStatus: error\tError Type: Runtime\.OutOfMemory\t\n$/);
    expect(environment.alive).toBe(false);
  });

  it('remembers the most that was held', async () => {
    const environment = environmentOf(
      `export const handler = async (megabytes) => Buffer.alloc(megabytes * 1_048_576, 1).length;`,
      { memoryMB: 512 },
      { cpu },
    );
    const before = (await environment.invoke(invocationOf(1))).report.maxMemoryUsedMB ?? Number.NaN;
    const high = (await environment.invoke(invocationOf(200))).report.maxMemoryUsedMB ?? Number.NaN;
    const after = (await environment.invoke(invocationOf(1))).report.maxMemoryUsedMB ?? Number.NaN;
    expect(high).toBeGreaterThan(before + 150);
    expect(after).toBeGreaterThanOrEqual(high);
  });
});

describe('memory', () => {
  it('counts during init too', async () => {
    const environment = environmentOf(
      `
      const held = [];
      for (let n = 0; n < 30; n += 1) held.push(Buffer.alloc(16 * 1_048_576, 1));
      export const handler = async () => held.length;
    `,
      { memoryMB: 192 },
    );
    const outcome = await environment.invoke(invocationOf());
    expect(outcome.report).toMatchObject({ status: 'error', errorType: 'Runtime.OutOfMemory' });
    expect(outcome.log).toMatch(
      /INIT_REPORT .*\tPhase: init\tStatus: error\tError Type: Runtime\.OutOfMemory\n/,
    );
  });

  it.runIf(KINDS.length > 1)('counts for the processes that a handler starts', async () => {
    const environment = environmentOf(
      `
      import { spawnSync } from 'node:child_process';
      const code = 'const held = []; for (let n = 0; n < 60; n += 1) held.push(Buffer.alloc(16 * 1048576, 1));';
      export const handler = async () => spawnSync(process.execPath, ['-e', code]).signal;
    `,
      { memoryMB: 256 },
    );
    const outcome = await environment.invoke(invocationOf());
    expect(outcome.report).toMatchObject({ errorType: 'Runtime.OutOfMemory', maxMemoryUsedMB: 256 });
    expect(environment.alive).toBe(false);
  });

  it('gives V8 a heap that fits, and shows how it aborts', async () => {
    const environment = environmentOf(
      `
      import { getHeapStatistics } from 'node:v8';
      export const handler = async ({ fill }) => {
        const held = [];
        while (fill) held.push(Array.from({ length: 100_000 }, (_, n) => ({ n })));
        return Math.round(getHeapStatistics().heap_size_limit / 1_048_576);
      };
    `,
      { memoryMB: 1769, environment: { NODE_OPTIONS: '--max-old-space-size=64' }, timeoutSeconds: 30 },
    );
    const outcome = await environment.invoke(invocationOf({ fill: true }));
    expect(outcome.log).toContain('JavaScript heap out of memory');
    expect(answerOf(outcome)).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited with error: signal: aborted$/),
    });
  });
});
