import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CandidateResult, resultSchema } from '../../../lib/contract/index.ts';
import type { InvocationEvent } from '../../../lib/emulator/emulator.ts';
import { type Pipeline, type PipelineOptions, startPipeline } from '../../support/pipeline.ts';
import { leftByEmulator, leftByRun } from './leftovers.ts';
import { type NastyRun, type NastyTarget, tuneNasty } from './nasty-target.ts';

/** For a machine that is busy with other tests. */
const PATIENT = { timeout: 10_000 };

/** One run over a nasty target, and what has to hold of it: each size's own outcome, and what always holds. */
export function describeNasty(title: string, target: NastyTarget, options: PipelineOptions = {}): void {
  describe(title, () => {
    let pipeline: Pipeline;
    let run: NastyRun;
    let stopped: Promise<void> | undefined;
    const stop = () => {
      stopped ??= pipeline.stop();
      return stopped;
    };
    beforeAll(async () => {
      pipeline = await startPipeline(options);
      run = await tuneNasty(pipeline, target);
    });
    afterAll(stop);

    const measured = target.nasties.filter(({ fails }) => fails === undefined);
    const failing = target.nasties.filter(({ fails }) => fails !== undefined);

    it.runIf(measured.length > 0).each(measured)('measures a size at which it $name', (nasty) => {
      const candidate = run.candidate(nasty);
      const invocations = run.invocations(candidate?.memoryMB ?? 0);
      expect([candidate?.status, candidate?.reason]).toEqual(['measured', undefined]);
      expect(candidate?.invocations).toBe(invocations.length);
      const failures = candidate?.failures.map(({ reason, count }) => [reason, count]);
      expect(Object.fromEntries(failures ?? [])).toEqual(nasty.failures ?? {});
      expectNumbersOf(candidate, invocations.slice(nasty.repeatedInits ?? 0));
    });

    it.runIf(failing.length > 0).each(failing)('fails a size at which it $name, with the reason', (nasty) => {
      const candidate = run.candidate(nasty);
      expect(candidate?.status).toBe('failed');
      expect(candidate?.reason).toMatch(nasty.fails ?? /^$/);
      // A few of its invocations may have succeeded; they are not what it is like.
      expect(candidate).not.toHaveProperty('warm');
      expect(candidate).not.toHaveProperty('cold');
    });

    it('goes on with the others, and recommends one that was measured', () => {
      expect(run.ended.status).toBe('SUCCEEDED');
      expect(resultSchema.safeParse(run.result).error).toBeUndefined();
      const { candidates = [], recommendation, power } = run.result ?? {};
      const good = candidates.filter(({ status }) => status === 'measured');
      expect(good.map(({ memoryMB }) => memoryMB)).toEqual(
        expect.arrayContaining([...(target.goodMB ?? [1769])]),
      );
      expect(good.map(({ memoryMB }) => memoryMB)).toContain(power);
      expect(recommendation?.memoryMB).toBe(power);
    });

    it('leaves the target as it was', () => {
      expect(run.after).toEqual(run.before);
    });

    it('leaves no probe, process or control group behind, and the emulator no folder or mount', async () => {
      await expect.poll(() => leftByRun(pipeline, run.mark), PATIENT).toEqual([]);
      await stop();
      await expect.poll(leftByEmulator, PATIENT).toEqual([]);
    });
  });
}

/** Every number is what the environments measured, whatever the function printed. */
function expectNumbersOf(
  candidate: CandidateResult | undefined,
  invocations: readonly InvocationEvent[],
): void {
  const reports = invocations
    .filter(({ functionError }) => functionError === undefined)
    .map(({ report }) => report);
  const warm = reports.filter(({ initDurationMs }) => initDurationMs === undefined);
  const cold = reports.flatMap(({ initDurationMs }) => initDurationMs ?? []);
  expect(candidate?.warm?.durationMs.mean).toMatchObject({
    n: warm.length,
    value: expect.closeTo(mean(warm.map(({ durationMs }) => durationMs)), 6),
  });
  expect(candidate?.cold?.initMs?.mean.n ?? 0).toBe(cold.length);
  if (cold.length > 0) expect(candidate?.cold?.initMs?.mean.value).toBeCloseTo(mean(cold), 6);
  expect(candidate?.maxMemoryUsedMB).toBe(
    Math.max(...reports.map(({ maxMemoryUsedMB = 0 }) => maxMemoryUsedMB)),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
