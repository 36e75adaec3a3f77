import { describe, expect, it } from 'vitest';
import { hasInitReport } from '../../../../../lib/core/report-line/init-report.ts';
import { parseReport } from '../../../../../lib/core/report-line/parse.ts';
import { environmentOf } from '../support/emulated.ts';
import { answerOf, invocationOf } from '../support/spec.ts';

const COUNTER = `
  let count = 0;
  export const handler = async (event) => ({ count: ++count, pid: process.pid, event });
`;

describe('an environment that is a process', () => {
  it('starts cold once and is warm from then on', async () => {
    const environment = environmentOf(COUNTER);
    const first = await environment.invoke(invocationOf({ a: 1 }));
    const second = await environment.invoke(invocationOf('text'));
    expect(answerOf(first)).toEqual({ count: 1, pid: expect.any(Number), event: { a: 1 } });
    expect(answerOf(second)).toMatchObject({ count: 2, event: 'text' });
    expect(first.report.initDurationMs).toBeGreaterThan(0);
    expect(second.report.initDurationMs).toBeUndefined();
    expect(first.report.billedDurationMs).toBe(
      Math.ceil((first.report.durationMs * 100 + (first.report.initDurationMs ?? 0) * 100) / 100),
    );
  });

  it('writes a log that ends with the report that it returns', async () => {
    const environment = environmentOf(COUNTER, { memoryMB: 512, version: '7' });
    const invocation = invocationOf();
    const { log, report, measuredBy, functionError } = await environment.invoke(invocation);
    expect(log).toMatch(/^START RequestId: \S+ Version: 7\nEND RequestId: \S+\nREPORT .*\n$/);
    expect(parseReport(log, invocation.requestId)).toEqual(report);
    expect(report).toMatchObject({ requestId: invocation.requestId, memorySizeMB: 512 });
    expect(report.maxMemoryUsedMB).toBeGreaterThan(10);
    expect({ measuredBy, functionError }).toEqual({ measuredBy: 'process', functionError: undefined });
  });

  it('has everything in the log that was printed before the answer, in its order', async () => {
    const environment = environmentOf(`
      import { execSync } from 'node:child_process';
      console.log('from init');
      export const handler = async () => {
        for (let line = 0; line < 2000; line += 1) console.log('line', line);
        process.stdout.write('raw\\n');
        execSync('echo from a child', { stdio: 'inherit' });
        process.stderr.write('last\\n');
      };
    `);
    const { log } = await environment.invoke(invocationOf());
    const lines = log.split('\n');
    expect(lines[0]).toMatch(/^\S+Z\tundefined\tINFO\tfrom init$/);
    expect(lines[1]).toMatch(/^START /);
    expect(lines.slice(2001, 2006)).toEqual([
      expect.stringMatching(/\tINFO\tline 1999$/),
      'raw',
      'from a child',
      'last',
      expect.stringMatching(/^END /),
    ]);
  });

  it('keeps one invocation’s log out of the next one’s', async () => {
    const environment = environmentOf(`export const handler = async (event) => console.log(event);`);
    await environment.invoke(invocationOf('first'));
    const { log } = await environment.invoke(invocationOf('second'));
    expect(log).toContain('second');
    expect(log).not.toContain('first');
  });

  it('counts the CPU time of the invocation', async () => {
    const environment = environmentOf(`
      import { pbkdf2Sync } from 'node:crypto';
      export const handler = async (n) => { pbkdf2Sync('a', 'b', n, 32, 'sha512'); };
    `);
    await environment.invoke(invocationOf(1));
    const little = await environment.invoke(invocationOf(1));
    const much = await environment.invoke(invocationOf(100_000));
    expect(much.cpuMs).toBeGreaterThan(10 * (little.cpuMs ?? Number.NaN));
  });
});

describe('an invocation that fails', () => {
  it('answers with the handler’s error and lives on', async () => {
    const environment = environmentOf(`
      export const handler = async (event) => {
        if (event.fail) throw new RangeError('too far');
        return 'fine';
      };
    `);
    const failed = await environment.invoke(invocationOf({ fail: true }));
    expect(failed.functionError).toBe('Unhandled');
    expect(answerOf(failed)).toEqual({
      errorType: 'RangeError',
      errorMessage: 'too far',
      trace: expect.arrayContaining(['RangeError: too far']),
    });
    expect(failed.log).toMatch(/\tERROR\tInvoke Error \t\{"errorType":"RangeError"/);
    expect(failed.report.status).toBeUndefined();
    expect(environment.alive).toBe(true);
    expect(answerOf(await environment.invoke(invocationOf({})))).toBe('fine');
  });

  it('ends at the timeout, which is its duration, and takes the environment with it', async () => {
    const environment = environmentOf(
      `export const handler = async () => { console.log('busy'); for (;;); };`,
      { timeoutSeconds: 1 },
    );
    const invocation = invocationOf();
    const outcome = await environment.invoke(invocation);
    expect(outcome.functionError).toBe('Unhandled');
    expect(answerOf(outcome)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${invocation.requestId} Error: Task timed out after 1.00 seconds`,
    });
    expect(outcome.report).toMatchObject({ durationMs: 1000, status: 'timeout' });
    expect(outcome.log).toMatch(/busy[\s\S]* Task timed out after 1\.00 seconds\n\nEND /);
    expect(environment.alive).toBe(false);
  });

  it('ends when the process exits, with its status', async () => {
    const environment = environmentOf(
      `export const handler = async () => { console.log('bye'); process.exit(3); };`,
    );
    const invocation = invocationOf();
    const outcome = await environment.invoke(invocation);
    expect(answerOf(outcome)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${invocation.requestId} Error: Runtime exited with error: exit status 3`,
    });
    expect(outcome.report).toMatchObject({ status: 'error', errorType: 'Runtime.ExitError' });
    expect(outcome.log).toMatch(/bye\n[\s\S]*exit status 3\n[\s\S]*END /);
    expect(environment.alive).toBe(false);
  });

  it('ends when the process crashes, with the signal', async () => {
    const environment = environmentOf(
      `export const handler = () => { process.kill(process.pid, 'SIGSEGV'); for (;;); };`,
    );
    const outcome = await environment.invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited with error: signal: segmentation fault$/),
    });
  });

  it('ends with a rejection that nobody caught', async () => {
    const environment = environmentOf(`
      export const handler = async () => {
        Promise.reject(new Error('forgotten'));
        await new Promise((resolve) => setTimeout(resolve, 5000));
      };
    `);
    const outcome = await environment.invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: forgotten',
    });
    expect(outcome.report).toMatchObject({
      status: 'error',
      errorType: 'Runtime.UnhandledPromiseRejection',
    });
    expect(environment.alive).toBe(false);
  });

  it('ends with an exception that nobody caught', async () => {
    const environment = environmentOf(`
      export const handler = () => new Promise(() => setTimeout(() => { throw new TypeError('late'); }));
    `);
    const outcome = await environment.invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({ errorType: 'TypeError', errorMessage: 'late' });
    expect(environment.alive).toBe(false);
  });

  it('ends where nothing is left to wait for and there is no answer', async () => {
    const environment = environmentOf(`export const handler = () => new Promise(() => {});`);
    const outcome = await environment.invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited without providing a reason$/),
    });
  });

  it('keeps the end of a log that is too long, and of a handler that never answers', async () => {
    const environment = environmentOf(
      `
      import { writeSync } from 'node:fs';
      const line = 'x'.repeat(9999) + '\\n';
      export const handler = () => {
        for (let n = 0; n < 2000; n += 1) writeSync(1, line);
        for (;;);
      };
    `,
      { timeoutSeconds: 1 },
    );
    const { log, report } = await environment.invoke(invocationOf());
    expect(report.status).toBe('timeout');
    expect(log.length).toBeGreaterThan(1_000_000);
    expect(log.length).toBeLessThan(1_100_000);
    expect(log.slice(-500)).toMatch(/x\n\S+ \S+ Task timed out after 1\.00 seconds\n\nEND /);
  });

  it('keeps the answer of a process that then never asks for another event, but not the process', async () => {
    const environment = environmentOf(
      `export const handler = async (event, { awsRequestId }) => {
        const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
        await fetch(api + awsRequestId + '/response', { method: 'POST', body: '"early"' });
        for (;;);
      };`,
      { timeoutSeconds: 1 },
    );
    const outcome = await environment.invoke(invocationOf());
    expect(answerOf(outcome)).toBe('early');
    expect(outcome.functionError).toBeUndefined();
    expect(environment.alive).toBe(false);
  });

  it('fails when the answer is larger than Lambda lets through', async () => {
    const environment = environmentOf(`export const handler = async (n) => 'x'.repeat(n);`);
    const outcome = await environment.invoke(invocationOf(6_291_556));
    expect(answerOf(outcome)).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
    expect(environment.alive).toBe(true);
    expect((await environment.invoke(invocationOf(6_000_000))).functionError).toBeUndefined();
  });
});

describe('a restored snapshot', () => {
  const SNAPSHOT = { version: '3', snapStart: true } as const;

  it('reports the restore instead of an init, and is warm from then on', async () => {
    const environment = environmentOf(
      `console.log('from init'); export const handler = async () => process.env.AWS_LAMBDA_INITIALIZATION_TYPE;`,
      SNAPSHOT,
    );
    const invocation = invocationOf();
    const { report, log, payload } = await environment.invoke(invocation);
    expect(Buffer.from(payload).toString()).toBe('"snap-start"');
    expect(report.initDurationMs).toBeUndefined();
    expect(report.restoreDurationMs).toBeGreaterThanOrEqual(0);
    expect(report.billedRestoreDurationMs).toBe(0);
    expect(report.billedDurationMs).toBe(Math.ceil(report.durationMs));
    expect(parseReport(log, invocation.requestId)).toEqual(report);
    expect(log).not.toContain('from init');
    expect((await environment.invoke(invocationOf())).report.restoreDurationMs).toBeUndefined();
  });
});

describe('an init that fails', () => {
  it('is repeated inside the invocation, which then has no init duration', async () => {
    const environment = environmentOf(
      `
      import { existsSync, writeFileSync } from 'node:fs';
      import { tmpdir } from 'node:os';
      const mark = \`\${tmpdir()}/mark\`;
      if (!existsSync(mark)) {
        writeFileSync(mark, '');
        process.exit(7);
      }
      export const handler = async () => 'second time lucky';
    `,
    );
    const invocation = invocationOf();
    const outcome = await environment.invoke(invocation);
    expect(answerOf(outcome)).toBe('second time lucky');
    expect(outcome.log).toMatch(
      /^INIT_REPORT Init Duration: [\d.]+ ms\tPhase: init\tStatus: error\tError Type: Runtime\.ExitError\nSTART /,
    );
    expect(hasInitReport(outcome.log, invocation.requestId)).toBe(true);
    expect(outcome.report.initDurationMs).toBeUndefined();
    // The repeated init is in it: no process starts in less.
    expect(outcome.report.durationMs).toBeGreaterThan(5);
    expect(environment.alive).toBe(true);
  });

  it('fails the invocation when it fails again', async () => {
    const environment = environmentOf(`throw new TypeError('not today');`);
    const outcome = await environment.invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({ errorType: 'TypeError', errorMessage: 'not today' });
    expect(outcome.report).toMatchObject({ status: 'error', errorType: 'TypeError' });
    expect(outcome.report.initDurationMs).toBeUndefined();
    expect(outcome.log.match(/INIT_REPORT.*/g)).toEqual([
      expect.stringMatching(/\tPhase: init\tStatus: error\tError Type: TypeError$/),
      expect.stringMatching(/\tPhase: invoke\tStatus: error\tError Type: TypeError$/),
    ]);
    expect(environment.alive).toBe(false);
  });

  it('is repeated when it takes longer than INIT may', async () => {
    const environment = environmentOf(
      `
      import { existsSync, writeFileSync } from 'node:fs';
      import { tmpdir } from 'node:os';
      const mark = \`\${tmpdir()}/mark\`;
      if (!existsSync(mark)) {
        writeFileSync(mark, '');
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      }
      export const handler = async () => 'faster now';
    `,
      {},
      { initLimitMs: 300 },
    );
    const outcome = await environment.invoke(invocationOf());
    expect(answerOf(outcome)).toBe('faster now');
    expect(outcome.log).toMatch(
      /^INIT_REPORT Init Duration: 300\.00 ms\tPhase: init\tStatus: timeout\nSTART /,
    );
    expect(outcome.report.initDurationMs).toBeUndefined();
  });

  it('ends at the function’s timeout when the repeated one takes longer', async () => {
    const environment = environmentOf(
      `
      import { existsSync, writeFileSync } from 'node:fs';
      import { tmpdir } from 'node:os';
      const mark = \`\${tmpdir()}/mark\`;
      if (!existsSync(mark)) {
        writeFileSync(mark, '');
        process.exit(7);
      }
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    `,
      { timeoutSeconds: 1 },
    );
    const outcome = await environment.invoke(invocationOf());
    expect(outcome.report).toMatchObject({ status: 'timeout', durationMs: 1000 });
    expect(outcome.log).toMatch(/INIT_REPORT Init Duration: 1000\.00 ms\tPhase: invoke\tStatus: timeout\n/);
  });
});
