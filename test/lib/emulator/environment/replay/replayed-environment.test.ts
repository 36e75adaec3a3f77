import { describe, expect, it } from 'vitest';
import { parseReport } from '../../../../../lib/core/report-line/parse.ts';
import { createEnvironments, type FunctionSpec } from '../../../../../lib/emulator/environment/index.ts';
import { functionFolder } from '../support/function-folder.ts';
import { answerOf, invocationOf, specOf } from '../support/spec.ts';

const POINT = { memoryMB: 128, durationsMs: [12.34, 20, 30.5], initMs: [null, 150.25], maxMemoryUsedMB: 77 };

function replayed(point: object = POINT, changes: Partial<FunctionSpec> = {}, pace = 'instant') {
  const curve = { function: 'upload', source: 'a benchmark', points: [point] };
  const replay = JSON.stringify({ curves: { arm64: curve, x86_64: curve }, pace });
  const codeDir = functionFolder({ 'replay.json': replay });
  return (seed?: number) => {
    const { create } = createEnvironments(seed === undefined ? {} : { seed });
    return create(specOf({ codeDir, memoryMB: 128, ...changes }));
  };
}

describe('a replayed environment', () => {
  it('answers with measured durations, the first time with a measured init', async () => {
    const environment = replayed()();
    const first = await environment.invoke(invocationOf());
    const second = await environment.invoke(invocationOf());
    expect(answerOf(first)).toEqual({});
    expect(first.report.initDurationMs).toBe(150.25);
    expect(POINT.durationsMs).toContain(first.report.durationMs);
    expect(first.report.billedDurationMs).toBe(Math.ceil(first.report.durationMs + 150.25));
    expect(first.report.maxMemoryUsedMB).toBe(77);
    expect(second.report.initDurationMs).toBeUndefined();
    expect(second.report.billedDurationMs).toBe(Math.ceil(second.report.durationMs));
  });

  it('says that it replays, and what', async () => {
    const outcome = await replayed()().invoke(invocationOf());
    expect(outcome.measuredBy).toBe('replayed');
    expect(outcome.source).toBe('upload (a benchmark)');
  });

  it('writes the report that it returns at the end of the log', async () => {
    const invocation = invocationOf();
    const { log, report } = await replayed()().invoke(invocation);
    expect(log).toMatch(/^START RequestId: \S+ Version: \$LATEST\nEND RequestId: \S+\nREPORT /);
    expect(parseReport(log, invocation.requestId)).toEqual(report);
  });

  it('has no cold start where none was measured', async () => {
    const { report } = await replayed({ memoryMB: 128, durationsMs: [5], initMs: [null] })().invoke(
      invocationOf(),
    );
    expect(report.initDurationMs).toBeUndefined();
  });

  it('answers for a version with SnapStart with a measured restore, billed as it was, and no init', async () => {
    // 306.34 ms and 303 ms of restore are billed as 610 ms: a published report line.
    const restores = { restoreMs: [512.9, 400], billedRestoreMs: [303, 303] };
    const snapshot = { version: '1', snapStart: true } as const;
    const environment = replayed({ ...POINT, durationsMs: [306.34], ...restores }, snapshot)();
    const invocation = invocationOf();
    const { report, log } = await environment.invoke(invocation);
    expect(restores.restoreMs).toContain(report.restoreDurationMs);
    expect(report).toMatchObject({ durationMs: 306.34, billedRestoreDurationMs: 303, billedDurationMs: 610 });
    expect(report).not.toHaveProperty('initDurationMs');
    expect(log).toMatch(/\tRestore Duration: \d+\.\d\d ms\tBilled Restore Duration: 303 ms\t/);
    expect(parseReport(log, invocation.requestId)).toEqual(report);
    const warm = await environment.invoke(invocationOf());
    expect(warm.report).not.toHaveProperty('restoreDurationMs');
    expect(warm.report.billedDurationMs).toBe(307);
  });

  it('draws both numbers of a restore from the same one', async () => {
    const point = { ...POINT, restoreMs: [100, 200, 300], billedRestoreMs: [10, 20, 30] };
    const create = replayed(point, { version: '1', snapStart: true });
    for (let seed = 1; seed <= 20; seed += 1) {
      const { report } = await create(seed).invoke(invocationOf());
      expect(report.billedRestoreDurationMs).toBe((report.restoreDurationMs ?? 0) / 10);
    }
  });

  it('initialises $LATEST as ever, though restores were measured too', async () => {
    const { report } = await replayed({ ...POINT, restoreMs: [300] })().invoke(invocationOf());
    expect(report.initDurationMs).toBe(150.25);
    expect(report).not.toHaveProperty('restoreDurationMs');
  });

  it('stands for either architecture, whatever this machine is', async () => {
    for (const architecture of ['arm64', 'x86_64'] as const) {
      const { report } = await replayed(POINT, { architecture })().invoke(invocationOf());
      expect(report.durationMs).toBeGreaterThan(0);
    }
  });

  it('draws the same for the same seed, and something else for another', async () => {
    const durationsMs = Array.from({ length: 100 }, (_, index) => 10 + index);
    const create = replayed({ memoryMB: 128, durationsMs });
    const draws = async (seed: number) => {
      const environment = create(seed);
      const outcomes = [];
      for (let count = 0; count < 20; count += 1) {
        outcomes.push((await environment.invoke(invocationOf())).report.durationMs);
      }
      return outcomes;
    };
    expect(await draws(1)).toEqual(await draws(1));
    expect(await draws(1)).not.toEqual(await draws(2));
  });

  it('draws differently in each environment of a size', async () => {
    const durationsMs = Array.from({ length: 1000 }, (_, index) => 10 + index);
    const codeDir = functionFolder({
      'replay.json': JSON.stringify({
        curves: { x86_64: { function: 'f', source: 's', points: [{ memoryMB: 128, durationsMs }] } },
        pace: 'instant',
      }),
    });
    const { create } = createEnvironments();
    const spec = specOf({ codeDir, memoryMB: 128, architecture: 'x86_64' });
    const [one, other] = [create(spec), create(spec)];
    const sequences = [];
    for (const environment of [one, other]) {
      const first = await environment.invoke(invocationOf());
      const second = await environment.invoke(invocationOf());
      sequences.push([first.report.durationMs, second.report.durationMs]);
    }
    expect(sequences[0]).not.toEqual(sequences[1]);
  });

  it('times out where the measured invocation took longer than the function may', async () => {
    const invocation = invocationOf();
    const point = { memoryMB: 128, durationsMs: [4000] };
    const outcome = await replayed(point, { timeoutSeconds: 3 })().invoke(invocation);
    expect(outcome.functionError).toBe('Unhandled');
    expect(outcome.report).toMatchObject({ durationMs: 3000, billedDurationMs: 3000, status: 'timeout' });
    expect(answerOf(outcome)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${invocation.requestId} Error: Task timed out after 3.00 seconds`,
    });
  });

  it('ends the wait of a real pace when it is stopped', async () => {
    const environment = replayed({ memoryMB: 128, durationsMs: [60_000] }, { timeoutSeconds: 900 }, 'real')();
    const outcome = environment.invoke(invocationOf());
    await environment.stop();
    await expect(outcome).rejects.toThrow();
    expect(environment.alive).toBe(false);
  });
});
