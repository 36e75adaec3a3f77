import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../../../lib/contract/index.ts';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { arm, GB_SECOND, planOf, price, warmDigest, x86 } from './runs.ts';

const AROUND = [-1, 0, 1, -1, 0, 1];
const around = (mean: number) => AROUND.map((offset) => mean + offset);

function found(x86Ms: readonly number[], armMs: readonly number[], strategy: Strategy = 'cost') {
  const plan = planOf([x86(512), arm(512), x86(1024)], { strategy });
  const digests = [
    warmDigest(x86(512), ...x86Ms),
    warmDigest(arm(512), ...armMs),
    warmDigest(x86(1024), ...around(390)),
  ];
  return decide(plan, digests).recommendation;
}

describe('the architectures of the chosen size', () => {
  it.each(['cost', 'balanced'] as const)(
    'differ only in price where their durations can not be told apart, by %s',
    (strategy) => {
      const recommendation = found(around(400), around(400), strategy);
      expect(recommendation).toMatchObject({ ...arm(512), differsOnlyInPrice: { architecture: 'x86_64' } });
      const percent = (1 - price(x86(512), 400) / price(arm(512), 400)) * 100;
      expect(recommendation.differsOnlyInPrice?.costPercent).toBeCloseTo(percent, 2);
      expect(percent).toBeLessThan(-20);
    },
  );

  it('do so for the fastest as well, where they tie', () => {
    const plan = planOf([x86(512), arm(512)], { strategy: 'speed' });
    const digests = [warmDigest(x86(512), ...around(400)), warmDigest(arm(512), ...around(400))];
    expect(decide(plan, digests).recommendation).toMatchObject({
      ...arm(512),
      ties: [x86(512)],
      differsOnlyInPrice: { architecture: 'x86_64' },
    });
  });

  it('differ in more where one is faster', () => {
    expect(found(around(390), around(400))).not.toHaveProperty('differsOnlyInPrice');
  });

  it('do not differ in price where their costs can not be told apart either', () => {
    const plan = planOf([x86(512), arm(512)]);
    const alike = { gbSecond: GB_SECOND.arm64, request: 2e-7 };
    const prices = { ...plan.prices, x86_64: alike, arm64: alike };
    const digests = [warmDigest(x86(512), ...around(400)), warmDigest(arm(512), ...around(400))];
    expect(decide({ ...plan, prices }, digests).recommendation).not.toHaveProperty('differsOnlyInPrice');
  });

  it('are not compared from a single sample, nor where there is only one', () => {
    expect(found([400], [400])).not.toHaveProperty('differsOnlyInPrice');
    const alone = decide(planOf([x86(512)]), [warmDigest(x86(512), ...around(400))]);
    expect(alone.recommendation).not.toHaveProperty('differsOnlyInPrice');
  });
});
