import { describe, expect, it } from 'vitest';
import type { Digest, Plan } from '../../../../lib/contract/index.ts';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { arm, cold, digestOf, planOf, price, restored, warm, warmDigest, x86 } from './runs.ts';

const DIGESTS = [
  warmDigest(x86(512), 190, 191, 189, 192, 188),
  warmDigest(x86(1024), 170, 171, 169, 172, 168),
];

function monthly(more: Partial<Plan> = {}, digests: readonly Digest[] = DIGESTS) {
  const plan = planOf([x86(512), x86(1024)], { monthlyInvocations: 2_000_000, ...more });
  return decide(plan, digests).recommendation.monthly;
}

describe('decide with monthlyInvocations', () => {
  it('states what a month costs and saves', () => {
    const month = monthly({ baseline: x86(1024) });
    const [own, now] = [2e6 * price(x86(512), 190), 2e6 * price(x86(1024), 170)];
    expect(month).toMatchObject({
      invocations: 2_000_000,
      costUsd: expect.closeTo(own, 6),
      currentCostUsd: expect.closeTo(now, 6),
      savingUsd: expect.closeTo(now - own, 6),
    });
  });

  it('states between what each may lie: the mean of five ± t·s/√5, priced', () => {
    const month = monthly({ baseline: x86(1024) });
    // Of five values the spread is taken together with what is usual: as if two more had shown 5% of the mean.
    const reachOf = (mean: number) =>
      2.4469118511449692 * Math.sqrt((2 * (0.05 * mean) ** 2 + 4 * 2.5) / 6 / 5);
    const reach = (memoryMB: number, reachMs = reachOf(memoryMB === 512 ? 190 : 170)) =>
      2e6 * (price(x86(memoryMB), reachMs) - price(x86(memoryMB), 0));
    const { costUsdInterval: own, currentCostUsdInterval: now, savingUsdInterval: saving } = month ?? {};
    expect((own?.high ?? 0) - (own?.low ?? 0)).toBeCloseTo(2 * reach(512), 3);
    expect((now?.high ?? 0) - (now?.low ?? 0)).toBeCloseTo(2 * reach(1024), 3);
    expect((saving?.high ?? 0) - (saving?.low ?? 0)).toBeCloseTo(2 * Math.hypot(reach(512), reach(1024)), 3);
  });

  it('counts what SnapStart charges for restores, and says what its cache costs beside', () => {
    const snapStart = { cacheGbSecond: 0.0000015046, restorePerGb: 0.0001397998, cacheMinimumHours: 3 };
    const digests = [
      digestOf(x86(1024), [
        ...[10, 11, 12, 10, 11].map((ms) => warm(ms)),
        ...[300, 310, 320, 305, 315].map((ms) => restored(10, ms)),
      ]),
    ];
    const plan = planOf([x86(1024)], { monthlyInvocations: 1_000_000, coldStartRate: 0.1 });
    const { recommendation, candidates } = decide(
      { ...plan, prices: { ...plan.prices, snapStart } },
      digests,
    );
    // A million blended invocations cost the same, whether they are called so or a month.
    expect(recommendation.monthly?.costUsd).toBeCloseTo(
      (candidates[0]?.blended?.costUsd.value ?? 0) * 1e6,
      6,
    );
    expect(recommendation.monthly?.costUsd).toBeGreaterThan(0.1 * 139.7998);
    // 1 GB for 730 hours.
    expect(recommendation.monthly?.note).toContain("SnapStart's cache is not in it: 3.95 for each version");
  });

  it('says that what SnapStart charges is not in it where that is not known, which its warning says', () => {
    const warnings = [{ code: 'snapstart-price-unknown', message: 'not known' }];
    expect(monthly({ warnings })?.note).toBe(
      'what SnapStart charges for restores and for its cache, whose prices are not known for the region us-east-1, is not in it',
    );
    expect(monthly({ warnings: [] })).not.toHaveProperty('note');
  });

  it('says what is approximate in the month of either', () => {
    const tiers = (tiersNote: string) => ({
      tiers: [{ gbSecond: 0.0000166667, upToGbSeconds: 6e9 }, { gbSecond: 0.00001500003 }],
      tiersNote,
    });
    const plan = planOf([arm(512), x86(10_240)], { baseline: x86(10_240), monthlyInvocations: 5e9 });
    const { x86_64, arm64 } = plan.prices;
    const prices = {
      ...plan.prices,
      x86_64: { gbSecond: 0, request: 0, ...x86_64, ...tiers('about x86_64') },
      arm64: { gbSecond: 0, request: 0, ...arm64, ...tiers('about arm64') },
    };
    const digests = [warmDigest(arm(512), 190, 191, 189), warmDigest(x86(10_240), 190, 191, 189)];
    // 475 million GB-seconds of the one, 9.5 billion of the other.
    const { recommendation } = decide({ ...plan, prices }, digests);
    expect(recommendation.memoryMB).toBe(512);
    expect(recommendation.monthly?.note).toBe('about x86_64');
  });

  it('leaves out the comparison where there is none', () => {
    expect(monthly()).toEqual({
      invocations: 2_000_000,
      costUsd: expect.any(Number),
      costUsdInterval: expect.any(Object),
    });
  });

  it('saves nothing by staying', () => {
    const month = monthly({ baseline: x86(512) });
    expect(month?.savingUsd).toBe(0);
    expect(month).not.toHaveProperty('savingUsdInterval');
  });

  it('has no intervals from too few samples', () => {
    const few = [warmDigest(x86(512), 190), warmDigest(x86(1024), 170)];
    expect(Object.keys(monthly({ baseline: x86(1024) }, few) ?? {})).toEqual([
      'invocations',
      'costUsd',
      'currentCostUsd',
      'savingUsd',
    ]);
  });

  it('counts every invocation, trimmed or not: all of them are paid', () => {
    const slow = warmDigest(x86(512), 10, 10, 10, 10, 1000);
    const plan = planOf([x86(512)], { monthlyInvocations: 1000, discardTopBottom: 0.2 });
    const { recommendation, duration } = decide(plan, [slow]);
    expect(duration).toBe(10);
    expect(recommendation.monthly?.costUsd).toBeCloseTo(1000 * price(x86(512), 208), 9);
  });

  it('counts cold starts in their share', () => {
    const digest = digestOf(x86(512), [
      ...[10, 10, 10].map((ms) => warm(ms)),
      ...[10, 10, 10].map((ms) => cold(ms, 300)),
    ]);
    const plan = planOf([x86(512)], { monthlyInvocations: 1000, coldStartRate: 0.1 });
    expect(decide(plan, [digest]).recommendation.monthly?.costUsd).toBeCloseTo(1000 * price(x86(512), 40), 9);
  });

  it('says nothing without them', () => {
    expect(decide(planOf([x86(512)]), DIGESTS.slice(0, 1)).recommendation).not.toHaveProperty('monthly');
  });
});
