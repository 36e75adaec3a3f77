import { describe, expect, it } from 'vitest';
import { createEnvironments, NotMeasurableHere } from '../../../../lib/emulator/environment/index.ts';
import { emulated, environmentOf } from './support/emulated.ts';
import { functionFolder } from './support/function-folder.ts';
import { leftovers } from './support/leftovers.ts';
import { ARCHITECTURE_HERE, answerOf, invocationOf, specOf } from './support/spec.ts';

const PID = 'export const handler = async () => process.pid;';

describe('createEnvironments', () => {
  it('says how CPU time is limited', () => {
    expect(emulated({ cpu: 'stop-and-continue' }).cpuControl).toEqual({
      kind: 'stop-and-continue',
      label: 'stop and continue (approximate: no control groups here)',
    });
  });

  it('says how memory is limited and which files functions see', () => {
    const environments = emulated({ cpu: 'stop-and-continue', isolation: 'folders' });
    expect(environments.memoryControl.label).toBe('watched (approximate: no control groups here)');
    expect(environments.isolation).toEqual({
      kind: 'folders',
      label: "the machine's own files (no mount namespaces here): code may be written to, /tmp has no limit",
    });
  });

  it('runs code unless the package holds measurements', async () => {
    const { create } = emulated();
    const points = [{ memoryMB: 1769, durationsMs: [12] }];
    const replay = {
      curves: { [ARCHITECTURE_HERE]: { function: 'f', source: 's', points } },
      pace: 'instant',
    };
    const files = { 'index.mjs': PID, 'replay.json': JSON.stringify(replay) };
    const replayed = await create(specOf({ codeDir: functionFolder(files) })).invoke(invocationOf());
    expect(replayed.measuredBy).toBe('replayed');
  });

  it('refuses an architecture that is not the machine’s', () => {
    const architecture = ARCHITECTURE_HERE === 'arm64' ? 'x86_64' : 'arm64';
    expect(() => environmentOf(PID, { architecture })).toThrow(NotMeasurableHere);
    expect(() => environmentOf(PID, { architecture })).toThrow(
      `${architecture} can't be measured on this machine, which is ${ARCHITECTURE_HERE}`,
    );
  });

  it('refuses a runtime that it cannot run', () => {
    expect(() => environmentOf(PID, { runtime: 'java25' })).toThrow(
      "the runtime java25 can't be run on this machine; those that can: nodejs22.x, nodejs24.x, python3.x, provided.al2023, provided.al2",
    );
  });

  it('leaves nothing behind: no process, no control group, no file', async () => {
    const environments = createEnvironments();
    const codeDir = functionFolder({
      'index.mjs': `
        import { spawn } from 'node:child_process';
        const child = spawn('sleep', ['600'], { stdio: 'ignore' });
        export const handler = async () => [process.pid, child.pid];
      `,
    });
    const outcomes = await Promise.all(
      [128, 512].map((memoryMB) => environments.create(specOf({ codeDir, memoryMB })).invoke(invocationOf())),
    );
    const pids = outcomes.flatMap((outcome) => answerOf(outcome) as number[]);
    expect(leftovers(process.pid, pids)).toEqual(expect.arrayContaining(pids.map((pid) => `process ${pid}`)));
    await environments.stop();
    await expect.poll(() => leftovers(process.pid, pids)).toEqual([]);
  });

  it('refuses to go on with an environment that was stopped in the middle', async () => {
    const environments = createEnvironments();
    const codeDir = functionFolder({ 'index.mjs': 'export const handler = () => { for (;;); };' });
    const environment = environments.create(specOf({ codeDir }));
    const outcome = environment.invoke(invocationOf());
    const refused = expect(outcome).rejects.toThrow('the environment was stopped');
    await new Promise((resolve) => setTimeout(resolve, 150));
    await environments.stop();
    await refused;
    expect(environment.alive).toBe(false);
  });
});

describe('environments that run at once', () => {
  const SLEEPER = `
    export const handler = async () => {
      const from = process.hrtime.bigint();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [from, process.hrtime.bigint()].map(String);
    };
  `;

  it('take turns where together they are worth more than the machine, and the wait counts in no duration', async () => {
    const { create } = emulated({ cores: 1 });
    const codeDir = functionFolder({ 'index.mjs': SLEEPER });
    const since = performance.now();
    const both = await Promise.all(
      [1, 2].map(async () => {
        const outcome = await create(specOf({ codeDir })).invoke(invocationOf());
        return { outcome, elapsedMs: performance.now() - since };
      }),
    );
    const spans = both.map(({ outcome }) => (answerOf(outcome) as string[]).map(BigInt));
    const [first, second] = spans.sort(([a = 0n], [b = 0n]) => Number(a - b));
    expect(second?.[0]).toBeGreaterThan(first?.[1] ?? 0n);
    const late = both.reduce((a, b) => (a.elapsedMs > b.elapsedMs ? a : b));
    const counted = late.outcome.report.durationMs + (late.outcome.report.initDurationMs ?? 0);
    expect(counted).toBeLessThan(late.elapsedMs - 200);
  });

  it('run side by side where there is room', async () => {
    const { create } = emulated({ cores: 1 });
    const codeDir = functionFolder({ 'index.mjs': SLEEPER });
    const environments = [1, 2].map(() => create(specOf({ codeDir, memoryMB: 512 })));
    await Promise.all(environments.map((environment) => environment.invoke(invocationOf())));
    const outcomes = await Promise.all(environments.map((environment) => environment.invoke(invocationOf())));
    const [[a0, a1], [b0, b1]] = outcomes.map((outcome) => (answerOf(outcome) as string[]).map(BigInt)) as [
      [bigint, bigint],
      [bigint, bigint],
    ];
    expect(a0 < b1 && b0 < a1).toBe(true);
  });

  it('are not measurable here where a size has more CPUs than the machine and the function used them all', async () => {
    // As if this machine had half a core, so that what else runs on it makes no difference.
    const code = `
      import { pbkdf2Sync } from 'node:crypto';
      export const handler = async (n) => { pbkdf2Sync('a', 'b', n, 32, 'sha512'); };
    `;
    const environment = environmentOf(code, { memoryMB: 1769 }, { cores: 0.5 });
    await environment.invoke(invocationOf(1));
    const busy = await environment.invoke(invocationOf(200_000));
    expect(busy.notMeasurable).toBe(
      '1769 MB has 1.00 CPUs on Lambda, and the function used all 0.5 of this machine',
    );
    const idle = await environment.invoke(invocationOf(1));
    expect(idle.notMeasurable).toBeUndefined();
  });
});
