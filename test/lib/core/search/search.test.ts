import { describe, expect, it } from 'vitest';
import { type Candidate, candidateKey, type Plan, type SearchPlan } from '../../../../lib/contract/index.ts';
import { searchPlan } from '../../../../lib/core/search/search-plan.ts';
import type { SearchingPlan } from '../../../../lib/core/search/sizes.ts';
import { normalQuantile } from '../../../../lib/core/statistics/normal.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';
import { type Outcome, type PlayedSearch, playSearch } from '../../../support/play-search.ts';
import { planOf, x86 } from '../analysis/runs.ts';

type Given = Partial<Plan> & { readonly input?: Partial<Parameters<typeof searchPlan>[0]> };

/** A search without a baseline, unless one is given. */
function searching({ input = {}, ...more }: Given = {}): SearchingPlan {
  const search = searchPlan({ search: 'auto', ...input }, { own: 'x86_64', payloads: 1 }) as SearchPlan;
  return { ...planOf([], { num: 50, ...more }), search } as SearchingPlan;
}

interface Behaviour {
  /** CPU time in ms with one vCPU; waiting beside it. */
  readonly cpuMs: number;
  readonly waitMs?: number;
  readonly spread?: number;
  /** How long computing takes on arm64 where it takes 1 on x86_64. */
  readonly arm64?: number;
  readonly seed?: number;
}

/** One thread that computes and waits; log-normal noise. */
function behaving({ cpuMs, waitMs = 0, spread = 0.01, arm64 = 1, seed = 1 }: Behaviour) {
  const random = seededRandom(seed, 'behaviour');
  return ({ architecture, memoryMB }: Candidate): number => {
    const speed = architecture === 'arm64' ? arm64 : 1;
    const ms = waitMs + (cpuMs * speed) / Math.min(1, memoryMB / 1769);
    return ms * Math.exp(spread * normalQuantile(Math.min(0.9999, Math.max(0.0001, random()))));
  };
}

const chosen = ({ decision: { recommendation } }: PlayedSearch) => candidateKey(recommendation);
const asked = ({ plan }: PlayedSearch) => plan.search.asked;
const sizes = ({ digests }: PlayedSearch) => [...new Set(digests.map(({ memoryMB }) => memoryMB))];
const outcome = ({ plan }: PlayedSearch) => plan.search.outcome;

describe('a search', () => {
  it('finds the smallest size where memory changes nothing, and stops at once', () => {
    const played = playSearch(searching(), behaving({ cpuMs: 1, waitMs: 300 }));
    expect(chosen(played)).toBe('x86_64-128');
    expect(outcome(played)).toEqual({ stopped: 'sure', sure: expect.closeTo(1, 1) });
    expect(asked(played)).toBeLessThanOrEqual(12);
  });

  it('finds where computing ends, of a function that waits for little', () => {
    const played = playSearch(searching({ strategy: 'speed' }), behaving({ cpuMs: 500, waitMs: 5 }));
    expect(played.decision.recommendation.memoryMB).toBeGreaterThanOrEqual(1664);
    expect(played.decision.recommendation.memoryMB).toBeLessThanOrEqual(2048);
  });

  it('chooses among what was measured, and gives the answer an interval', () => {
    const played = playSearch(searching(), behaving({ cpuMs: 200, waitMs: 100 }));
    const { recommendation, candidates } = played.decision;
    const own = candidates.find((one) => candidateKey(one) === candidateKey(recommendation));
    expect(own?.warm?.costUsd).toMatchObject({ low: expect.any(Number), high: expect.any(Number) });
    expect(played.digests.map(candidateKey)).toContain(candidateKey(recommendation));
  });

  it('decides the same from the same plan and samples', () => {
    const play = () => playSearch(searching(), behaving({ cpuMs: 300, waitMs: 50, spread: 0.2 }));
    expect(play()).toEqual(play());
  });

  it('measures the current configuration first, in place of a size near to it, and states the saving', () => {
    const baseline = x86(512);
    const played = playSearch(searching({ baseline }), behaving({ cpuMs: 1, waitMs: 300 }));
    expect(played.rounds[0]?.work.map(({ memoryMB }) => memoryMB)).toEqual([512, 128]);
    expect(played.decision.recommendation.saving).toMatchObject({
      costPercent: expect.any(Number),
      costPercentInterval: { low: expect.any(Number), high: expect.any(Number) },
    });
  });

  it('never asks for more than maxInvocations, and says that it ended by them', () => {
    const input = { maxInvocations: 15 };
    const played = playSearch(searching({ input }), behaving({ cpuMs: 300, waitMs: 300, spread: 0.4 }));
    expect(asked(played)).toBeLessThanOrEqual(15);
    expect(outcome(played)?.stopped).toBe('max-invocations');
    expect(played.plan.search.why.at(-1)?.decision).toContain('maxInvocations');
  });

  it('is not sure where noise is so high that no answer can be', () => {
    const played = playSearch(searching(), behaving({ cpuMs: 300, waitMs: 100, spread: 1.2 }));
    expect(outcome(played)?.sure).toBeLessThan(0.95);
    expect(outcome(played)?.stopped).not.toBe('sure');
    expect(asked(played)).toBeLessThanOrEqual(40);
  });

  it('names what it can not tell from the answer: of a function that only computes, other sizes cost the same', () => {
    const played = playSearch(searching(), behaving({ cpuMs: 500, spread: 0.05 }));
    const { ties, memoryMB } = played.decision.recommendation;
    expect(ties.length).toBeGreaterThan(0);
    expect(memoryMB).toBeLessThanOrEqual(1792);
  });

  it('tries only the sizes that are given', () => {
    const input = { powerValues: [200, 300, 400, 1000] };
    const played = playSearch(searching({ input }), behaving({ cpuMs: 300, waitMs: 100 }));
    expect([200, 300, 400, 1000]).toEqual(expect.arrayContaining(sizes(played)));
  });

  it('never chooses a current configuration that is none of the given sizes, and states the saving against it', () => {
    const input = { powerValues: [512, 1024] };
    const baseline = x86(128);
    const played = playSearch(searching({ input, baseline }), behaving({ cpuMs: 1, waitMs: 300 }));
    expect(chosen(played)).toBe('x86_64-512');
    expect(played.plan.candidates.map(({ memoryMB }) => memoryMB)).not.toContain(128);
    expect(played.decision.recommendation.saving?.costPercentInterval).toBeDefined();
  });

  it('says that maxInvocations ended it where what promises most takes more than are left', () => {
    const input = { maxInvocations: 18 };
    const played = playSearch(searching({ input }), behaving({ cpuMs: 300, waitMs: 100, spread: 0.3 }));
    expect(outcome(played)?.stopped).toBe('max-invocations');
    expect(outcome(played)?.sure).toBeLessThan(0.95);
  });

  it('ends with a single size once that is settled', () => {
    const played = playSearch(searching({ input: { powerValues: [512] } }), behaving({ cpuMs: 100 }));
    expect(chosen(played)).toBe('x86_64-512');
    expect(outcome(played)?.stopped).toBe('sure');
  });

  it('asks for each weighted payload', () => {
    const plan = searching({ payloadWeights: [1, 1, 1] });
    const played = playSearch(plan, behaving({ cpuMs: 1, waitMs: 100 }));
    for (const { work } of played.rounds)
      for (const { samples } of work) expect(samples).toBeGreaterThanOrEqual(3);
  });
});

describe('a search on both architectures', () => {
  const input = { architectures: ['x86_64' as const, 'arm64' as const] };

  it.each([
    ['arm64 where that is as fast, since it is cheaper', 1, 'arm64'],
    ['x86_64 where arm64 takes twice as long', 2, 'x86_64'],
  ])('chooses %s', (_, arm64, architecture) => {
    const played = playSearch(searching({ input }), behaving({ cpuMs: 300, waitMs: 30, arm64 }));
    expect(played.decision.recommendation.architecture).toBe(architecture);
  });

  it('leaves out the one that is skipped', () => {
    const plan = searching({ input: { architectures: ['x86_64'] } });
    const skipped = [{ architecture: 'arm64' as const, memoryMB: 640, reason: 'native' }];
    const played = playSearch({ ...plan, skipped }, behaving({ cpuMs: 300 }));
    expect(new Set(played.digests.map(({ architecture }) => architecture))).toEqual(new Set(['x86_64']));
  });
});

describe('a search where sizes fail', () => {
  const from =
    (least: number, most = 10_240) =>
    (invoke: (candidate: Candidate) => number) =>
    (candidate: Candidate): Outcome => {
      if (candidate.memoryMB < least) return { failure: 'Runtime.OutOfMemory' };
      return candidate.memoryMB > most ? { failure: 'refused' } : invoke(candidate);
    };

  it('tries no smaller size than one that ran out of memory', () => {
    const played = playSearch(searching(), from(400)(behaving({ cpuMs: 1, waitMs: 300 })));
    expect(played.decision.recommendation.memoryMB).toBeGreaterThanOrEqual(400);
    const { digests } = played;
    const failed = digests.filter(({ status }) => status === 'failed').map(({ memoryMB }) => memoryMB);
    // Each failure moves the bound: none is tried below one that was there before.
    expect(failed).toEqual(failed.toSorted((a, b) => a - b));
  });

  it('tries no larger size once one is refused: an account may be limited to 3,008 MB', () => {
    const played = playSearch(searching({ strategy: 'speed' }), from(128, 3008)(behaving({ cpuMs: 3000 })));
    const refused = sizes(played).filter((size) => size > 3008);
    // Two are looked at in one round.
    expect(refused.length).toBeLessThanOrEqual(2);
    expect(played.decision.recommendation.memoryMB).toBeLessThanOrEqual(3008);
  });

  it('looks at larger sizes where everything ran out of memory', () => {
    const played = playSearch(searching(), from(1500)(behaving({ cpuMs: 100, waitMs: 100 })));
    expect(played.decision.recommendation.memoryMB).toBeGreaterThanOrEqual(1500);
  });

  it('leaves an architecture alone on which nothing can be measured', () => {
    const behaviour = behaving({ cpuMs: 300, waitMs: 100 });
    const input = { architectures: ['x86_64' as const, 'arm64' as const] };
    const played = playSearch(searching({ input }), (candidate) =>
      candidate.architecture === 'arm64' ? { failure: 'exec format error' } : behaviour(candidate),
    );
    expect(played.digests.filter(({ architecture }) => architecture === 'arm64')).toHaveLength(1);
    expect(played.decision.recommendation.architecture).toBe('x86_64');
  });

  it('tries nothing twice that gave nothing', () => {
    const behaviour = behaving({ cpuMs: 300, waitMs: 100 });
    const fails = ({ memoryMB }: Candidate) => memoryMB > 700 && memoryMB < 1100;
    const played = playSearch(searching(), (candidate) =>
      fails(candidate) ? { failure: 'TypeError' } : behaviour(candidate),
    );
    const failed = played.digests.filter(({ status }) => status === 'failed').map(candidateKey);
    expect(new Set(failed).size).toBe(failed.length);
    expect(fails(played.decision.recommendation)).toBe(false);
  });

  it('takes a round size where one between was tried in vain, once', () => {
    const behaviour = behaving({ cpuMs: 60, waitMs: 100, spread: 0.005 });
    const isRound = ({ memoryMB }: Candidate) => memoryMB % 64 === 0;
    const played = playSearch(searching({ limits: { meanMs: 300 } }), (candidate) =>
      isRound(candidate) ? behaviour(candidate) : { failure: 'TypeError' },
    );
    const between = played.digests.filter((digest) => !isRound(digest)).map(candidateKey);
    expect(between).toEqual(['x86_64-540']);
    // Round sizes from 576 MB on keep it.
    expect(played.decision.recommendation).toMatchObject({ memoryMB: 576, limits: { met: true } });
  });

  it('ends with the error of a run without a result where it is something else', () => {
    const invoke = () => ({ failure: 'TypeError' });
    expect(() => playSearch(searching(), invoke)).toThrow(/none of 2 candidates could be measured/);
  });

  it('tries no size of which more memory would be used than has to stay free', () => {
    const played = playSearch(searching(), behaving({ cpuMs: 1, waitMs: 300 }), () => 300);
    const smallest = Math.min(...sizes(played).filter((size) => size !== 128));
    expect(smallest).toBeGreaterThanOrEqual(Math.ceil(300 / 0.9));
    expect(played.decision.recommendation.memoryMB).toBeGreaterThanOrEqual(Math.ceil(300 / 0.9));
  });
});

describe('a search with limits', () => {
  it('finds the cheapest size that keeps one, between round sizes too', () => {
    // Up to 1,769 MB every size costs the same; from 884 MB on it takes at most 200 ms and the waiting.
    const limits = { meanMs: 250 };
    const played = playSearch(searching({ limits }), behaving({ cpuMs: 100, waitMs: 50, spread: 0.005 }));
    const { recommendation } = played.decision;
    expect(recommendation.limits).toMatchObject({ met: true });
    expect(recommendation.memoryMB).toBeGreaterThanOrEqual(880);
    expect(recommendation.memoryMB).toBeLessThanOrEqual(1024);
  });

  it('answers with the nearest where nothing keeps it', () => {
    const played = playSearch(searching({ limits: { meanMs: 10 } }), behaving({ cpuMs: 100, waitMs: 50 }));
    const { recommendation } = played.decision;
    expect(recommendation.limits).toMatchObject({ met: false });
    expect(recommendation.memoryMB).toBeGreaterThanOrEqual(1664);
    expect(outcome(played)).toBeDefined();
  });

  it('takes 20 samples of an answer that has to keep a quantile', () => {
    const limits = { p99Ms: 1000 };
    const played = playSearch(searching({ limits }), behaving({ cpuMs: 10, waitMs: 50 }));
    const { recommendation, candidates } = played.decision;
    const own = candidates.find((one) => candidateKey(one) === candidateKey(recommendation));
    expect(own?.warm?.durationMs.mean.n).toBe(20);
  });

  it('heeds the latency of cold starts', () => {
    const behaviour = behaving({ cpuMs: 5, waitMs: 20 });
    const invoke = (candidate: Candidate, isCold: boolean) =>
      isCold ? 100 + 100 / Math.min(1, candidate.memoryMB / 1769) : behaviour(candidate);
    const free = playSearch(searching(), invoke);
    const limited = playSearch(searching({ limits: { coldP99Ms: 300 } }), invoke);
    expect(free.decision.recommendation.memoryMB).toBeLessThan(512);
    expect(limited.decision.recommendation.memoryMB).toBeGreaterThanOrEqual(896);
    expect(limited.decision.recommendation.limits).toMatchObject({ met: true });
  });
});

describe('a search with a limit of its cost', () => {
  const pilot = { ...x86(640), handlerMs: [500], initMs: 0 };

  it('ends where the next round may cost more than is left, and gives each candidate its share', () => {
    const behaviour = behaving({ cpuMs: 150, waitMs: 30, spread: 0.1 });
    const unlimited = playSearch(searching(), behaviour);
    const { stateTransition = 0 } = searching().prices;
    const enough = unlimited.decision.lambdaCost + unlimited.decision.stateTransitions * stateTransition;
    const played = playSearch(
      searching({ maxCost: enough * 0.6, pilot }),
      behaving({ cpuMs: 150, waitMs: 30, spread: 0.1 }),
    );
    expect(outcome(played)?.stopped).toBe('max-cost');
    const { lambdaCost, stateTransitions } = played.decision;
    expect(lambdaCost + stateTransitions * stateTransition).toBeLessThanOrEqual(enough * 0.6);
    for (const { work } of played.rounds.slice(1))
      for (const { maxCost } of work) expect(maxCost).toBeGreaterThan(0);
  });
});

describe('why', () => {
  it('says in each round what is measured for which reason, and at last why it ended', () => {
    const played = playSearch(
      searching({ baseline: x86(1024) }),
      behaving({ cpuMs: 300, waitMs: 100, spread: 0.05 }),
    );
    const { why } = played.plan.search;
    expect(why[0]?.decision).toMatch(
      /^Measured next: 128 MB on x86_64 \(2 samples\).*the current configuration/,
    );
    for (const { decision } of why.slice(1, -1))
      expect(decision).toMatch(/is the best so far, within 2% .* Measured next: /);
    expect(why.at(-1)?.decision).toMatch(/^Ended: .*asked for: 95%/);
    expect(why.map(({ round }) => round)).toEqual([
      ...played.rounds.map(({ number }) => number),
      played.rounds.length,
    ]);
  });
});
