import { describe, expect, it } from 'vitest';
import type { CandidateResult, Decision, Plan } from '../../../../lib/contract/index.ts';
import { hindrances } from '../../../../lib/core/applying/hindrances.ts';
import { isWorthProposing } from '../../../../lib/core/applying/worth.ts';
import { decisionWith, planWith } from '../../../support/plan.ts';

const candidate = (memoryMB: number, more: Partial<CandidateResult> = {}): CandidateResult => ({
  architecture: 'x86_64',
  memoryMB,
  status: 'measured',
  maxMemoryUsedMB: 60,
  invocations: 100,
  failures: [],
  ...more,
});

type Recommendation = Decision['recommendation'];
const saving = (mean: number, low?: number, durationLow?: number): Recommendation['saving'] => ({
  costPercent: mean,
  durationPercent: 10,
  ...(low === undefined ? {} : { costPercentInterval: { low, high: 2 * mean - low } }),
  ...(durationLow === undefined ? {} : { durationPercentInterval: { low: durationLow, high: 20 } }),
});

/** An answer of 128 MB against a current 1,024 MB that surely saves 20%. */
const SURE: Partial<Recommendation> = {
  saving: saving(25, 20, 5),
  confidence: 0.99,
  nextBest: { architecture: 'x86_64', memoryMB: 256, costPercent: -10, durationPercent: 3 },
};

function decided(
  recommendation: Partial<Recommendation> = {},
  candidates = [128, 1024].map((mb) => candidate(mb)),
) {
  const decision = decisionWith();
  return decisionWith({
    candidates,
    recommendation: { ...decision.recommendation, ...SURE, ...recommendation },
  });
}

const AUTO = { mode: 'auto', minSaving: 0.05, notify: 'changes' } as const;
const auto = (afterwards: Partial<Plan['afterwards']> = {}, more: Partial<Plan> = {}) =>
  planWith({ apply: true, afterwards: { ...AUTO, ...afterwards }, ...more });
const codes = (plan: Plan, decision: Decision) => hindrances(plan, decision).map(({ code }) => code);
const search = (sure: number): Plan['search'] => ({
  architectures: ['x86_64'],
  smallestMB: 128,
  largestMB: 10_240,
  tolerance: 0.02,
  confidence: 0.9,
  maxInvocations: 40,
  asked: 30,
  why: [],
  outcome: { stopped: 'no-gain', sure },
});
const limits = (sure: boolean): Recommendation['limits'] => ({
  met: true,
  sure,
  worst: { limit: 'p99Ms', allowed: 300, value: 250, note: 'n < 299' },
});

describe('hindrances', () => {
  it('finds nothing against what surely saves enough', () => {
    expect(hindrances(auto(), decided())).toEqual([]);
    expect(isWorthProposing(auto(), decided())).toBe(true);
  });

  it('says that a canary took the same back', () => {
    const reason = 'version 2 fails more often';
    const startedAt = '2026-11-20T10:00:00.000Z';
    const back = (memoryMB: number) =>
      auto({ wentBack: [{ architecture: 'x86_64', memoryMB, startedAt, reason }] });
    expect(hindrances(back(256), decided())).toEqual([]);
    expect(hindrances(back(128), decided())).toEqual([
      {
        code: 'canary-went-back',
        reason:
          'a canary of the run of 2026-11-20 took it back with the same code: version 2 fails more often. autoOptimize: true tries it again',
      },
    ]);
  });

  it('is content with a saving of just minSaving', () => {
    expect(codes(auto({ minSaving: 0.2 }), decided())).toEqual([]);
    expect(codes(auto({ minSaving: 0.2001 }), decided())).toEqual(['saving-unsure']);
  });

  it('looks at what the strategy looks at', () => {
    const speed = decided({ strategy: 'speed' });
    expect(codes(auto(), speed)).toEqual([]);
    expect(hindrances(auto({ minSaving: 0.08 }), speed)).toEqual([
      {
        code: 'saving-unsure',
        reason:
          'on average it saves 10% of the time, but the interval of that begins at 5%, and minSaving is 8%: more samples (num, maxInvocations) tell more',
      },
    ]);
    const balanced = decided({ strategy: 'balanced' });
    expect(codes(auto({ minSaving: 0.12 }, { balancedWeight: 0.5 }), balanced)).toEqual([]);
    expect(codes(auto({ minSaving: 0.12 }, { balancedWeight: 0.4 }), balanced)).toEqual(['saving-unsure']);
  });

  it.each<[string, Recommendation['saving'], string]>([
    ['too little', saving(3, 2, 2), 'it saves 3% of the cost: minSaving is 5%'],
    ['less than nothing', saving(-4, -5, 2), 'it saves nothing: minSaving is 5%'],
  ])('says that it saves %s, and nothing else', (_, little, reason) => {
    const plan = auto({ owner: { tool: 'sam' } });
    const decision = decided({ saving: little, confidence: 0.3 });
    expect(hindrances(plan, decision)).toEqual([{ code: 'saving-too-small', reason }]);
    expect(isWorthProposing(plan, decision)).toBe(false);
  });

  it('says how little it may be', () => {
    expect(hindrances(auto(), decided({ saving: saving(8, -1.25) }))).toEqual([
      {
        code: 'saving-unsure',
        reason:
          'on average it saves 8% of the cost, but the interval of that begins at -1.25%, and minSaving is 5%: more samples (num, maxInvocations) tell more',
      },
    ]);
    expect(hindrances(auto(), decided({ saving: saving(8) }))[0]?.reason).toBe(
      'on average it saves 8% of the cost, but too few samples came to say how sure that is',
    );
  });

  it.each<[string, Partial<Plan>, CandidateResult[], string]>([
    [
      'baseline: false',
      {},
      [candidate(128)],
      'with baseline: false the current configuration is not measured',
    ],
    [
      'a current configuration that failed',
      { baseline: { architecture: 'x86_64', memoryMB: 1024 } },
      [candidate(128), candidate(1024, { status: 'failed' })],
      '1024 MB on x86_64, which the function has, could not be measured',
    ],
    [
      'one that costs nothing',
      { baseline: { architecture: 'x86_64', memoryMB: 1024 } },
      [candidate(128), candidate(1024)],
      'the current configuration costs or takes nothing, or was measured in another way',
    ],
  ])('knows no saving with %s', (_, more, candidates, why) => {
    const { baseline: __, ...plan } = auto();
    const { saving: ___, ...recommendation } = decided().recommendation;
    const decision = decisionWith({ candidates, recommendation });
    expect(hindrances({ ...plan, ...more }, decision)).toEqual([
      { code: 'saving-unknown', reason: `what it saves is not known: ${why}` },
    ]);
    expect(isWorthProposing({ ...plan, ...more }, decision)).toBe(true);
  });

  it('takes a grid for sure from 95% on, and names what ties', () => {
    expect(codes(auto(), decided({ confidence: 0.95 }))).toEqual([]);
    const ties = [{ architecture: 'x86_64', memoryMB: 256 } as const];
    expect(hindrances(auto(), decided({ confidence: 0.612, ties }))).toEqual([
      {
        code: 'choice-unsure',
        reason:
          "it is 61.2% sure that nothing measured is better (it can't be told apart from 256 MB on x86_64), and takes 95%: a larger num tells more",
      },
    ]);
  });

  it('is sure of a choice among one, and not of one that nobody knows anything of', () => {
    const { confidence: _, nextBest: __, ...only } = decided().recommendation;
    expect(codes(auto(), decisionWith({ ...decided(), recommendation: only }))).toEqual([]);
    const { confidence: ___, ...unknown } = decided().recommendation;
    expect(codes(auto(), decisionWith({ ...decided(), recommendation: unknown }))).toEqual(['choice-unsure']);
  });

  it('asks a search whether it got as sure as it was to become, whatever ties', () => {
    expect(codes(auto({}, { search: search(0.9) }), decided({ confidence: 0.4 }))).toEqual([]);
    expect(hindrances(auto({}, { search: search(0.81) }), decided())).toEqual([
      {
        code: 'choice-unsure',
        reason:
          'the search is 81% sure that it is within 2% of the best, and was to be 90% sure: a larger maxInvocations tells more',
      },
    ]);
    const { outcome: _, ...unfinished } = search(1) as NonNullable<Plan['search']>;
    expect(codes(auto({}, { search: unfinished }), decided())).toEqual(['choice-unsure']);
  });

  it('wants limits to be kept surely', () => {
    expect(codes(auto(), decided({ limits: limits(true) }))).toEqual([]);
    expect(hindrances(auto(), decided({ limits: limits(false) }))).toEqual([
      {
        code: 'limits-unsure',
        reason: 'that it keeps the limits is not sure, p99Ms the least (n < 299): a larger num tells more',
      },
    ]);
  });

  it('wants memory to be left', () => {
    const tight = candidate(128, { memoryTight: true, maxMemoryUsedMB: 120 });
    expect(hindrances(auto(), decided({}, [tight, candidate(1024)]))).toEqual([
      {
        code: 'memory-too-tight',
        reason: 'the function used 120 of 128 MB, and a larger event may run out of memory',
      },
    ]);
  });

  it('wants it to fail no more often than what the function has', () => {
    const failing = (count: number) => ({ failures: [{ reason: 'timeout', count, example: '' }] });
    const both = (own: number, now: number) => [candidate(128, failing(own)), candidate(1024, failing(now))];
    expect(codes(auto(), decided({}, both(2, 2)))).toEqual([]);
    expect(hindrances(auto(), decided({}, both(3, 1)))).toEqual([
      {
        code: 'fails-more',
        reason: '3% of its invocations gave no sample, of the current configuration 1%',
      },
    ]);
  });

  it('leaves the value to what owns it, unless it is told otherwise', () => {
    const owner = { tool: 'terraform' } as const;
    expect(hindrances(auto({ owner }), decided())).toEqual([
      {
        code: 'managed-elsewhere',
        reason:
          'by its tags the function is deployed with Terraform, whose next deployment would undo it: change it there, or have it applied nevertheless (applyManaged: true)',
      },
    ]);
    expect(codes(auto({ owner, applyManaged: true }), decided())).toEqual([]);
  });

  it('says all that stands against it at once', () => {
    const owner = { tool: 'cdk' } as const;
    const decision = decided({ saving: saving(8, 1), confidence: 0.5, limits: limits(false) });
    expect(codes(auto({ owner }), decision)).toEqual([
      'saving-unsure',
      'choice-unsure',
      'limits-unsure',
      'managed-elsewhere',
    ]);
  });

  it('proposes what keeps a limit that the current configuration breaks, though it saves nothing', () => {
    const broken = candidate(1024, { limits: { p99Ms: { met: false, sure: false, overPercent: 12 } } });
    const decision = decided({ saving: saving(-30, -35), limits: limits(true) }, [candidate(128), broken]);
    expect(hindrances(auto(), decision)).toEqual([
      {
        code: 'saving-too-small',
        reason:
          'it saves nothing: it is recommended since the current configuration breaks a limit of the input',
      },
    ]);
    expect(isWorthProposing(auto(), decision)).toBe(true);
  });
});

describe('isWorthProposing', () => {
  it('is not said of what the function has, nor of what breaks a limit', () => {
    expect(isWorthProposing(auto(), decided({ memoryMB: 1024 }))).toBe(false);
    expect(isWorthProposing(auto(), decided({ limits: { ...limits(true), met: false } as never }))).toBe(
      false,
    );
  });

  it('is said of what saves enough on average, however unsure', () => {
    expect(isWorthProposing(auto(), decided({ saving: saving(5, -20), confidence: 0.2 }))).toBe(true);
    expect(isWorthProposing(auto(), decided({ saving: saving(4.99, 4) }))).toBe(false);
  });
});
