import { describe, expect, it } from 'vitest';
import type { CandidateResult, Decision, Figure, LimitChecks, Plan } from '../../../lib/contract/index.ts';
import { sentence } from '../../../lib/report/sentence.ts';
import { decisionWith, planWith } from '../../support/plan.ts';

const base = decisionWith();

describe('sentence', () => {
  it('says the answer, its price and speed, and what it saves', () => {
    expect(sentence(planWith(), base)).toBe(
      '128 MB on x86_64 is the cheapest: $0.500 per million invocations, 12.3 ms each; against the current 1024 MB on x86_64 it is 42% cheaper and 7% slower.',
    );
  });

  it('says so when the function has the best configuration already', () => {
    const plan = planWith({ baseline: { architecture: 'x86_64', memoryMB: 128 } });
    expect(sentence(plan, base)).toMatch(/12\.3 ms each; it is what the function has now\.$/);
  });

  it('names what it cannot be told apart from, three at most', () => {
    const ties = [256, 512, 1024, 2048].map((memoryMB) => ({ architecture: 'x86_64' as const, memoryMB }));
    const decision = decisionWith({ recommendation: { ...base.recommendation, ties } });
    expect(sentence(planWith(), decision)).toContain(
      "it can't be told apart from 256 MB on x86_64, 512 MB on x86_64, 1024 MB on x86_64 and 1 more",
    );
  });

  const sure = (more: Partial<Decision['recommendation']>) =>
    sentence(planWith(), decisionWith({ recommendation: { ...base.recommendation, ...more } }));

  it('says how sure it is, and what the next best would cost and save', () => {
    const nextBest = {
      memoryMB: 1536,
      architecture: 'arm64' as const,
      costPercent: -2.1,
      durationPercent: 31.4,
    };
    expect(sure({ confidence: 0.97, nextBest })).toContain(
      '12.3 ms each; 97% sure; the next best is 1536 MB on arm64, 2% dearer and 31% faster; against the current',
    );
    expect(sure({ nextBest })).toContain('12.3 ms each; the next best is 1536 MB on arm64');
  });

  it('is never quite certain', () => {
    expect(sure({ confidence: 1 })).toContain('; more than 99% sure;');
    expect(sure({ confidence: 0.994 })).toContain('; 99% sure;');
    expect(sure({ confidence: 0.001 })).toContain('; less than 1% sure;');
  });

  it('says how sure it is of one among ties, and leaves out the next best, which is one of them', () => {
    const ties = [{ architecture: 'x86_64' as const, memoryMB: 256 }];
    const nextBest = { memoryMB: 256, architecture: 'x86_64' as const, costPercent: 1, durationPercent: 1 };
    expect(sure({ confidence: 0.62, ties, nextBest })).toContain(
      "it can't be told apart from 256 MB on x86_64 (62% sure); against",
    );
  });

  it('says dearer and slower where that is the truth', () => {
    const saving = { costPercent: -12, durationPercent: -0.2 };
    const decision = decisionWith({ recommendation: { ...base.recommendation, saving } });
    expect(sentence(planWith(), decision)).toContain('it is 12% dearer and <1% slower');
  });

  it('says that measurements are replayed', () => {
    expect(sentence(planWith(), decisionWith({ measuredBy: 'replayed' }))).toMatch(
      /\(replayed measurements\)\.$/,
    );
  });

  it('leaves the comparison out where the current configuration was not measured', () => {
    const { saving: _, ...recommendation } = base.recommendation;
    const { baseline: __, ...plan } = planWith();
    expect(sentence(plan, decisionWith({ recommendation }))).toMatch(/12\.3 ms each\.$/);
  });

  it('counts in yuan where the prices are', () => {
    const plan = planWith({ prices: { ...planWith().prices, currency: 'CNY' } });
    expect(sentence(plan, base)).toContain('CN¥0.500 per million');
  });
});

describe('sentence with limits', () => {
  const figure = (value: number, more: Partial<Figure> = {}): Figure => ({ value, n: 50, ...more });
  /** The chosen candidate with a p99, and how it stands to the limits. */
  const chosen = (limits: LimitChecks, p99: Figure, more: Partial<CandidateResult> = {}): CandidateResult => {
    const durationMs = { mean: figure(12), p50: figure(12), p90: figure(12), p99 };
    return {
      architecture: 'x86_64',
      memoryMB: 128,
      status: 'measured',
      warm: { durationMs, costUsd: figure(4e-6, { low: 3.9e-6, high: 4.1e-6 }) },
      invocations: 50,
      failures: [],
      limits,
      ...more,
    };
  };
  const worst = { limit: 'p99Ms' as const, allowed: 300 };
  const said = (
    limits: Plan['limits'],
    candidate: CandidateResult,
    met = true,
    others: CandidateResult[] = [],
  ) => {
    const plan = planWith(limits === undefined ? {} : { limits });
    const verdict = { limits: { met, sure: true, worst } };
    const candidates = [candidate, ...others];
    return sentence(
      plan,
      decisionWith({ candidates, recommendation: { ...base.recommendation, ...verdict } }),
    );
  };
  const kept = (sure: boolean) => ({ p99Ms: { met: true, sure, overPercent: -4 } });
  const broken = (sure: boolean) => ({ p99Ms: { met: false, sure, overPercent: 4 } });

  it('says which it keeps, with the value and how far off that may be', () => {
    const text = said({ p99Ms: 300 }, chosen(kept(true), figure(280, { low: 270, high: 295 })));
    expect(text).toMatch(
      /^128 MB on x86_64 is the cheapest that keeps p99 under 300 ms: \$0\.500 per million invocations, 12\.3 ms each; its p99 is 280 ms \(295 ms at most\); against/,
    );
  });

  it('says so where it may be over all the same', () => {
    const text = said({ p99Ms: 300 }, chosen(kept(false), figure(280, { low: 250, high: 312 })));
    expect(text).toContain('; its p99 is 280 ms, but may be 312 ms;');
  });

  it('does not believe a p99 from too few samples, and says why', () => {
    const text = said({ p99Ms: 300 }, chosen(kept(false), figure(280, { note: 'n < 299' })));
    expect(text).toContain('; its p99 is 280 ms, from too few samples to be sure (n < 299);');
  });

  it('says that none keeps them, which is the nearest, and by how much it is over', () => {
    const text = said({ p99Ms: 300 }, chosen(broken(true), figure(312, { low: 305, high: 320 })), false);
    expect(text).toMatch(
      /^No configuration keeps p99 under 300 ms; the nearest is 128 MB on x86_64: its p99 is 312 ms, 4% over; \$0\.500 per million invocations, 12\.3 ms each; against the current/,
    );
  });

  it('says so where that one may keep it', () => {
    const text = said({ p99Ms: 300 }, chosen(broken(false), figure(312, { low: 290, high: 320 })), false);
    expect(text).toContain(': its p99 is 312 ms, 4% over, but may be 290 ms;');
    const few = said({ p99Ms: 300 }, chosen(broken(false), figure(312, { note: 'n < 299' })), false);
    expect(few).toContain(': its p99 is 312 ms, 4% over, from too few samples to be sure (n < 299);');
  });

  it('names only the limits that the nearest breaks, and what was not measured for one', () => {
    const checks: LimitChecks = {
      ...kept(true),
      coldP99Ms: { met: false, sure: false, note: 'no cold start came' },
      costPerMillionUsd: { met: false, sure: true, overPercent: 33.3 },
    };
    const text = said(
      { p99Ms: 300, coldP99Ms: 1000, costPerMillionUsd: 3 },
      chosen(checks, figure(280, { low: 270, high: 295 })),
      false,
    );
    expect(text).toContain(
      'keeps p99 under 300 ms, the p99 of cold starts under 1,000 ms and a million invocations under $3.00; the nearest',
    );
    expect(text).toContain(
      ': its p99 of cold starts is not known: no cold start came; a million cost $4.00, 33% over;',
    );
  });

  it('speaks of memory as what is free', () => {
    const checks = { minHeadroomPercent: { met: false, sure: true, overPercent: 5 } };
    const candidate = chosen(checks, figure(1), { maxMemoryUsedMB: 108 });
    expect(said({ minHeadroomPercent: 20 }, candidate, false)).toContain(
      'No configuration keeps 20% of its memory free; the nearest is 128 MB on x86_64: 16% of its memory is free, 5% over;',
    );
  });

  it('does not say that none keeps them where one does that has no memory to spare', () => {
    const own = chosen(broken(true), figure(312, { low: 305, high: 320 }));
    const tight = { ...chosen(kept(true), figure(100)), memoryMB: 1024, memoryTight: true };
    expect(said({ p99Ms: 300 }, own, false, [tight])).toMatch(
      /^No configuration with memory to spare keeps p99 under 300 ms;/,
    );
  });
});

describe('sentence with what comes beside', () => {
  const with_ = (more: Partial<Decision['recommendation']>, plan: Partial<Plan> = {}) =>
    sentence(planWith(plan), decisionWith({ recommendation: { ...base.recommendation, ...more } }));

  it('says with how many cold starts', () => {
    expect(with_({ coldStartRate: 0.05 })).toContain('12.3 ms each with 5% cold starts;');
    expect(with_({ coldStartRate: 0.0002 })).toContain('with 0.02% cold starts;');
  });

  it('says that the other architecture differs only in price', () => {
    const differsOnlyInPrice = { architecture: 'arm64' as const, costPercent: 19.9 };
    expect(with_({ differsOnlyInPrice })).toContain(
      "; arm64 can't be told apart in duration at this size and differs only in price: 20% cheaper; against",
    );
  });

  it('says it once where that is the next best', () => {
    const differsOnlyInPrice = { architecture: 'arm64' as const, costPercent: -25 };
    const nextBest = {
      architecture: 'arm64' as const,
      memoryMB: 128,
      costPercent: -25,
      durationPercent: 0.2,
    };
    expect(with_({ differsOnlyInPrice, nextBest, confidence: 0.9 })).toContain(
      '; 90% sure; the next best is 128 MB on arm64, 25% dearer and <1% faster: it differs only in price; against',
    );
  });

  it('says what a month costs and saves', () => {
    const monthly = {
      invocations: 2_000_000,
      costUsd: 4.17,
      currentCostUsd: 6.25,
      savingUsd: 2.08,
      savingUsdInterval: { low: 1.9, high: 2.2 },
    };
    expect(with_({ monthly })).toMatch(
      /; a month of 2,000,000 invocations costs \$4\.17, \$2\.08 less than now \(\$1\.90 to \$2\.20\)\.$/,
    );
    const dearer = { ...monthly, savingUsd: -1.5, savingUsdInterval: { low: -3.2, high: 0.1 } };
    expect(with_({ monthly: dearer })).toMatch(/, \$1\.50 more than now \(−\$0\.100 to \$3\.20\)\.$/);
    const { savingUsdInterval: _, savingUsd: __, currentCostUsd: ___, ...alone } = monthly;
    expect(with_({ monthly: alone })).toMatch(/invocations costs \$4\.17\.$/);
    const baseline = { architecture: 'x86_64' as const, memoryMB: 128 };
    expect(with_({ monthly: { ...monthly, savingUsd: 0 } }, { baseline })).toMatch(/costs \$4\.17\.$/);
  });
});
