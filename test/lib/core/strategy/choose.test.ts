import { describe, expect, it } from 'vitest';
import type { Architecture, Strategy } from '../../../../lib/contract/index.ts';
import { estimateMean } from '../../../../lib/core/statistics/mean-estimate.ts';
import { type Contender, choose } from '../../../../lib/core/strategy/choose.ts';

/** A contender whose score is the mean of these values. */
function contender(
  architecture: Architecture,
  memoryMB: number,
  scores: readonly number[],
  point: { cost?: number; durationMs?: number } = {},
) {
  const estimate = estimateMean(scores);
  return {
    architecture,
    memoryMB,
    cost: point.cost ?? estimate.mean,
    durationMs: point.durationMs ?? estimate.mean,
    score: estimate.mean,
    estimate,
  };
}

/** The chosen one and its ties. */
function answer<T extends Contender>(contenders: readonly T[], strategy: Strategy) {
  const choice = choose(contenders, strategy);
  return choice && { chosen: choice.chosen, ties: choice.ties };
}

const TIGHT = [-0.1, 0, 0.1, -0.1, 0, 0.1];
const around = (mean: number) => TIGHT.map((offset) => mean + offset);

describe('choose', () => {
  it('takes the smallest score, with no ties where the differences are clear', () => {
    const [a, b, c] = [
      contender('x86_64', 128, around(30)),
      contender('x86_64', 256, around(10)),
      contender('x86_64', 512, around(20)),
    ];
    expect(answer([a, b, c], 'cost')).toEqual({ chosen: b, ties: [] });
  });

  it('takes the smallest size among the fastest that can not be told apart', () => {
    const fastest = contender('x86_64', 3008, around(10), { cost: 9 });
    const alike = contender('x86_64', 1536, around(10.02), { cost: 5 });
    const slower = contender('x86_64', 512, around(20), { cost: 1 });
    expect(answer([fastest, alike, slower], 'speed')).toEqual({ chosen: alike, ties: [fastest] });
  });

  it('takes the cheapest among the best balances that can not be told apart', () => {
    const best = contender('x86_64', 512, around(10), { cost: 9 });
    const cheaper = contender('x86_64', 1024, around(10.02), { cost: 5 });
    expect(answer([best, cheaper], 'balanced')).toEqual({ chosen: cheaper, ties: [best] });
  });

  it('stays with the cheapest where others can not be told apart from it', () => {
    const cheapest = contender('x86_64', 1024, around(10));
    const alike = contender('x86_64', 128, around(10.02));
    expect(answer([alike, cheapest], 'cost')).toEqual({ chosen: cheapest, ties: [alike] });
  });

  it('takes the smaller of equal costs, then arm64', () => {
    const large = contender('arm64', 1024, around(10));
    const smallX86 = contender('x86_64', 512, around(10));
    const smallArm = contender('arm64', 512, around(10));
    expect(answer([large, smallX86, smallArm], 'cost')).toEqual({
      chosen: smallArm,
      ties: [smallX86, large],
    });
  });

  it('takes the cheaper of the fastest at one size', () => {
    const dear = contender('x86_64', 512, around(10), { cost: 2 });
    const cheap = contender('arm64', 512, around(10.01), { cost: 1 });
    expect(answer([dear, cheap], 'speed')).toEqual({ chosen: cheap, ties: [dear] });
  });

  it('takes scores for equal that differ by the order of an addition only', () => {
    const a = contender('x86_64', 512, [0.1 + 0.2]);
    const b = contender('x86_64', 256, [0.3]);
    expect(answer([a, b], 'cost')).toEqual({ chosen: b, ties: [a] });
  });

  it('finds no tie from a single sample, unless the scores are equal', () => {
    const a = contender('x86_64', 512, [10]);
    const b = contender('x86_64', 256, [10.001]);
    expect(answer([a, b], 'cost')).toEqual({ chosen: a, ties: [] });
  });

  it('names the next best by its score, whether it ties or not', () => {
    const [a, b, c] = [
      contender('x86_64', 128, around(30)),
      contender('x86_64', 256, around(10)),
      contender('x86_64', 512, around(20)),
    ];
    expect(choose([a, b, c], 'cost')?.nextBest).toBe(c);
    const fastest = contender('x86_64', 3008, around(10));
    const smaller = contender('x86_64', 1536, around(10.02));
    expect(choose([fastest, smaller, c], 'speed')).toMatchObject({ chosen: smaller, nextBest: fastest });
    expect(choose([a], 'cost')).not.toHaveProperty('nextBest');
  });

  it('does not depend on the order', () => {
    const all = [
      contender('x86_64', 512, around(10)),
      contender('arm64', 512, around(10)),
      contender('arm64', 256, around(12)),
    ];
    expect(choose(all.toReversed(), 'cost')).toEqual(choose(all, 'cost'));
  });

  it('has nothing to choose from no contenders', () => {
    expect(choose([], 'cost')).toBeUndefined();
  });
});
