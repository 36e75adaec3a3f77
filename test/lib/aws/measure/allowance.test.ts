import { describe, expect, it } from 'vitest';
import { Allowance } from '../../../../lib/aws/measure/allowance.ts';
import type { Measured } from '../../../../lib/aws/measure/outcome.ts';
import type { Digest, Plan, Sample } from '../../../../lib/contract/index.ts';
import { addFailure, emptyDigest } from '../../../../lib/core/digest/digest.ts';
import { planWith } from '../../../support/plan.ts';
import { cold, digestOf, warm, x86 } from '../../core/analysis/runs.ts';

const CANDIDATE = x86(1024);
/** So that a millisecond at 1,024 MB costs 1, and nothing else costs anything. */
const PRICES: Plan['prices'] = {
  currency: 'USD',
  asOf: '2026-11-20',
  source: 'a test',
  x86_64: { gbSecond: 1000, request: 0 },
};
/** The pilot was billed 100 ms, and 20 for its init. */
const PLAN = planWith({ prices: PRICES, pilot: { ...CANDIDATE, handlerMs: [100], initMs: 20 } });

function allowanceOf(maxCost: number, more: Partial<Plan> = {}, before: Digest = emptyDigest(CANDIDATE)) {
  const work = { ...CANDIDATE, samples: 50, maxCost };
  const allowance = Allowance.of({ plan: { ...PLAN, ...more }, work, before });
  if (allowance === undefined) throw new Error('there is no limit');
  return allowance;
}

function ended(sample: Sample): Measured {
  return { sample, killedEnvironment: false };
}

function failed(billedMs: number, payload = 0): Measured {
  const sample = { outcome: 'failed', reason: 'timeout', example: '', billedMs, payload } as const;
  return { sample, killedEnvironment: true };
}

/** In series: how many may be made, each of which turns out like this. */
function madeOf(allowance: Allowance, outcomes: (index: number) => Measured, most = 1000): number {
  for (let made = 0; made < most; made++) {
    const outcome = outcomes(made);
    if (!allowance.mayBegin(outcome.sample.payload)) return made;
    allowance.ended(outcome);
  }
  return most;
}

/** How many may begin before any of them has ended. */
function begunAtOnce(allowance: Allowance): number {
  let begun = 0;
  while (begun < 1000 && allowance.mayBegin(0)) begun++;
  return begun;
}

describe('Allowance', () => {
  it('is none without a share', () => {
    const work = { ...CANDIDATE, samples: 50 };
    expect(Allowance.of({ plan: PLAN, work, before: emptyDigest(CANDIDATE) })).toBeUndefined();
  });

  it('lets through what turns out as estimated, to the last invocation of a share that just suffices', () => {
    const asEstimated = (index: number) => ended(index === 0 ? cold(100, 20) : warm(100));
    expect(madeOf(allowanceOf(50 * 100 + 20), asEstimated)).toBe(50);
    expect(madeOf(allowanceOf(50 * 100 + 19), asEstimated)).toBe(49);
  });

  it('lets through what turns out cheaper than estimated', () => {
    // The init that is foreseen has not been seen.
    expect(madeOf(allowanceOf(5020), () => ended(warm(10)))).toBe((5020 - 20) / 10);
  });

  it('stops what is dearer than estimated where one more as dear would pass the share', () => {
    const allowance = allowanceOf(5020);
    // 120 + 12 × 400 = 4,920: another one would make it 5,320.
    expect(madeOf(allowance, (index) => ended(index === 0 ? cold(100, 20) : warm(400)))).toBe(13);
    expect(allowance.exhausted).toBe(true);
    expect(allowance.mayBegin(0)).toBe(false);
  });

  it('never begins what the estimate says can not be paid', () => {
    const allowance = allowanceOf(119);
    expect(allowance.mayBegin(0)).toBe(false);
    expect(allowance.exhausted).toBe(true);
  });

  it('counts what is under way as the estimate until one has ended, then as the dearest that has', () => {
    // Each in an environment of its own: 8 × 120 = 960.
    expect(begunAtOnce(allowanceOf(1000, { concurrency: 10 }))).toBe(8);
    const seen = allowanceOf(1000, { concurrency: 10 });
    expect(madeOf(seen, () => ended(warm(300)), 1)).toBe(1);
    // 300 are spent: 2 × 320 more.
    expect(begunAtOnce(seen)).toBe(2);
  });

  it('counts an init only for environments that have not shown theirs', () => {
    const allowance = allowanceOf(1000, { concurrency: 2 });
    for (let index = 0; index < 2; index++) expect(allowance.mayBegin(0)).toBe(true);
    for (let index = 0; index < 2; index++) allowance.ended(ended(cold(100, 20)));
    // 240 are spent: 7 × 100 more.
    expect(begunAtOnce(allowance)).toBe(7);
  });

  it('counts an init for every cold start where the run is about them', () => {
    const coldStart = () => ended(cold(100, 20));
    expect(madeOf(allowanceOf(1200, { onlyColdStarts: true }), coldStart)).toBe(10);
    expect(madeOf(allowanceOf(1199, { onlyColdStarts: true }), coldStart)).toBe(9);
  });

  it('counts an init for each cold start that is asked for, and for an environment of those that follow', () => {
    const plan = { coldStarts: { count: 3, atOnce: 3 } };
    // Three bursts of one would be 360; at 120 each for four, then 100 each.
    expect(begunAtOnce(allowanceOf(4 * 120 + 2 * 100, plan))).toBe(6);
    const after = digestOf(CANDIDATE, [cold(100, 20), cold(100, 20), cold(100, 20)]);
    expect(begunAtOnce(allowanceOf(360 + 120 + 100, plan, after))).toBe(2);
  });

  it('does not let one that times out eat up more than the share', () => {
    // After the first of 3 s none is left for another.
    expect(madeOf(allowanceOf(5020), () => failed(3000))).toBe(1);
  });

  it('knows each payload: a dear one that has ended does not make a cheap one dear', () => {
    const pilot = { ...CANDIDATE, handlerMs: [10, 1000], initMs: 20 };
    const share = 45 * 10 + 5 * 1000 + 20;
    const outcomes = (index: number) => ended(index % 10 === 0 ? warm(1000, 1) : warm(10, 0));
    const allowance = allowanceOf(share, { pilot, payloadWeights: [9, 1] });
    expect(madeOf(allowance, outcomes, 50)).toBe(50);
  });

  it('scales the estimate to the memory size', () => {
    const work = { ...x86(512), samples: 50, maxCost: 119 };
    // 200 ms at half the price: as much; with 240 ms of handler and init.
    expect(Allowance.of({ plan: PLAN, work, before: emptyDigest(work) })?.mayBegin(0)).toBe(false);
    const enough = { ...work, maxCost: 120 };
    expect(Allowance.of({ plan: PLAN, work: enough, before: emptyDigest(work) })?.mayBegin(0)).toBe(true);
  });

  it('counts requests, and the states of the calls so far', () => {
    const prices = { ...PRICES, x86_64: { gbSecond: 1000, request: 5 }, stateTransition: 2 };
    // One branch of 3 states, 2 more for a second call: 6 and 10.
    expect(madeOf(allowanceOf(6 + 20 + 1050, { prices }), () => ended(warm(100)))).toBe(10);
    const before = digestOf(CANDIDATE, [cold(100, 20)]);
    expect(madeOf(allowanceOf(10 + 20 + 1050, { prices }, before), () => ended(warm(100)))).toBe(9);
  });

  it('goes on in the next call with what was spent, seen and begun in the calls before', () => {
    const before = digestOf(CANDIDATE, [cold(100, 20), ...Array.from({ length: 9 }, () => warm(400))]);
    // 3,720 are spent, the dearest took 400, and no init is to come: 3 more.
    expect(madeOf(allowanceOf(5020, {}, before), () => ended(warm(400)))).toBe(3);
  });

  it('counts failures of the calls before as dear as they were on average', () => {
    const before = {
      ...addFailure(digestOf(CANDIDATE, [cold(100, 20)]), 'timeout', ''),
      invocations: 2,
      billedMs: 3120,
    };
    expect(madeOf(allowanceOf(6119, {}, before), () => ended(warm(100)))).toBe(0);
    expect(madeOf(allowanceOf(6120, {}, before), () => ended(warm(100)), 1)).toBe(1);
  });
});
