import { describe, expect, it } from 'vitest';
import { type Candidate, candidateKey, type Plan, type SearchPlan } from '../../../../lib/contract/index.ts';
import { afterPilot } from '../../../../lib/core/budget/after-pilot.ts';
import { largestState } from '../../../../lib/core/budget/largest-state.ts';
import { digestBudget } from '../../../../lib/core/digest/state-budget.ts';
import { previousOf } from '../../../../lib/core/history/previous.ts';
import { firstRound, mainRound } from '../../../../lib/core/search/first-round.ts';
import { searchPlan } from '../../../../lib/core/search/search-plan.ts';
import type { SearchingPlan } from '../../../../lib/core/search/sizes.ts';
import { normalQuantile } from '../../../../lib/core/statistics/normal.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';
import { type Outcome, type PlayedSearch, playSearch } from '../../../support/play-search.ts';
import { arm, cold, digestOf, planOf, x86 } from '../analysis/runs.ts';

type Given = Partial<Plan> & { readonly input?: Partial<Parameters<typeof searchPlan>[0]> };
type Invoke = (candidate: Candidate) => Outcome;

function searching({ input = {}, ...more }: Given = {}): SearchingPlan {
  const search = searchPlan({ search: 'auto', ...input }, { own: 'x86_64', payloads: 1 }) as SearchPlan;
  return { ...planOf([], { num: 50, ...more }), search } as SearchingPlan;
}

/** One thread that computes (ms with one vCPU) and waits; noise of 1%. */
function behaving({
  cpuMs,
  waitMs,
  seed = 1,
  pace = 1,
}: Record<'cpuMs' | 'waitMs', number> & { seed?: number; pace?: number }): Invoke {
  const random = seededRandom(seed, 'behaviour');
  return ({ architecture, memoryMB }) => {
    const ms = waitMs + ((architecture === 'arm64' ? 1.3 : 1) * cpuMs) / Math.min(1, memoryMB / 1769);
    return pace * ms * Math.exp(0.01 * normalQuantile(Math.min(0.9999, Math.max(0.0001, random()))));
  };
}

/** Computes up to some size and waits beyond: its optimum is in between. */
const HALVES = { cpuMs: 300, waitMs: 300 };
const COMPUTES_SHORT_OF_MEMORY: Invoke = ({ memoryMB }) =>
  (300 * 1769) / memoryMB + (6000 * 128 ** 3) / memoryMB ** 3;

/** The plan of a run that starts from one that was played. */
function startingFrom(earlier: PlayedSearch, given: Given = {}): SearchingPlan {
  const previous = previousOf({ ...earlier.decision, run: earlier.plan, target: earlier.plan.target });
  if (previous === undefined) throw new Error('it serves no other');
  const plan = searching({ seed: 7, ...given });
  return { ...plan, search: { ...plan.search, previous } };
}

const NEW_CODE = { target: { ...planOf([]).target, codeSha256: 'bmV3IGNvZGU=' } };

const chosen = ({ decision: { recommendation } }: PlayedSearch) => candidateKey(recommendation);
const asked = ({ plan }: PlayedSearch) => plan.search.asked;
const said = ({ plan }: PlayedSearch) => plan.search.why.map(({ decision }) => decision).join('\n');
const work = (plan: SearchingPlan) =>
  mainRound(plan).map(({ architecture, memoryMB, samples }) => ({ architecture, memoryMB, samples }));

describe('a search that starts from an earlier run', () => {
  const first = playSearch(searching(), behaving(HALVES));
  const { memoryMB: optimumMB } = first.decision.recommendation;

  it('begins with its optimum, and of the same code with one other size', () => {
    const dear = playSearch(searching(), COMPUTES_SHORT_OF_MEMORY);
    const begun = work(startingFrom(dear));
    expect(begun[0]).toEqual({ ...x86(dear.decision.recommendation.memoryMB), samples: 3 });
    expect(begun).toHaveLength(2);
    expect(begun[1]).toMatchObject({ architecture: 'x86_64', samples: 2 });
    const spent = begun.reduce((sum, { samples }) => sum + samples, 0);
    expect(spent).toBeLessThanOrEqual(asked(dear) / 3);
  });

  it('begins with its optimum alone, where another size would make it dearer than a third of that run', () => {
    expect(asked(first)).toBeLessThan(15);
    expect(work(startingFrom(first))).toEqual([{ ...x86(optimumMB), samples: 3 }]);
  });

  it('begins with a neighbour on each side where the code is new', () => {
    const beside = playSearch(searching(), COMPUTES_SHORT_OF_MEMORY);
    const best = beside.decision.recommendation.memoryMB;
    const begun = work(startingFrom(beside, NEW_CODE));
    expect(begun[0]).toEqual({ ...x86(best), samples: 3 });
    expect(begun.some(({ memoryMB }) => memoryMB < best)).toBe(true);
    expect(begun.some(({ memoryMB }) => memoryMB > best)).toBe(true);
  });

  it('measures the current configuration beside them, once where it is the optimum', () => {
    const other = work(startingFrom(first, { baseline: x86(3008) }));
    expect(other).toContainEqual({ ...x86(3008), samples: 3 });
    const applied = work(startingFrom(first, { baseline: x86(optimumMB) }));
    expect(applied.filter(({ memoryMB }) => memoryMB === optimumMB)).toHaveLength(1);
  });

  it('ends with the same answer after its first round, for a third of the first run', () => {
    const again = playSearch(startingFrom(first), behaving({ ...HALVES, seed: 2 }));
    expect(chosen(again)).toBe(chosen(first));
    expect(again.rounds).toHaveLength(1);
    expect(asked(again)).toBe(3);
    expect(said(again)).toContain('As in the run of 2026-11-20, as far as one size tells. Ended');
  });

  it.each([0.6, 1.5])('looks at another size too, where it takes %s times as long as it did', (pace) => {
    const again = playSearch(startingFrom(first), behaving({ ...HALVES, pace, seed: 2 }));
    expect(chosen(again)).toBe(chosen(first));
    const [, owed] = again.rounds.map(({ work: of }) => of);
    expect(owed).toHaveLength(1);
    expect(owed?.[0]).toMatchObject({ architecture: 'x86_64', samples: 2 });
    expect(owed?.[0]?.memoryMB).not.toBe(optimumMB);
    expect(again.rounds).toHaveLength(2);
    expect(said(again)).toContain('Duration depends on memory as in the run of 2026-11-20. Ended');
  });

  it('finds another shape of the same code by the size that it looks at then', () => {
    const again = playSearch(startingFrom(first), COMPUTES_SHORT_OF_MEMORY);
    expect(said(again)).toContain('in another way than in the run of 2026-11-20');
    expect(again.decision.recommendation.memoryMB).toBeGreaterThan(2 * optimumMB);
  });

  it('knows what a first run costs, however often it was confirmed', () => {
    const dear = playSearch(searching(), COMPUTES_SHORT_OF_MEMORY);
    const plan = startingFrom(dear);
    const again = playSearch(plan, COMPUTES_SHORT_OF_MEMORY);
    const next = previousOf({
      ...again.decision,
      run: again.plan,
      target: again.plan.target,
      search: { previous: plan.search.previous },
    });
    expect(next?.warm?.firstRun).toBe(plan.search.previous?.warm?.firstRun);
    expect(next?.warm?.firstRun).toBeGreaterThan(10);
  });

  it('serves the next run, where it measured one size only', () => {
    const plan = startingFrom(first);
    const again = playSearch(plan, behaving({ ...HALVES, seed: 2 }));
    const search = { previous: plan.search.previous };
    const next = previousOf({ ...again.decision, run: again.plan, target: again.plan.target, search });
    expect(next?.warm?.points.length).toBe(plan.search.previous?.warm?.points.length);
  });

  it('tells again what another configuration saves, with as many samples as its noise takes', () => {
    const noisy = (seed: number): Invoke => {
      const random = seededRandom(seed, 'noise');
      return ({ memoryMB }) =>
        (300 + 300 / Math.min(1, memoryMB / 1769)) *
        Math.exp(0.12 * normalQuantile(Math.min(0.9999, Math.max(0.0001, random()))));
    };
    const given = { baseline: x86(1769) };
    const before = playSearch(searching(given), noisy(1));
    const again = playSearch(startingFrom(before, given), noisy(2));
    expect(chosen(again)).toBe(chosen(before));
    expect(again.plan.search.outcome?.borneOut).toBe(true);
    const { costPercentInterval } = again.decision.recommendation.saving ?? {};
    expect(costPercentInterval?.low).toBeGreaterThan(5);
    expect(asked(again)).toBeLessThan(asked(before));
  });

  it('states what it measured itself, with an interval, and nothing of the earlier run', () => {
    const again = playSearch(startingFrom(first), behaving({ ...HALVES, pace: 1.5, seed: 2 }));
    const own = again.decision.candidates.find((one) => candidateKey(one) === chosen(again));
    const expected = 1.5 * (300 + 300 / (optimumMB / 1769));
    const { value = 0, n, low = 0, high = 0 } = own?.warm?.durationMs.mean ?? {};
    expect(n).toBe(2);
    expect(Math.abs(value / expected - 1)).toBeLessThan(0.03);
    expect(low).toBeLessThan(expected);
    expect(high).toBeGreaterThan(expected);
    const measured = again.digests.map(candidateKey).sort();
    expect(again.decision.candidates.map(candidateKey).sort()).toEqual([...new Set(measured)]);
  });

  it('goes on as a first one where the curve has another shape, as long as it took before', () => {
    const waits = playSearch(searching(), behaving({ cpuMs: 1, waitMs: 4000 }));
    expect(chosen(waits)).toBe('x86_64-128');
    const alone = playSearch(searching({ seed: 7 }), COMPUTES_SHORT_OF_MEMORY);
    for (const given of [{}, NEW_CODE]) {
      const again = playSearch(startingFrom(waits, given), COMPUTES_SHORT_OF_MEMORY);
      expect(said(again)).toContain('in another way than in the run of 2026-11-20');
      const costs = [again, alone].map(({ decision }) => decision.cost);
      expect(costs[0]).toBeLessThan(1.03 * (costs[1] ?? 0));
      expect(again.decision.recommendation.memoryMB).toBeGreaterThan(256);
    }
  });

  it('begins anew with what a first one begins with, but for what was measured', () => {
    const waits = playSearch(searching(), behaving({ cpuMs: 1, waitMs: 4000 }));
    const again = playSearch(startingFrom(waits), COMPUTES_SHORT_OF_MEMORY);
    const [begun, anew] = again.rounds.map((round) => round.work.map(({ memoryMB }) => memoryMB));
    expect(begun).toContain(128);
    expect(anew).toEqual([640]);
  });

  it('takes no notice of what other means measured', () => {
    const plan = startingFrom(first);
    const previous = plan.search.previous && { ...plan.search.previous, measuredBy: 'replayed' as const };
    const again = playSearch({ ...plan, search: { ...plan.search, previous } }, behaving(HALVES));
    expect(said(again)).not.toContain('Duration');
    expect(chosen(again)).toBe(chosen(first));
  });

  it('begins with the best of the sizes that are allowed now', () => {
    const measured = first.digests.map(({ memoryMB }) => memoryMB).filter((size) => size !== optimumMB);
    const begun = work(startingFrom(first, { input: { powerValues: [...new Set(measured)] } }));
    expect(begun.map(({ memoryMB }) => memoryMB)).not.toContain(optimumMB);
    expect(begun[0]?.samples).toBe(3);
  });

  it('begins as a first one where none of its sizes is allowed now, and still uses the shape', () => {
    const given = { input: { powerValues: [1000, 2000, 5000] } };
    expect(work(startingFrom(first, given))).toEqual(work(searching(given)));
    const again = playSearch(startingFrom(first, given), behaving(HALVES));
    expect(again.decision.recommendation.memoryMB).toBe(1000);
  });

  it('looks at an architecture that the earlier run did not measure', () => {
    const given = { input: { architectures: ['x86_64' as const, 'arm64' as const] } };
    expect(work(startingFrom(first, given))).toContainEqual({ ...arm(optimumMB), samples: 3 });
    const faster: Invoke = (candidate) =>
      Number(behaving(HALVES)(candidate)) * (candidate.architecture === 'arm64' ? 0.6 : 1);
    expect(chosen(playSearch(startingFrom(first, given), faster))).toMatch(/^arm64/);
  });

  it('measures the best of the other architecture again', () => {
    const given = { input: { architectures: ['x86_64' as const, 'arm64' as const] } };
    const both = playSearch(searching(given), behaving(HALVES));
    const again = playSearch(startingFrom(both, given), behaving({ ...HALVES, seed: 2 }));
    expect(new Set(again.digests.map(({ architecture }) => architecture)).size).toBe(2);
    expect(chosen(again)).toBe(chosen(both));
    expect(asked(again)).toBeLessThanOrEqual(asked(both) / 2);
  });

  it('begins on what it still searches, where the architecture of the answer is skipped', () => {
    const given = { input: { architectures: ['arm64' as const] } };
    expect(work(startingFrom(first, given)).map(({ architecture }) => architecture)).toEqual(
      work(searching(given)).map(({ architecture }) => architecture),
    );
  });

  it('does not try again what failed then, as long as the shape is the same', () => {
    const needs300: Invoke = (candidate) =>
      candidate.memoryMB < 300 ? { failure: 'Runtime.OutOfMemory' } : 500;
    const tight = playSearch(searching(), needs300);
    const again = playSearch(startingFrom(tight), needs300);
    expect(chosen(again)).toBe(chosen(tight));
    expect(again.digests.every(({ status }) => status === 'measured')).toBe(true);
  });

  it('finds that the optimum works no longer, and another', () => {
    const more: Invoke = (candidate) =>
      candidate.memoryMB <= optimumMB ? { failure: 'Runtime.OutOfMemory' } : behaving(HALVES)(candidate);
    const again = playSearch(startingFrom(first), more);
    expect(again.decision.recommendation.memoryMB).toBeGreaterThan(optimumMB);
  });

  it('begins after the pilot, where the cost is limited', () => {
    const limited = startingFrom(first, { maxCost: 1, baseline: x86(optimumMB) });
    const round = firstRound(limited);
    expect(round.work).toEqual([{ ...x86(optimumMB), samples: 1, pilot: true }]);
    const next = afterPilot({
      plan: limited,
      payload: { kind: 'none' },
      round,
      digests: [],
      measured: [digestOf(x86(optimumMB), [cold(600, 100)])],
    });
    expect(next.next).toBe('round');
    if (next.next !== 'round') return;
    expect(next.round.work.map(candidateKey)).toEqual(mainRound(limited).map(candidateKey));
    expect(next.plan.search?.previous).toEqual(limited.search.previous);
  });

  it('leaves each digest its share of the state, less what it carries', () => {
    const shareOf = (plan: SearchingPlan) =>
      digestBudget({ ...largestState(plan), payload: { kind: 'none' } });
    const [alone, again] = [shareOf(searching({ seed: 7 })), shareOf(startingFrom(first))];
    expect(again).toBeLessThan(alone);
    expect(again).toBeGreaterThan(0.95 * alone);
  });

  it('has two samples of each payload of what it confirms, so that they give an interval', () => {
    const payloadWeights = [1, 1, 1];
    const begun = work(startingFrom(first, { payloadWeights, baseline: x86(3008) }));
    expect(begun.slice(0, 2).map(({ samples }) => samples)).toEqual([7, 7]);
    const again = playSearch(startingFrom(first, { payloadWeights }), behaving(HALVES));
    const own = again.decision.candidates.find((one) => candidateKey(one) === chosen(again));
    expect(own?.warm?.costUsd).toMatchObject({ n: 6, low: expect.any(Number) });
  });

  it('knows of the cold starts of the earlier run, where they have a limit', () => {
    const limits = { coldP99Ms: 5000 };
    const limited = playSearch(searching({ limits }), behaving(HALVES));
    const again = playSearch(startingFrom(limited, { limits }), behaving({ ...HALVES, seed: 2 }));
    expect(chosen(again)).toBe(chosen(limited));
    expect(asked(again)).toBeLessThanOrEqual(asked(limited) / 2);
  });

  it('decides the same from the same plan and samples', () => {
    const play = () => playSearch(startingFrom(first), behaving({ ...HALVES, seed: 3 }));
    expect(play()).toEqual(play());
  });
});
