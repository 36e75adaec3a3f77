import { describe, expect, it } from 'vitest';
import { fisherGreater } from '../../../../lib/core/statistics/fisher-exact.ts';

describe('fisherGreater', () => {
  it.each([
    // The lady tasting tea: 1/70 and 17/70.
    [{ n: 4, marked: 4 }, { n: 4, marked: 0 }, 1 / 70],
    [{ n: 4, marked: 3 }, { n: 4, marked: 1 }, 17 / 70],
    // Two draws of ten, both of the two marked: 1/45.
    [{ n: 2, marked: 2 }, { n: 8, marked: 0 }, 1 / 45],
    [{ n: 10, marked: 0 }, { n: 10, marked: 5 }, 1],
    [{ n: 5, marked: 5 }, { n: 5, marked: 5 }, 1],
    [{ n: 0, marked: 0 }, { n: 5, marked: 1 }, 1],
    [{ n: 5, marked: 1 }, { n: 0, marked: 0 }, 1],
  ])('of %o beside %o is %f', (first, second, expected) => {
    expect(fisherGreater(first, second)).toBeCloseTo(expected, 12);
  });

  it('goes over to large numbers without a step', () => {
    const at = (n: number) => fisherGreater({ n, marked: 5 }, { n: 1000, marked: 5 });
    // What the same sum comes to by factorials of whole numbers.
    expect(at(200)).toBeCloseTo(exact({ n: 200, marked: 5 }, { n: 1000, marked: 5 }), 9);
    expect(at(300)).toBeCloseTo(exact({ n: 300, marked: 5 }, { n: 1000, marked: 5 }), 9);
  });
});

interface Group {
  readonly n: number;
  readonly marked: number;
}

function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}

function exact(first: Group, second: Group): number {
  const [all, marked] = [first.n + second.n, first.marked + second.marked];
  let sum = 0n;
  for (let x = first.marked; x <= Math.min(marked, first.n); x++) {
    sum += choose(marked, x) * choose(all - marked, first.n - x);
  }
  return Number((sum * 10n ** 15n) / choose(all, first.n)) / 1e15;
}
