import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../lib/contract/index.ts';
import { estimateRun } from '../../../../lib/core/budget/estimate.ts';
import { EXECUTOR_MS, executorCalls } from '../../../../lib/core/budget/executor-calls.ts';
import { invocationBound } from '../../../../lib/core/budget/invocation-bound.ts';
import { mostInvocations } from '../../../../lib/core/budget/most-invocations.ts';
import { EXECUTOR_MB } from '../../../../lib/core/budget/own-functions.ts';
import { pilotFigures } from '../../../../lib/core/budget/pilot-figures.ts';
import { addFailure } from '../../../../lib/core/digest/digest.ts';
import { STAGES } from '../../../../lib/stack/stages.ts';
import {
  arm,
  cold,
  digestOf,
  GB_SECOND,
  lostDigest,
  planOf,
  price,
  REQUEST,
  warm,
  x86,
} from '../analysis/runs.ts';

const TRANSITION = 0.000025;
/** Billed 105 ms, 5 ms of them for the init. */
const PILOT = digestOf(x86(1024), [cold(99.5, 5)]);

function timeout(plan: Plan, timeoutSeconds: number): Plan {
  return { ...plan, target: { ...plan.target, timeoutSeconds } };
}

function snapStart(plan: Plan): Plan {
  return { ...plan, target: { ...plan.target, snapStart: true } };
}

const grid = (candidates: readonly { architecture: 'x86_64' | 'arm64'; memoryMB: number }[], samples = 50) =>
  candidates.map((candidate) => ({ ...candidate, samples }));

describe('pilotFigures', () => {
  const plan = planOf([x86(1024)]);
  const weighted = planOf([x86(1024)], { payloadWeights: [1, 1, 1] });

  it('tells what the handler was billed from what the init was', () => {
    expect(pilotFigures(plan, PILOT)).toEqual({ ...x86(1024), handlerMs: [100], initMs: 5 });
  });

  it('takes a warm invocation as it was billed', () => {
    expect(pilotFigures(plan, digestOf(x86(1024), [warm(99.5)]))).toMatchObject({
      handlerMs: [100],
      initMs: 0,
    });
  });

  it('takes of a restore what was billed of it: 610 ms, of which 306.34 were the handler', () => {
    const restored = digestOf(x86(1024), [{ ...cold(306.34, 512.9), billedMs: 610 }]);
    expect(pilotFigures(plan, restored)).toMatchObject({ handlerMs: [307], initMs: 303 });
  });

  it('knows each payload', () => {
    const pilot = digestOf(x86(1024), [cold(10, 80, 0), warm(1000, 1), warm(55.5, 2)]);
    expect(pilotFigures(weighted, pilot)).toMatchObject({ handlerMs: [10, 1000, 56], initMs: 80 });
  });

  it('takes an invocation that failed by what it was billed', () => {
    const failed = { ...addFailure(digestOf(x86(1024), []), 'Error', 'no'), invocations: 1, billedMs: 850 };
    expect(pilotFigures(plan, failed)).toMatchObject({ handlerMs: [850], initMs: 0 });
  });

  it('takes a payload that failed by what is billed beside the others', () => {
    const pilot = digestOf(x86(1024), [cold(10, 80, 0), warm(20, 2)], { invocations: 3, billedMs: 3110 });
    expect(pilotFigures(weighted, pilot).handlerMs).toEqual([10, 3000, 20]);
  });

  it.each([
    ['a payload that was never sent', digestOf(x86(1024), [cold(10, 80, 0), warm(20, 2)])],
    [
      'an invocation without a report',
      digestOf(x86(1024), [cold(10, 80, 0), warm(20, 2)], { invocations: 3 }),
    ],
  ])("takes %s for the target's whole timeout", (_, pilot) => {
    expect(pilotFigures(weighted, pilot).handlerMs).toEqual([10, 3000, 20]);
  });

  it("takes a lost Executor for the target's whole timeout", () => {
    expect(pilotFigures(plan, lostDigest(x86(1024)))).toEqual({ ...x86(1024), handlerMs: [3000], initMs: 0 });
  });
});

describe('invocationBound', () => {
  const figures = { ...x86(1024), handlerMs: [100, 7], initMs: 5 };
  const plan = timeout(planOf([x86(1024)]), 1);

  it.each([
    { memoryMB: 1024, handlerMs: [100, 7], initMs: 5 },
    // What computes takes eight times as long.
    { memoryMB: 128, handlerMs: [800, 56], initMs: 40 },
    // What waits, or has only one thread, is no faster.
    { memoryMB: 3008, handlerMs: [100, 7], initMs: 5 },
    // 100 × 1024 ÷ 1000 = 102.4, 7.168, 5.12: Lambda rounds up.
    { memoryMB: 1000, handlerMs: [103, 8], initMs: 6 },
  ])('bounds $memoryMB MB by a pilot with 1,024', ({ memoryMB, ...bound }) => {
    expect(invocationBound(plan, figures, memoryMB)).toEqual(bound);
  });

  it('never goes beyond the timeout of the target', () => {
    expect(invocationBound(plan, { ...figures, handlerMs: [200] }, 128).handlerMs).toEqual([1000]);
  });

  it('is never passed by a function that computes, waits, or does both', () => {
    // A share of the time needs CPU in proportion to memory up to one CPU (1,769 MB), the rest waits.
    const durationMs = (cpuMs: number, waitMs: number, memoryMB: number) =>
      waitMs + (cpuMs * 1769) / Math.min(memoryMB, 1769);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50_000 }),
        fc.integer({ min: 0, max: 50_000 }),
        fc.integer({ min: 128, max: 10_240 }),
        fc.integer({ min: 128, max: 10_240 }),
        (cpuMs, waitMs, pilotMB, memoryMB) => {
          const handlerMs = [Math.ceil(durationMs(cpuMs, waitMs, pilotMB))];
          const pilot = { ...x86(pilotMB), handlerMs, initMs: 0 };
          const [bound] = invocationBound(timeout(plan, 1e6), pilot, memoryMB).handlerMs;
          expect(bound).toBeGreaterThanOrEqual(durationMs(cpuMs, waitMs, memoryMB));
        },
      ),
      { seed: 3 },
    );
  });
});

describe('mostInvocations', () => {
  const shape = { payloadWeights: [1], concurrency: 1, onlyColdStarts: false };

  it.each([
    { of: 'in series: one environment', more: {}, n: 50, most: [[50], 1] },
    { of: 'ten at once: ten environments', more: { concurrency: 10 }, n: 50, most: [[50], 10] },
    { of: 'half of them at once: as many are warm', more: { concurrency: 25 }, n: 50, most: [[50], 25] },
    { of: 'all at once: a second wave', more: { concurrency: 50 }, n: 50, most: [[100], 50] },
    { of: 'a second wave of 100 at most', more: { concurrency: 500 }, n: 500, most: [[600], 500] },
    { of: 'more at once than there are', more: { concurrency: 50 }, n: 5, most: [[10], 5] },
    {
      of: 'shares, and the dearest payload once more: it may have met the cold environment only',
      more: { payloadWeights: [9, 1] },
      n: 50,
      most: [[45, 6], 1],
    },
    {
      of: 'each payload once more where there are environments for it',
      more: { payloadWeights: [9, 1], concurrency: 3 },
      n: 50,
      most: [[46, 6], 3],
    },
    {
      of: 'cold starts, and as many tries again',
      more: { onlyColdStarts: true, concurrency: 10 },
      n: 20,
      most: [[40], 20],
    },
    {
      of: 'cold starts beside the samples, with as many tries again, and the environments of those',
      more: { coldStarts: { count: 20, atOnce: 10 } },
      n: 50,
      most: [[50 + 40], 21],
    },
    {
      of: 'cold starts of each payload by its share',
      more: { payloadWeights: [9, 1], coldStarts: { count: 10, atOnce: 10 } },
      n: 50,
      most: [[45 + 18, 6 + 2], 11],
    },
  ])('counts $of', ({ more, n, most: [perPayload, inits] }) => {
    expect(mostInvocations({ ...shape, ...more }, { samples: n }, [1, 0])).toEqual({ perPayload, inits });
  });
});

describe('executorCalls', () => {
  const plan = planOf([x86(1024)]);

  it('knows how long the Executor may run, and with how much memory', () => {
    expect(EXECUTOR_MS).toBe(STAGES.executor.timeoutSeconds * 1000);
    expect(EXECUTOR_MB).toBe(STAGES.executor.memoryMB);
  });

  it.each([
    // 3 s of timeout and 50 s of margins are kept: 847 s to begin in.
    ['what fits into one call', plan, 50, 5000, 1],
    ['what takes two', plan, 900, 900_000, 2],
    ['ten at once, in a tenth of the time', { ...plan, concurrency: 10 }, 900, 900_000, 1],
    ['pauses between them', { ...plan, sleepBetweenRunsMs: 10_000 }, 100, 1000, 2],
    // 840 + 50 s are kept: 10 s to begin in, so that each call makes what begins within them.
    ['a target that may run for 14 minutes', timeout(plan, 840), 50, 50 * 5000, 26],
    ['a target that leaves no time: one in each call', timeout(plan, 880), 50, 50, 50],
    ['never more calls than invocations', timeout(plan, 840), 5, 5 * 100_000, 5],
    // Twice 500 tries of 10 at once: an update of 10 s before each of a hundred bursts.
    ['updates between bursts', { ...plan, coldStarts: { count: 500, atOnce: 10 } }, 1050, 1050, 2],
    ['versions to publish', snapStart({ ...plan, coldStarts: { count: 50, atOnce: 10 } }), 150, 150, 3],
  ])('counts %s', (_, of, invocations, billedMs, calls) => {
    expect(executorCalls(of, { samples: invocations }, invocations, billedMs)).toBe(calls);
  });
});

describe('estimateRun', () => {
  it('is what one reckons by hand', () => {
    const candidates = [x86(128), x86(1024), x86(3008)];
    const estimate = estimateRun(planOf(candidates), PILOT, grid(candidates));
    expect(estimate.pilotCost).toBeCloseTo(0.105 * 0.0000166667 + 0.0000002, 15);
    // 50 × 800 + 40 ms at an eighth of a GB; 50 × 100 + 5 ms at 1 and at 2.9375 GB.
    const [small, same, large] = [
      40.04 * 0.125 * 0.0000166667 + 50 * 0.0000002,
      5.005 * 0.0000166667 + 50 * 0.0000002,
      5.005 * 2.9375 * 0.0000166667 + 50 * 0.0000002,
    ];
    const found = estimate.candidates;
    expect(found.map(({ billedMs }) => billedMs)).toEqual([40_040, 5005, 5005]);
    for (const [index, cost] of [small, same, large].entries()) {
      expect(found[index]?.invocationsCost).toBeCloseTo(cost, 15);
      expect(found[index]?.cost).toBeCloseTo(cost + 3 * TRANSITION, 15);
    }
    // 6 of the run, 4 of each of two rounds, 3 of each of four branches.
    expect(estimate.stateTransitions).toBe(6 + 2 * 4 + 4 * 3);
    expect(estimate.cost).toBeCloseTo(
      estimate.pilotCost + small + same + large + estimate.stateTransitions * TRANSITION,
      15,
    );
  });

  it('counts what SnapStart charges for each restore, those of the pilot too', () => {
    const snapStart = { cacheGbSecond: 0, restorePerGb: 0.001, cacheMinimumHours: 3 };
    const plain = { ...planOf([x86(512)]), onlyColdStarts: true, concurrency: 10 };
    const charged = { ...plain, prices: { ...plain.prices, snapStart } };
    const { initMs: _, ...handler } = cold(99.5, 5);
    const pilot = digestOf(x86(1024), [{ ...handler, restoreMs: 5 }]);
    const [before, after] = [plain, charged].map((plan) => estimateRun(plan, pilot, grid([x86(512)])));
    // 1 GB of the pilot, and half a GB for each of its 50 cold starts.
    expect((after?.pilotCost ?? 0) - (before?.pilotCost ?? 0)).toBeCloseTo(0.001, 15);
    expect((after?.cost ?? 0) - (before?.cost ?? 0)).toBeCloseTo(0.001 + 50 * 0.0005, 12);
  });

  it('prices the other architecture by its own price', () => {
    const candidates = [x86(1024), arm(1024)];
    const [own, other] = estimateRun(planOf(candidates), PILOT, grid(candidates)).candidates;
    expect(own?.invocationsCost).toBeCloseTo(5.005 * GB_SECOND.x86_64 + 50 * REQUEST, 15);
    expect(other?.invocationsCost).toBeCloseTo(5.005 * GB_SECOND.arm64 + 50 * REQUEST, 15);
  });

  it('charges ephemeral storage over 512 MB', () => {
    const plan = planOf([x86(1024)]);
    const large = { ...plan, target: { ...plan.target, ephemeralStorageMB: 1536 } };
    const [one] = estimateRun(large, PILOT, grid([x86(1024)])).candidates;
    expect(one?.invocationsCost).toBeCloseTo(5.005 * (0.0000166667 + 3.09e-8) + 50 * REQUEST, 15);
  });

  it('weighs payloads', () => {
    const plan = planOf([x86(1024)], { payloadWeights: [9, 1] });
    const pilot = digestOf(x86(1024), [cold(10, 80, 0), warm(1000, 1)]);
    const [one] = estimateRun(plan, pilot, grid([x86(1024)])).candidates;
    // 45 of 10 ms, 5 of 1 s and one of them again, one init.
    expect(one).toMatchObject({ invocations: 51, billedMs: 45 * 10 + 6 * 1000 + 80 });
  });

  it('counts an init for each of the cold starts', () => {
    const plan = planOf([x86(1024)], { onlyColdStarts: true, concurrency: 10 });
    const [one] = estimateRun(plan, PILOT, grid([x86(1024)])).candidates;
    expect(one).toMatchObject({ invocations: 100, billedMs: 100 * 100 + 50 * 5 });
  });

  it('counts what a lost pilot may have cost', () => {
    const { pilotCost, stateTransitions } = estimateRun(
      planOf([x86(1024)]),
      lostDigest(x86(1024)),
      grid([x86(1024)]),
    );
    expect(pilotCost).toBeCloseTo(price(x86(1024), 3000), 15);
    // "Enough samples?" is not entered after a lost call.
    expect(stateTransitions).toBe(6 + 2 * 4 + 2 * 3 - 1);
  });

  it('leaves out state transitions whose price is not known', () => {
    const plan = planOf([x86(1024)]);
    const { stateTransition: _, ...prices } = plan.prices;
    const estimate = estimateRun({ ...plan, prices }, PILOT, grid([x86(1024)]));
    expect(estimate.cost).toBeCloseTo(estimate.pilotCost + 5.005 * GB_SECOND.x86_64 + 50 * REQUEST, 15);
  });

  it('counts the Optimizer where the answer is applied', () => {
    const transitions = (apply: boolean) =>
      estimateRun(planOf([x86(1024)], { apply }), PILOT, grid([x86(1024)])).stateTransitions;
    expect(transitions(true) - transitions(false)).toBe(1);
  });
});
